"""What a person may type in a discussion."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.fields import RowsField
from kotacerdas.discussion.domain import manners
from kotacerdas.discussion.models import Outcome, Stance
from kotacerdas.files.fields import checked
from kotacerdas.people.models import User


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Each file is taken for what its content says, not for what the browser calls it."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":
        uploads = [super(ManyFilesField, self).clean(each, initial) for each in data or []]
        return [checked(upload) for upload in uploads if upload]


def words(label: Any, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label, widget=forms.Textarea(attrs={"rows": rows}), max_length=manners.LONGEST
    )


class CommentForm(forms.Form):
    text = words(_("Your comment"))
    attachments = ManyFilesField(label=_("Files"), required=False)
    mentions = RowsField(
        label=_("Call somebody"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    parent = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(self, *args: Any, speakers: Any = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.label_suffix, self.auto_id = "", "komentar-%s"
        field = self.fields["mentions"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = User.objects.get_queryset().none() if speakers is None else speakers


class MendForm(forms.Form):
    text = words(_("Your comment"), rows=5)
    version = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(forms.Form):
    reason = words(_("Reason"), rows=2)


class VoteForm(forms.Form):
    stance = forms.ChoiceField(choices=[("", ""), *Stance.choices], required=False)


class DecisionForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("Decision"),
        choices=[each for each in Outcome.choices if each[0] != Outcome.REOPENED],
        widget=forms.RadioSelect,
    )
    reason = words(_("Reason"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.label_suffix, self.auto_id = "", "putusan-%s"
