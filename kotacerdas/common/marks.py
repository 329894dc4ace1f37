"""The mark that says who may open a page; a page with no mark fails the test that walks every address."""

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


def marked(view: View, permission: str | None) -> View:
    """Writes on the view which permission opens it; None means that everybody may."""
    vars(view).update(permission=permission, is_marked=True)
    return view


def public(view: View) -> View:
    """Anybody may open this page, signed in or not."""
    return marked(view, None)
