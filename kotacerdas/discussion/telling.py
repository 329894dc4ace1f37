"""Who hears of a discussion: other apps as events, people as notices."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from kotacerdas.discussion.models import Comment, Decision, Thread
from kotacerdas.events import actions as events
from kotacerdas.events import kinds as event_kinds

if TYPE_CHECKING:
    from kotacerdas.people.models import User

event_kinds.register(
    event_kinds.Kind("discussion.commented", _("Somebody commented on an object.")),
    event_kinds.Kind("discussion.voted", _("Somebody voted on an object, or changed the vote.")),
    event_kinds.Kind(
        "discussion.decided", _("A discussion was decided or opened again."), fields={"outcome": str}
    ),
)


def event(
    name: str, thing: models.Model, thread: Thread, *, by: "User", now: datetime, **fields: Any
) -> None:
    events.emit(f"discussion.{name}", subject=thing, by=by, city=thread.city, at=now, **fields)


def commented(
    said: Comment, thing: models.Model, *, called: "Iterable[User]", by: "User", now: datetime
) -> None:
    event("commented", thing, said.thread, by=by, now=now)


def decided(made: Decision, thing: models.Model, *, by: "User", now: datetime) -> None:
    event("decided", thing, made.thread, by=by, now=now, outcome=str(made.outcome))
