"""Tells Django that this app exists, and joins it to the registries below."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Discussion(AppConfig):
    name = "kotacerdas.discussion"
    verbose_name = _("Discussions")

    def ready(self) -> None:
        from kotacerdas.common import subjects
        from kotacerdas.discussion import personal, telling, trail, words  # noqa: F401 - they register themselves
        from kotacerdas.discussion.models import Comment, Thread
        from kotacerdas.files import guards

        subjects.register(Thread, "discussion.thread", _("discussion"))
        subjects.register(Comment, "discussion.comment", _("comment"))
        guards.register(
            "discussion.comment",
            lambda user, file: (
                Comment.objects.visible_to(user).readable().filter(pk=file.subject_key).exists()
            ),
        )
