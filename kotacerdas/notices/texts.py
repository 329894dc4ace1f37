"""The words of a notice in its receiver's language: subject, paragraphs, address; and its values as JSON and back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from kotacerdas.common import formats
from kotacerdas.common.language import pick
from kotacerdas.notices.domain import values as rules
from kotacerdas.notices.models import Notice

if TYPE_CHECKING:
    from kotacerdas.people.models import City

JAKARTA = ZoneInfo("Asia/Jakarta")
# Longer subjects are cut off by every reader anyway, and some servers refuse them.
_LONGEST_SUBJECT = 180


@dataclass(frozen=True)
class Text:
    """One notice in one language; nothing in it is markup."""

    subject: str
    paragraphs: tuple[str, ...]
    button: str
    url: str
    """A whole address, or "" if the notice leads nowhere."""

    @property
    def short(self) -> str:
        """For a message by hand: what it is about and where it stands."""
        return "\n\n".join(part for part in (self.subject, *self.paragraphs, self.url) if part)


def zone_of(city: "City | None") -> ZoneInfo:
    """The city's zone; what belongs to no city keeps the time of the capital."""
    return city.timezone if city else JAKARTA


def stored(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: rules.stored(_in_both(value)) for name, value in values.items()}


def _in_both(value: Any) -> Any:
    """Lazy words are kept in both languages, since the reader's is not known yet."""
    if not isinstance(value, Promise):
        return value
    texts = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            texts[code] = str(value)
    return texts


def of(notice: Notice, language: str) -> Text:
    with translation.override(language):
        kind = notice.definition
        values = written(notice)
        body = str(kind.body) % values
        return Text(
            subject=_cut(rules.one_line(str(kind.subject) % values)),
            # A value may be empty, such as the message of an invitation; then its paragraph is not there.
            paragraphs=tuple(line for part in body.split("\n\n") if (line := rules.one_line(part))),
            button=str(kind.button),
            url=address(kind.leads_to(notice) if kind.leads_to else notice.url, language),
        )


def written(notice: Notice) -> dict[str, str]:
    """The values as the reader of the active language writes them."""
    zone = zone_of(notice.city)
    given = {name: _written(rules.read(value), zone) for name, value in notice.values.items()}
    always = {
        "who": str(notice.by) if notice.by else _("The system"),
        "person": notice.name if notice.address else str(notice.person or ""),
        "city": str(notice.city or ""),
    }
    return {name: rules.one_line(value) for name, value in (always | given).items()}


def _written(value: rules.Value, zone: ZoneInfo) -> str:
    match value:
        case datetime():
            return formats.moment(value, zone)
        case date():
            return formats.day(value)
        case Decimal() | int():
            return formats.number(value)
        case Mapping():
            return pick({"": value}, "")
        case _:
            return str(value)


def address(path: str, language: str) -> str:
    """The whole address of a page of ours in that language; addresses elsewhere stay as they are."""
    if not path.startswith("/") or path.startswith("//"):
        return path
    if language == "en" and not path.startswith("/en/"):
        path = f"/en{path}"
    return urljoin(settings.SITE_URL, path)


def host() -> str:
    """The name under which people reach the site."""
    return urlsplit(settings.SITE_URL).netloc


def path_of(address: str) -> str:
    """The part of one of our own addresses that is the same under whatever name the site is reached now."""
    parts = urlsplit(address)
    return parts._replace(scheme="", netloc="").geturl() if parts.netloc == host() else address


def _cut(subject: str) -> str:
    return subject if len(subject) <= _LONGEST_SUBJECT else f"{subject[: _LONGEST_SUBJECT - 1].rstrip()}…"
