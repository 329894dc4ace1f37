"""What forms of the board and of requests share."""

from collections.abc import Iterable
from typing import Any

from django import forms


class Plain(forms.Form):
    """Without a colon behind each label."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.label_suffix = ""

    def choose(self, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)

    def offer(self, name: str, rows: Any, *, empty: str = "–") -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset, field.empty_label = rows, empty
