"""A role at a place between two days, as a form: to invite to, to give, to make a code for, to move to, to act for."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.widgets import LongSelect
from kotacerdas.people.actions.roles import Manner, Offer
from kotacerdas.people.models import City, Organisation, RoleAssignment, TerritorialUnit, User
from kotacerdas.people.queries import giving
from kotacerdas.people.roles import ROLES, Role, Scope

# Nobody is an officer of nothing.
_NEEDS_ORGANISATION = {Role.AGENCY_OFFICER, Role.AGENCY_HEAD}


class DayField(forms.DateField):
    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)


class OrganisationField(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django's own is not generic at run time
    """The organisations of one city; what belongs to no city is there too, for partners."""

    widget = LongSelect

    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=Organisation.objects.none(), **options)

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} ({obj.short_name})" if obj.short_name else str(obj.name)


class SureForm(forms.Form):
    """Doubts are told once; whoever sends the form again with this box does it all the same."""

    sure = forms.BooleanField(label=_("I have checked this; do it all the same"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.doubts: list[str] = []
        if "sure" not in self.data:
            self.fields["sure"].widget = forms.HiddenInput()

    def doubt(self, sentences: Iterable[str]) -> None:
        """Shows what is doubtful, and the box that says it is meant."""
        self.doubts = list(sentences)
        self.fields["sure"].widget = forms.CheckboxInput()


class OfferForm(SureForm):
    role = forms.ChoiceField(label=_("Role"))
    organisation = OrganisationField(
        label=_("Organisation"), required=False, help_text=_("For officers and heads of agencies: which one.")
    )
    province = forms.ModelChoiceField(
        label=_("Province"), required=False, queryset=TerritorialUnit.objects.none(), widget=LongSelect
    )
    until_on = DayField(label=_("Role until"), required=False, help_text=_("The last day, if there is one."))

    def __init__(
        self, *args: Any, by: User, city: City | None, only: Sequence[Role] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.city = by, city
        provinces = _provinces(by) if not only else []
        roles = giving.roles_to_give(by, city=city) if city else []
        roles += [Role.PROVINCIAL_OPERATOR] if provinces else []
        roles += giving.roles_to_give(by)
        chosen = [each for each in roles if not only or each in only]
        self._set("role", choices=[("", _("Choose ...")), *((each, each.label) for each in chosen)])
        if city:
            self._set("organisation", queryset=Organisation.objects.of_city(city).order_by("name"))
        if provinces:
            self._set("province", queryset=TerritorialUnit.objects.filter(pk__in=provinces))
        else:
            del self.fields["province"]

    def _set(self, name: str, **values: Any) -> None:
        for key, value in values.items():
            setattr(self.fields[name], key, value)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        role = cleaned.get("role")
        if not role:
            return cleaned
        if (
            role in _NEEDS_ORGANISATION
            and not cleaned.get("organisation")
            and "organisation" not in self.errors
        ):
            self.add_error("organisation", _("Choose the organisation; this role belongs to one."))
        if ROLES[Role(role)].scope is Scope.PROVINCE and not cleaned.get("province"):
            self.add_error("province", _("Choose the province; this role belongs to one."))
        return cleaned

    @property
    def offer(self) -> Offer:
        given = self.cleaned_data
        role = Role(given["role"])
        scope = ROLES[role].scope
        return Offer(
            role,
            city=self.city if scope is Scope.CITY else None,
            province=given.get("province") if scope is Scope.PROVINCE else None,
            organisation=given.get("organisation") if scope is Scope.CITY else None,
            from_on=given.get("from_on"),
            until_on=given.get("until_on"),
            post=given.get("post", ""),
        )


def _provinces(by: User) -> list[int]:
    """Where somebody may give a provincial role: asked of the rule, not of the name of the role."""
    found = TerritorialUnit.objects.filter(kind=TerritorialUnit.Kind.PROVINCE)
    if giving.roles_to_give(by):
        return list(found.values_list("pk", flat=True))
    return [each.pk for each in found if giving.roles_to_give(by, province=each)]


class GiveForm(OfferForm):
    from_on = DayField(label=_("From"), required=False, help_text=_("Empty: from now on."))
    post = forms.CharField(
        label=_("Post under signatures"),
        required=False,
        max_length=200,
        help_text=_("Only where it is not the usual title, such as “Asisten Administrasi Umum”."),
    )
    field_order = ("role", "organisation", "province", "from_on", "until_on", "post", "sure")


class EndForm(forms.Form):
    """Now, or through a day."""

    when = forms.ChoiceField(
        label=_("When"),
        choices=[("now", _("Now, this second")), ("day", _("With its last day"))],
        initial="now",
        widget=forms.RadioSelect,
    )
    on = DayField(label=_("Last day"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("when") == "day" and not cleaned.get("on") and "on" not in self.errors:
            self.add_error("on", _("Write the last day."))
        return cleaned

    @property
    def last_day(self) -> Any:
        return self.cleaned_data["on"] if self.cleaned_data["when"] == "day" else None


class MoveForm(SureForm):
    to = OrganisationField(label=_("To which organisation"))
    role = forms.ChoiceField(label=_("As"))

    def __init__(self, *args: Any, by: User, city: City, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Organisation.objects.filter(city=city).order_by("name")
        self.fields["to"].queryset = own  # type: ignore[attr-defined]  # a field of ours, declared above
        roles = giving.roles_to_give(by, city=city)
        self.fields["role"].choices = [(role, role.label) for role in roles]  # type: ignore[attr-defined]  # a field of ours, declared above
        self.fields["role"].initial = Role.AGENCY_OFFICER


class DeputyForm(SureForm):
    organisation = OrganisationField(label=_("Office"))
    person = forms.ModelChoiceField(label=_("Who acts"), queryset=User.objects.none(), widget=LongSelect)
    manner = forms.ChoiceField(
        label=_("Manner"),
        widget=forms.RadioSelect,
        choices=[
            (Manner.PLT, _("Plt: the post is vacant")),
            (Manner.PLH, _("Plh: the holder is away for some time")),
        ],
    )
    from_on = DayField(label=_("From"))
    until_on = DayField(label=_("Through"))
    legal_basis = forms.CharField(
        label=_("Order"), max_length=300, help_text=_("Number and date of the order (surat perintah).")
    )
    field_order = ("organisation", "person", "manner", "from_on", "until_on", "legal_basis", "sure")

    def __init__(
        self, *args: Any, city: City, offices: Sequence[Organisation], people: Sequence[User], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.city = city
        self._choose("organisation", Organisation.objects.filter(pk__in=[each.pk for each in offices]))
        self._choose(
            "person", User.objects.filter(pk__in=[each.pk for each in people]).order_by("display_name")
        )

    def _choose(self, name: str, rows: Any) -> None:
        self.fields[name].queryset = rows  # type: ignore[attr-defined]  # fields of ours, declared above

    def offer_for(self, head: RoleAssignment | None) -> Offer:
        """`head` is whoever holds the post; a stand-in acts for that person, and has the same role."""
        given = self.cleaned_data
        stands_in = given["manner"] == Manner.PLH and head is not None and head.is_active(given["from_on"])
        return Offer(
            Role(head.role) if head else Role.AGENCY_HEAD,
            city=self.city,
            organisation=given["organisation"],
            from_on=given["from_on"],
            until_on=given["until_on"],
            manner=Manner(given["manner"]),
            acting_for=head if stands_in else None,
            legal_basis=given["legal_basis"],
            post=head.post if head else "",
        )
