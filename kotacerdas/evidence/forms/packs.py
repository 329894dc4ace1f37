"""What is chosen of a pack before it is made."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.widgets import LongSelect
from kotacerdas.evidence.forms.plain import Plain
from kotacerdas.evidence.targets import Scope


class PackForm(Plain):
    scope = forms.ChoiceField(label=_("Round or list"), widget=LongSelect)
    language = forms.ChoiceField(
        label=_("Language of the index"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )
    with_secret = forms.BooleanField(
        label=_("Secret documents too"),
        required=False,
        help_text=_(
            "Whoever has the pack can read them. Without this, the index says how many are left out."
        ),
    )

    def __init__(self, *args: Any, scopes: Iterable[Scope], may_secret: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.choose("scope", [(each.key, each.title) for each in scopes])
        if not may_secret:
            del self.fields["with_secret"]
