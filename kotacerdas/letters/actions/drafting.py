"""Letters before they have a number: begin, edit, attach, throw away."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.common import versions
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.files import actions as files
from kotacerdas.letters import planning
from kotacerdas.letters.actions.holding import keep, locked
from kotacerdas.letters.domain.addressing import Addressee
from kotacerdas.letters.domain.scans import Upload
from kotacerdas.letters.domain.states import Deed, require
from kotacerdas.letters.models import Attachment, Letter, Recipient, Template
from kotacerdas.letters.planning import Content
from kotacerdas.people.models import City, User
from kotacerdas.search import actions as search

MOST_ATTACHMENTS = 20


@transaction.atomic
def draft(
    content: Content,
    *,
    city: City,
    by: User | None,
    now: datetime,
    template: Template | None = None,
    is_confidential: bool = False,
    shows_subject: bool = False,
) -> Letter:
    """A letter without a number, which may be edited, issued or discarded."""
    _require_own_desk(content, city)
    letter = Letter.objects.create(
        city=city,
        template=template,
        is_confidential=is_confidential,
        shows_subject=shows_subject,
        is_sample=content.is_sample,
        created_at=now,
        created_by=by,
        updated_at=now,
        updated_by=by,
        **_fields(content),
    )
    _address(letter, content)
    search.refresh(letter)
    audit.record("letters.drafted", on=letter, by=by, city=city, now=now)
    return letter


@transaction.atomic
def edit(
    letter: Letter,
    content: Content,
    *,
    expected: int,
    by: User | None,
    now: datetime,
    is_confidential: bool = False,
    shows_subject: bool = False,
) -> Letter:
    """Raises `StaleSave` if somebody saved meanwhile, and so also if the letter was issued meanwhile."""
    require(letter.state, Deed.EDIT)
    _require_own_desk(content, letter.city)
    wanted: dict[str, Any] = _fields(content) | {
        "is_confidential": is_confidential,
        "shows_subject": shows_subject,
    }
    changed = {name: (getattr(letter, name), value) for name, value in wanted.items()}
    changed = {name: pair for name, pair in changed.items() if pair[0] != pair[1]}
    versions.save(letter, expected=expected, changes=wanted | {"updated_at": now, "updated_by": by})
    letter.recipients.all().delete()
    _address(letter, content)
    search.refresh(letter)
    audit.record("letters.edited", on=letter, by=by, city=letter.city, now=now, changes=changed)
    return letter


@transaction.atomic
def discard(letter: Letter, *, by: User, now: datetime) -> None:
    """A draft only; what has a number is made void instead."""
    current = locked(letter, Deed.DISCARD)
    audit.record("letters.discarded", on=current, by=by, city=current.city, now=now)
    search.forget(current)
    current.delete()


@transaction.atomic
def attach(letter: Letter, file: Upload, *, title: str, by: User, now: datetime) -> Attachment:
    """A file that goes with the letter; while it is a draft."""
    current = locked(letter, Deed.EDIT)
    if current.attachments.count() >= MOST_ATTACHMENTS:
        raise Refused(Fault("letter-attachments-many", {"most": MOST_ATTACHMENTS}))
    kept = keep(current, file, by=by, now=now)
    _touch(current, by=by, now=now)
    made = Attachment.objects.create(letter=current, title=title, file=kept)
    note = {"title": title}
    audit.record("letters.attached", on=current, by=by, city=current.city, now=now, note=note)
    return made


@transaction.atomic
def detach(attachment: Attachment, *, by: User, now: datetime) -> None:
    current = locked(attachment.letter, Deed.EDIT)
    file, note = attachment.file, {"title": attachment.title}
    attachment.delete()
    files.give_up(file, about=current, by=by, now=now)
    _touch(current, by=by, now=now)
    audit.record("letters.detached", on=current, by=by, city=current.city, now=now, note=note)


def _touch(letter: Letter, *, by: User, now: datetime) -> None:
    """What the letter shows has changed, so whoever has the draft open must see it before saving or issuing."""
    versions.save(letter, expected=letter.version, changes={"updated_at": now, "updated_by": by})


def _fields(content: Content) -> dict[str, Any]:
    return {name: getattr(content, name) for name in planning.FIELDS}


def _require_own_desk(content: Content, city: City) -> None:
    """No letter of one city on the paper or in the book of another."""
    desk = (content.book, content.letterhead, content.signatory)
    if any(each.city_id != city.pk for each in desk):
        raise Refused(Fault("letter-of-another-city"))


def _address(letter: Letter, content: Content) -> None:
    addressees = [*content.to, *content.copies]
    users = _users(addressees)
    to = [_recipient(letter, Recipient.Role.TO, at, each, users) for at, each in enumerate(content.to, 1)]
    copies = [
        _recipient(letter, Recipient.Role.COPY, at, each, users) for at, each in enumerate(content.copies, 1)
    ]
    Recipient.objects.bulk_create([*to, *copies])


def _users(addressees: Sequence[Addressee]) -> dict[str, User]:
    emails = {each.email for each in addressees if each.email}
    return {user.email: user for user in User.objects.get_queryset().filter(email__in=emails, is_active=True)}


def _recipient(letter: Letter, role: str, at: int, addressee: Addressee, users: dict[str, User]) -> Recipient:
    return Recipient(
        letter=letter,
        role=role,
        position=at,
        name=addressee.name,
        place=addressee.place,
        email=addressee.email,
        user=users.get(addressee.email),
    )
