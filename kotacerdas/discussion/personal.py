"""What this app keeps of persons: what they wrote, how they voted, what they decided."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.personal import Basis, Holding, register
from kotacerdas.discussion.models import Comment, Decision, Vote


def _said(user: Any) -> list[Mapping[str, Any]]:
    comments = [{"at": each.at.isoformat(), "comment": each.text} for each in Comment.objects.filter(by=user)]
    votes = [{"at": each.at.isoformat(), "vote": each.stance} for each in Vote.objects.filter(user=user)]
    decisions = [
        {"at": each.at.isoformat(), "decision": each.outcome} for each in Decision.objects.filter(by=user)
    ]
    return [*comments, *votes, *decisions]


register(
    Holding(
        name="discussion.contributions",
        what=_("Comments, mentions, votes and decisions with their author"),
        of_whom=_("whoever takes part in a discussion"),
        why=_("So that it can be read later who proposed what and why it was decided so"),
        basis=Basis.PUBLIC_DUTY,
        until=_("as long as the city's records; one's own comment can be withdrawn"),
        tables=("discussion.Comment", "discussion.Mention", "discussion.Vote", "discussion.Decision"),
        export=_said,
        stays_because=_(
            "Why something was decided is the city's record; without the account it names nobody."
        ),
    )
)
