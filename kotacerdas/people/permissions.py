"""Every verb that can be allowed or refused, each with the sentence that a person reads about it."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Permission(StrEnum):
    SEE_PUBLISHED = "see_published"
    SEE_OWN_ACCOUNT = "see_own_account"
    SEE_CITY_DRAFTS = "see_city_drafts"
    SEE_ALL_DRAFTS = "see_all_drafts"
    LOAD_RESULTS = "load_results"
    PUBLISH_ROUND = "publish_round"
    EDIT_RUBRIC = "edit_rubric"
    SEE_PEOPLE = "see_people"

    @property
    def sentence(self) -> "str | Promise":
        return SENTENCES[self]


SENTENCES: dict[Permission, "str | Promise"] = {
    Permission.SEE_PUBLISHED: _(
        "Read everything that is published: rounds, rankings, scorecards, instruments."
    ),
    Permission.SEE_OWN_ACCOUNT: _("See one's own account: roles, since when, and what they allow."),
    Permission.SEE_CITY_DRAFTS: _("See rounds and results of one's own city before they are published."),
    Permission.SEE_ALL_DRAFTS: _("See unpublished rounds and results of every city in one's area."),
    Permission.LOAD_RESULTS: _("Load results of a round from a file."),
    Permission.PUBLISH_ROUND: _("Publish a round, or take it back."),
    Permission.EDIT_RUBRIC: _("Write and correct the texts of the levels 0 to 4."),
    Permission.SEE_PEOPLE: _("See who holds which role in one's own area."),
}
