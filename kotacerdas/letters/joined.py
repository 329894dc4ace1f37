"""Joins letters to the files and to the search: who may have a letter's files, what is found of a letter."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from kotacerdas.files import guards
from kotacerdas.letters.models import Letter, Letterhead
from kotacerdas.search import registry

if TYPE_CHECKING:
    from kotacerdas.files.models import File


def may_have_file_of_letter(user: Any, file: "File") -> bool:
    """The PDF, the signed copy and the attachments: whoever sees the letter."""
    return Letter.objects.visible_to(user).filter(pk=file.subject_key).exists()


def may_have_file_of_letterhead(user: Any, file: "File") -> bool:
    return Letterhead.objects.visible_to(user).filter(pk=file.subject_key).exists()


def _text(letter: Letter) -> registry.Text:
    names = " ".join(each.name for each in letter.recipients.all())
    return registry.Text(title=letter.subject, words=f"{letter.number_text} {names}", code=letter.number_text)


def _shown(letter: Letter) -> registry.Shown:
    words = str(letter.get_state_display()) if letter.is_draft else letter.number_text
    return registry.Shown(letter.subject, letter.get_absolute_url(), words)


guards.register("letters.letter", may_have_file_of_letter)
guards.register("letters.letterhead", may_have_file_of_letterhead)
registry.register(
    registry.Searchable(
        kind="letters.letter",
        noun=_("Letter"),
        nouns=_("Letters"),
        text=_text,
        rows=lambda user: Letter.objects.visible_to(user),
        shown=_shown,
        everything=lambda: Letter.objects.prefetch_related("recipients"),
        for_display=lambda rows: rows.select_related("city"),
        city=lambda letter: letter.city_id,
        order=60,
        icon="mail",
    )
)
