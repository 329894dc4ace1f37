"""Fields of forms that several apps share."""

from typing import Any

from django import forms

MOST_DIGITS = 18
"""Of a number that every database takes for a key."""


class RowsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # Django's own is not generic at run time
    """Several rows; a number that no database can look for is no choice, either."""

    def clean(self, value: Any) -> Any:
        given = value if isinstance(value, list | tuple) else ()
        too_long = next((str(each) for each in given if len(str(each)) > MOST_DIGITS), "")
        if too_long:
            raise forms.ValidationError(
                self.error_messages["invalid_choice"],
                code="invalid_choice",
                params={"value": f"{too_long[:MOST_DIGITS]}…"},
            )
        return super().clean(value)
