"""What a person may type: e-mail and password, and words to look for."""

from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.utils.translation import gettext_lazy as _


class SignInForm(LoginForm):  # type: ignore[misc]  # the library says no types
    """The library's form, which checks and counts attempts, in our words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        for name, label in (("login", _("E-mail")), ("password", _("Password"))):
            self.fields[name].label = label
            self.fields[name].widget.attrs.pop("placeholder", None)


class SearchForm(forms.Form):
    """One word in the address: `?cari=`."""

    cari = forms.CharField(label=_("Name or code"), required=False, max_length=80, widget=forms.SearchInput)

    @property
    def words(self) -> str:
        return str(self.cleaned_data["cari"]).strip() if self.is_valid() else ""
