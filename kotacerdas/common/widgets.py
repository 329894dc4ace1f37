"""Form controls of our own, where Django's cost too much."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString


class LongSelect(forms.Select):
    """A choice among hundreds: Django renders a template for each option, this writes them at once."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        options = SafeString("".join(self._options(set(self.format_value(value)))))
        attributes = flatatt(self.build_attrs(self.attrs, {"name": name, **(attrs or {})}))
        return format_html("<select{}>{}</select>", attributes, options)

    def _options(self, chosen: set[str]) -> Iterator[str]:
        for key, label in self.choices:
            selected = " selected" if str(key) in chosen else ""
            yield f'<option value="{escape(str(key))}"{selected}>{conditional_escape(str(label))}</option>'
