"""Puts a delivery's notices together: a mail in plain text and simple HTML, a message to a group, a text by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from urllib.parse import urljoin

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kotacerdas.notices import texts, unsubscribing
from kotacerdas.notices.domain.values import one_line
from kotacerdas.notices.models import Delivery, Notice
from kotacerdas.notices.texts import Text

# Quoted-printable keeps every line of plain letters readable and short, whatever servers stand on the way.
_PLAIN, _HTML = ("plain", "html")


@dataclass(frozen=True)
class Section:
    """The notices of one kind in a digest."""

    title: str
    texts: tuple[Text, ...]


def mail(delivery: Delivery, notices: Sequence[Notice], *, to: str) -> bytes:
    """The whole mail, in plain letters only; the same delivery always has the same Message-ID."""
    language = language_of(delivery, notices)
    with translation.override(language):
        sections = _sections(notices, language)
        first = sections[0].texts[0]
        subject = _digest_subject(len(notices)) if delivery.is_digest else first.subject
        context = {
            "language": language,
            "style": _style(),
            "subject": subject,
            "sections": sections,
            "is_digest": delivery.is_digest,
            "name": receiver_name(delivery, notices),
            "has_account": delivery.person_id is not None,
            "wishes_url": _site("notices:wishes"),
            "unsubscribe_url": _unsubscribe_url(delivery, notices),
            "home_url": settings.SITE_URL,
        }
        message = _headed(delivery, notices, to=to, subject=subject)
        message.set_content(render_to_string("notices/mail.txt", context), _PLAIN, cte="quoted-printable")
        message.add_alternative(render_to_string("notices/mail.html", context), _HTML, cte="quoted-printable")
        # Last, since what makes the mail of two parts moves such heads into the first of them.
        message["Content-Language"] = language
    return message.as_bytes()


def group_message(notice: Notice, language: str) -> tuple[str, str]:
    """Title and body for the channel of a group."""
    text = texts.of(notice, language)
    return text.subject, "\n\n".join(part for part in (*text.paragraphs, text.url) if part)


def by_hand(notice: Notice, language: str) -> str:
    """What a person sends by WhatsApp: greeting, words, address."""
    text = texts.of(notice, language)
    name = notice.name if notice.address else str(notice.person or "")
    with translation.override(language):
        greeting = _("Dear %(name)s,") % {"name": name} if name else ""
    return "\n\n".join(part for part in (greeting, text.short) if part)


def language_of(delivery: Delivery, notices: Sequence[Notice]) -> str:
    if delivery.person:
        return delivery.person.language
    return (notices[0].language if notices else "") or settings.LANGUAGE_CODE


def receiver_name(delivery: Delivery, notices: Sequence[Notice]) -> str:
    return str(delivery.person) if delivery.person else next((each.name for each in notices), "")


def sender_address() -> str:
    """The bare address of `MAIL_FROM`, for the envelope; bounces come back to it."""
    return parseaddr(settings.MAIL_FROM)[1] or f"kotacerdas@{own_host()}"


def ascii_address(address: str) -> str:
    """With the host's name as the network knows it: `kota@contoh.例` has letters that no server takes."""
    local, _at, host = address.rpartition("@")
    return f"{local}@{host.encode('idna').decode()}"


def message_id(delivery: Delivery) -> str:
    return f"<kabar.{delivery.reference}@{own_host()}>"


def own_host() -> str:
    """The host of our sender's address, by which we greet and name our mails."""
    return parseaddr(settings.MAIL_FROM)[1].rpartition("@")[2] or "kotacerdas.invalid"


def _headed(delivery: Delivery, notices: Sequence[Notice], *, to: str, subject: str) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["Message-ID"] = message_id(delivery)
    message["Date"] = format_datetime(delivery.due_at)
    message["From"] = _from()
    message["To"] = Address(one_line(receiver_name(delivery, notices))[:100], addr_spec=to)
    message["Subject"] = subject
    # Absence notes and ticket systems must not answer a machine.
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    if url := _unsubscribe_url(delivery, notices):
        message["List-Unsubscribe"] = f"<{url}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return message


def _style() -> SafeString:
    """Within the mail, since no mail program fetches a style sheet; a page of ours never carries its own."""
    return SafeString(f"<style>\n{render_to_string('notices/mail.css')}</style>")


def _from() -> Address:
    name, address = parseaddr(settings.MAIL_FROM)
    return Address(one_line(name) or "KotaCerdas", addr_spec=address or sender_address())


def _sections(notices: Sequence[Notice], language: str) -> list[Section]:
    """In the order of their first notice, oldest first, as one would read them."""
    grouped: dict[str, list[Notice]] = {}
    for notice in notices:
        grouped.setdefault(notice.kind, []).append(notice)
    return [
        Section(str(some[0].definition.title), tuple(texts.of(each, language) for each in some))
        for some in grouped.values()
    ]


def _digest_subject(count: int) -> str:
    return ngettext("One notice for you", "%(count)d notices for you", count) % {"count": count}


def _unsubscribe_url(delivery: Delivery, notices: Sequence[Notice]) -> str:
    if not any(each.definition.may_unsubscribe for each in notices):
        return ""
    return _site("notices:unsubscribe", unsubscribing.token(delivery))


def _site(name: str, *arguments: str) -> str:
    return urljoin(settings.SITE_URL, reverse(name, args=arguments))
