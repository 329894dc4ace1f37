"""Every address of the site with the mark that says who may open it, and the page of documentation made from both."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import translation

from kotacerdas.people.permissions import Permission
from kotacerdas.people.roles import CITIZEN, EVERYONE, ROLES, Duty

HEAD = """# Roles and permissions

<!-- Made by `python manage.py describe_roles`; a test fails when it is out of date. -->

Roles are in `kotacerdas/people/roles.py`, permissions in `kotacerdas/people/permissions.py`. A role counts in its
place (one city, one province, the whole country) from its first day to its last. What a page shows within a place is
decided by `visible_to`; an unpublished row of another city does not exist for the reader (404).
"""


@dataclass(frozen=True)
class Address:
    name: str
    route: str
    view: Callable[..., Any]

    @property
    def is_marked(self) -> bool:
        return bool(getattr(self.view, "is_marked", False))

    @property
    def permission(self) -> Permission | None:
        """What a reader needs; None is a page for everybody."""
        found: Permission | None = getattr(self.view, "permission", None)
        return found

    @property
    def parameters(self) -> list[str]:
        return [part.split(">")[0].split(":")[-1] for part in self.route.split("<")[1:]]


def every_address() -> list[Address]:
    return list(_walk(get_resolver().url_patterns))


def _walk(patterns: list[Any], route: str = "/", namespace: str = "") -> Iterator[Address]:
    for pattern in patterns:
        here = route + ("" if _is_language(pattern) else str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, here, inner)
        elif isinstance(pattern, URLPattern):
            yield Address(f"{namespace}{pattern.name or here}", here, pattern.callback)


def _is_language(pattern: Any) -> bool:
    return type(pattern.pattern).__name__ == "LocalePrefixPattern"


def description() -> str:
    """The page `docs/reference/roles-and-permissions.md`, in English as all documentation for developers."""
    with translation.override("en"):
        return "\n".join([HEAD, *_roles(), "", *_permissions(), "", *_addresses(), ""])


def _roles() -> list[str]:
    lines = ["## Roles", "", "| role | who | counts for |", "| --- | --- | --- |"]
    lines += [
        f"| {duty.name} | {duty.description} | {duty.scope_words} |" for duty in (CITIZEN, *ROLES.values())
    ]
    return lines


def _permissions() -> list[str]:
    lines = ["## Permissions", "", "| permission | sentence | who |", "| --- | --- | --- |"]
    lines += [f"| `{each.name}` | {each.sentence} | {_holders(each)} |" for each in Permission]
    return lines


def _addresses() -> list[str]:
    lines = [
        "## Addresses",
        "",
        "The English address is the same below `/en/`; pages for machines have one language.",
        "",
        "| address | name | who may open it |",
        "| --- | --- | --- |",
    ]
    for each in every_address():
        who = "everybody" if each.permission is None else f"`{each.permission.name}`"
        lines.append(f"| `{each.route}` | `{each.name}` | {who} |")
    return lines


def _holders(permission: Permission) -> str:
    if permission in EVERYONE:
        return "everybody"
    if permission in CITIZEN.permissions:
        return "whoever is signed in"
    holders: list[Duty] = [duty for duty in ROLES.values() if permission in duty.permissions]
    return ", ".join(str(duty.name) for duty in holders)
