"""What the template of a discussion needs, on a page of its own or as a part of another one."""

from typing import Any

from django.db import models
from django.utils import timezone

from kotacerdas.discussion import places, queries
from kotacerdas.discussion.forms import CommentForm, DecisionForm


def shown(thing: models.Model, user: Any, **forms: Any) -> dict[str, Any]:
    """What the template needs, with fresh forms unless some were sent already."""
    now = timezone.now()
    talk = queries.talk(thing, seen_by=user, now=now)
    city = places.city_of(thing)
    fresh: dict[str, Any] = {}
    if talk.may_write and not talk.is_closed:
        fresh["form"] = CommentForm(speakers=queries.speakers(city, now).exclude(pk=user.pk))
    if talk.may_decide and not talk.is_closed:
        fresh["decision_form"] = DecisionForm()
    return {"talk": talk, "zone": city.zone, **fresh, **forms}
