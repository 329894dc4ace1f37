"""The mark that a page is meant for everyone; a page with no mark fails the test that walks every address."""

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


def public(view: View) -> View:
    """Anybody may open this page, signed in or not."""
    view.permission = None  # type: ignore[attr-defined]  # functions carry attributes; types cannot say so
    view.is_marked = True  # type: ignore[attr-defined]  # same
    return view
