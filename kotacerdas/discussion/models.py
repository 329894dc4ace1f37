"""Tables of discussions: threads, comments, mentions, votes and decisions."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.common.subjects import About
from kotacerdas.common.versions import Versioned
from kotacerdas.discussion import places
from kotacerdas.discussion.domain import manners

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone

CODE_LENGTH = 10


class Stance(models.TextChoices):
    SUPPORT = "support", pgettext_lazy("vote", "support")
    AGAINST = "against", pgettext_lazy("vote", "against")
    ABSTAIN = "abstain", pgettext_lazy("vote", "abstain")


class Outcome(models.TextChoices):
    ACCEPTED = "accepted", pgettext_lazy("decision", "accepted")
    PARTLY = "partly", pgettext_lazy("decision", "accepted in part")
    REJECTED = "rejected", pgettext_lazy("decision", "rejected")
    DEFERRED = "deferred", pgettext_lazy("decision", "deferred")
    REOPENED = "reopened", pgettext_lazy("decision", "opened again")


class ThreadQuerySet(models.QuerySet["Thread"]):
    def visible_to(self, user: "Someone") -> Self:
        """Where the reader sees the object and takes part in its city."""
        return self.filter(places.readable(user))


class Thread(About):
    """All that was said on one object; begins with the first word."""

    city = models.ForeignKey("people.City", models.PROTECT, related_name="+", verbose_name=_("city"))
    begun_at = models.DateTimeField(_("begun at"))
    is_closed = models.BooleanField(_("closed by a decision"), default=False)
    is_sample = models.BooleanField(_("sample"), default=False)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        ordering = ("-begun_at", "pk")
        verbose_name = _("discussion")
        verbose_name_plural = _("discussions")
        constraints = (
            models.UniqueConstraint("subject_kind", "subject_key", name="discussion_one_thread_per_subject"),
        )

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_key}"

    def get_absolute_url(self) -> str:
        return reverse("discussion:thread", args=[self.subject_kind, self.subject_key])


class CommentQuerySet(models.QuerySet["Comment"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(thread__in=Thread.objects.visible_to(user))

    def readable(self) -> Self:
        """Neither withdrawn nor hidden."""
        return self.filter(withdrawn_at=None, hidden_at=None)


class Comment(Versioned):
    """What one person said. Withdrawn, its words are gone and its place stays; hidden, both stay, the words unseen."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="comments", verbose_name=_("discussion"))
    code = models.CharField(_("code"), max_length=CODE_LENGTH, unique=True, editable=False)
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="replies", verbose_name=_("answer to")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"))
    text = models.TextField(_("comment"), max_length=manners.LONGEST, blank=True)
    mended_at = models.DateTimeField(_("mended at"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    hidden_at = models.DateTimeField(_("hidden at"), null=True, blank=True)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("hidden by"),
    )
    hidden_because = models.CharField(_("hidden because"), max_length=500, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ("at", "pk")
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        indexes = (models.Index(fields=("by", "at"), name="discussion_comments_of"),)

    def __str__(self) -> str:
        """Names no words: this stands in the trail, where the author could not take them back."""
        return self.code

    def get_absolute_url(self) -> str:
        return f"{self.thread.get_absolute_url()}#k-{self.code}"

    @property
    def is_readable(self) -> bool:
        return self.withdrawn_at is None and self.hidden_at is None


class MentionQuerySet(models.QuerySet["Mention"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(comment__in=Comment.objects.visible_to(user))


class Mention(models.Model):
    """Somebody whom a comment calls by name."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="mentions", verbose_name=_("comment"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person")
    )

    objects = MentionQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        constraints = (models.UniqueConstraint("comment", "user", name="discussion_mention_once"),)

    def __str__(self) -> str:
        return f"{self.comment_id} {self.user_id}"


class VoteQuerySet(models.QuerySet["Vote"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(thread__in=Thread.objects.visible_to(user))


class Vote(models.Model):
    """One person's vote, which can be changed until a decision closes the discussion."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="votes", verbose_name=_("discussion"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person")
    )
    stance = models.CharField(_("vote"), max_length=7, choices=Stance)
    at = models.DateTimeField(_("at"))

    objects = VoteQuerySet.as_manager()

    class Meta:
        ordering = ("at", "pk")
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        constraints = (models.UniqueConstraint("thread", "user", name="discussion_one_vote_each"),)

    def __str__(self) -> str:
        return f"{self.thread_id} {self.stance}"


class DecisionQuerySet(models.QuerySet["Decision"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(thread__in=Thread.objects.visible_to(user))


class Decision(models.Model):
    """What was decided and why; a row is never changed, opening again is another row."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="decisions", verbose_name=_("discussion"))
    outcome = models.CharField(_("decision"), max_length=8, choices=Outcome)
    reason = models.TextField(_("reason"), max_length=manners.LONGEST)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"))

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ("at", "pk")
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = (
            models.CheckConstraint(condition=~Q(reason=""), name="discussion_decision_has_a_reason"),
        )

    def __str__(self) -> str:
        return f"{self.thread_id} {self.outcome}"
