"""Who hears of a discussion: other apps as events, people as notices."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.quiet import is_quiet
from kotacerdas.discussion import queries
from kotacerdas.discussion.models import Comment, Decision, Outcome, Thread
from kotacerdas.events import actions as events
from kotacerdas.events import kinds as event_kinds
from kotacerdas.notices import actions as notices
from kotacerdas.notices.kinds import Kind, register

if TYPE_CHECKING:
    from kotacerdas.people.models import User

event_kinds.register(
    event_kinds.Kind("discussion.commented", _("Somebody commented on an object.")),
    event_kinds.Kind("discussion.voted", _("Somebody voted on an object, or changed the vote.")),
    event_kinds.Kind(
        "discussion.decided", _("A discussion was decided or opened again."), fields={"outcome": str}
    ),
)


register(
    Kind(
        "discussion.called",
        title=_("Comments that call me"),
        subject=_("%(who)s calls you: %(about)s"),
        body=_("%(who)s calls you in a comment on “%(about)s”."),
        button=_("Read and answer"),
        may_digest=True,
    ),
    Kind(
        "discussion.commented",
        title=_("Comments where I took part"),
        subject=_("New comment: %(about)s"),
        body=_("%(who)s commented on “%(about)s”."),
        button=_("Read and answer"),
        may_unsubscribe=True,
        may_digest=True,
    ),
    Kind(
        "discussion.decided",
        title=_("Decisions where I took part"),
        subject=_("Decision on: %(about)s"),
        body=_("%(who)s decided on “%(about)s”: %(outcome)s.\n\n%(reason)s"),
        button=_("Read the decision"),
        may_unsubscribe=True,
        may_digest=True,
    ),
)


def event(
    name: str, thing: models.Model, thread: Thread, *, by: "User", now: datetime, **fields: Any
) -> None:
    events.emit(f"discussion.{name}", subject=thing, by=by, city=thread.city, at=now, **fields)


def commented(
    said: Comment, thing: models.Model, *, called: "Iterable[User]", by: "User", now: datetime
) -> None:
    """Those who are called hear it as a call, the others who took part as a comment."""
    event("commented", thing, said.thread, by=by, now=now)
    named = [each for each in called if each.pk != by.pk]
    _notify("called", named, said, thing, by=by, now=now)
    known = {by.pk, *(each.pk for each in named)}
    others = [each for each in queries.participants(said.thread) if each.pk not in known]
    _notify("commented", others, said, thing, by=by, now=now)


def decided(made: Decision, thing: models.Model, *, by: "User", now: datetime) -> None:
    event("decided", thing, made.thread, by=by, now=now, outcome=str(made.outcome))
    others = [each for each in queries.participants(made.thread) if each.pk != by.pk]
    notices.notify(
        "discussion.decided",
        to=_still_seeing(others, thing),
        about=made.thread,
        by=by,
        city=made.thread.city,
        now=now,
        values={"about": str(thing), "outcome": Outcome(made.outcome).label, "reason": made.reason},
        url=_address(made.thread),
    )


def _notify(
    kind: str, to: "Iterable[User]", said: Comment, thing: models.Model, *, by: "User", now: datetime
) -> None:
    notices.notify(
        f"discussion.{kind}",
        to=_still_seeing(to, thing),
        about=said.thread,
        by=by,
        city=said.thread.city,
        now=now,
        values={"about": str(thing)},
        url=_address(said),
    )


def _still_seeing(people: "Iterable[User]", thing: models.Model) -> "list[User]":
    """Somebody who has moved on hears nothing more of what he or she once said something on."""
    return [] if is_quiet() else [each for each in people if queries.sees(each, thing)]


def _address(at: Thread | Comment) -> str:
    """Without a language: the notice leads to the page in the receiver's."""
    with translation.override(settings.LANGUAGE_CODE):
        return at.get_absolute_url()
