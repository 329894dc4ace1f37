"""For which days the figures of the system are looked at, and which of them is frozen."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kotacerdas.evidence.forms.plain import Plain
from kotacerdas.evidence.live import Period


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PeriodFilter(Plain):
    dari = forms.DateField(label=_("From"), widget=_day())
    sampai = forms.DateField(label=_("Until"), widget=_day())

    def __init__(self, data: Any, *, today: date) -> None:
        """Without a wish: the year so far."""
        given = {name: data.get(name) for name in ("dari", "sampai") if data.get(name)}
        self.usual = Period(date(today.year, 1, 1), today)
        super().__init__(
            {"dari": self.usual.since.isoformat(), "sampai": self.usual.until.isoformat(), **given}
        )

    def period(self) -> Period:
        if not self.is_valid():
            return self.usual
        since, until = self.cleaned_data["dari"], self.cleaned_data["sampai"]
        return Period(min(since, until), max(since, until))


class FreezeForm(Plain):
    """Sent by the button of one figure."""

    figure = forms.CharField(max_length=60)
    since = forms.DateField()
    until = forms.DateField()

    def period(self) -> Period:
        return Period(self.cleaned_data["since"], self.cleaned_data["until"])
