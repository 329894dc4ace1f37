"""What was said at a meeting, and what was decided about it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.followup.forms.fields import DayField
from kotacerdas.indicators.forms.fields import area
from kotacerdas.masterplan.actions.remarks import Word
from kotacerdas.masterplan.forms.editions import PlainForm
from kotacerdas.masterplan.models import Edition, Node, Programme, Remark

FIELD_OF = {
    "remark-empty": "text",
    "remark-without-speaker": "speaker",
    "remark-in-the-future": "said_on",
    "remark-two-things": "about",
    "remark-elsewhere": "about",
    "remark-without-reason": "reason",
}
MOST_HANDS = 1_000_000


class RemarkForm(PlainForm):
    about = forms.ChoiceField(label=_("On what"))
    text = area(_("What was said"), required=True, rows=4, most=4000)
    speaker = forms.CharField(
        label=_("Who said it"),
        max_length=200,
        help_text=_(
            "A name, or the office held: “head of RT 12”. Do not write more of a person than is needed."
        ),
    )
    organisation = forms.CharField(label=_("For whom he or she spoke"), max_length=200, required=False)
    is_outside = forms.BooleanField(label=_("From outside government"), required=False)
    meeting = forms.CharField(
        label=_("At which meeting"), max_length=200, required=False, help_text=_("Such as: FGD Smart Living.")
    )
    said_on = DayField(label=_("Said on"))
    support = forms.IntegerField(label=_("Hands for it"), min_value=0, max_value=MOST_HANDS, required=False)
    against = forms.IntegerField(
        label=_("Hands against it"), min_value=0, max_value=MOST_HANDS, required=False
    )

    def __init__(self, *args: Any, edition: Edition, kept: Remark | None = None, **options: Any) -> None:
        self._nodes = {f"simpul-{each.code}": each for each in edition.nodes.all()}
        self._programmes = {f"program-{each.code}": each for each in edition.programmes.by_code()}
        if kept:
            options.setdefault("initial", _initial(kept))
        super().__init__(*args, **options)
        chosen = self.fields["about"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [
            ("", _("The whole edition")),
            (pgettext_lazy("plan", "Goals"), [(key, _short(each)) for key, each in self._nodes.items()]),
            (_("Programmes"), [(key, _short(each)) for key, each in self._programmes.items()]),
        ]
        chosen.required = False

    def word(self) -> Word:
        given = dict(self.cleaned_data)
        about = given.pop("about")
        given.pop("version")
        given["support"], given["against"] = given["support"] or 0, given["against"] or 0
        return Word(**given, node=self._nodes.get(about), programme=self._programmes.get(about))


def _short(thing: Node | Programme) -> str:
    words = str(thing)
    return words if len(words) <= 90 else f"{words[:89]}…"


def _initial(kept: Remark) -> dict[str, Any]:
    names = (
        "text",
        "speaker",
        "organisation",
        "is_outside",
        "meeting",
        "said_on",
        "support",
        "against",
        "version",
    )
    about = ""
    if kept.node:
        about = f"simpul-{kept.node.code}"
    elif kept.programme:
        about = f"program-{kept.programme.code}"
    return {"about": about, **{name: getattr(kept, name) for name in names}}


class DecisionForm(PlainForm):
    outcome = forms.ChoiceField(
        label=_("Decision"),
        choices=[choice for choice in Remark.Outcome.choices if choice[0] != Remark.Outcome.OPEN],
        widget=forms.RadioSelect,
    )
    reason = area(
        _("Reason"), required=True, rows=3, most=4000, help_text=_("Everybody who takes part can read it.")
    )


class ReopenForm(PlainForm):
    reason = area(_("Reason"), required=True, rows=2, most=1000)


class EmptyForm(PlainForm):
    """Nothing is asked; it is sent once all the same."""
