"""The form that tries one point elsewhere, for any page that includes `coverage/_what_if.html`."""

from django import template

from kotacerdas.coverage.forms.what_if import TrialForm

register = template.Library()


@register.simple_tag
def trial_form() -> TrialForm:
    return TrialForm()
