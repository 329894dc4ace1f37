"""What a person may type about a level."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from kotacerdas.instruments.models import RubricText


class LevelForm(forms.ModelForm):  # type: ignore[type-arg]  # the stubs make it generic, Django does not
    """The text of one level in both languages, where it is written, and the version it was written against."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = RubricText
        fields = ("text_id", "text_en", "source")
        widgets: ClassVar = {
            "text_id": forms.Textarea(attrs={"rows": 4}),
            "text_en": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts: ClassVar = {
            "text_id": _(
                "What a city must show to earn this level. Leave both texts empty to take the text away."
            ),
            "source": _(
                "The regulation, letter or guidebook with its page; a text without one is a working text."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version if self.instance.pk else 0

    def texts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name].strip() for name in self.Meta.fields}
