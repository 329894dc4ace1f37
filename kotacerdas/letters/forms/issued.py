"""Forms of files and of what happens after the issuing: scans, attachments, reasons, sending, comparing."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.faults import Refused, sentences
from kotacerdas.common.fields import RowsField
from kotacerdas.files.domain import kinds
from kotacerdas.letters.domain import scans
from kotacerdas.letters.models import Dispatch, Letter, Recipient


class ScanField(forms.FileField):
    """A PDF, JPEG or PNG that is whole and harmless, or any document where `allowed` says so."""

    def __init__(self, *, allowed: Sequence[kinds.Kind], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.allowed = allowed
        self.widget.attrs["accept"] = ",".join(f".{ending}" for kind in allowed for ending in kind.endings)

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        return self._looked_at(file) if isinstance(file, UploadedFile) else None

    def _looked_at(self, file: Any) -> scans.Upload:
        try:
            kind = kinds.check(
                file,
                name=file.name or "",
                declared=file.content_type or "",
                allowed=self.allowed,
                most_bytes=scans.MOST_BYTES,
            )
            content = file.read()
            if kind in SCANS:
                scans.read(content)
        except Refused as refused:
            raise forms.ValidationError(sentences(refused)) from None
        return scans.Upload(content, file.name or "", kind.media_type)


SCANS = (kinds.PDF, *kinds.PICTURES)


class SignedCopyForm(forms.Form):
    file = ScanField(
        allowed=SCANS, label=_("Scan of the signed letter"), help_text=_("PDF, JPEG or PNG, at most 8 MB.")
    )
    reason = forms.CharField(
        label=_("Why it replaces the copy that is there"), max_length=300, required=False
    )

    def __init__(self, *args: Any, is_first: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_first:
            del self.fields["reason"]
        else:
            self.fields["reason"].required = True


class AttachmentForm(forms.Form):
    title = forms.CharField(label=_("What it is"), max_length=160)
    file = ScanField(
        allowed=kinds.PROOF, label=_("File"), help_text=_("PDF, pictures, Word or Excel files, at most 8 MB.")
    )


class VoidForm(forms.Form):
    reason = forms.CharField(
        label=_("Why the letter is void"),
        max_length=300,
        help_text=_("Stays beside the number, for whoever asks later."),
    )


class RecipientsField(RowsField):
    """Each with the way on which the letter would reach him or her."""

    def label_from_instance(self, obj: Recipient) -> str:
        if obj.user_id:
            return gettext("%(name)s (has an account)") % {"name": obj.name}
        if obj.email:
            return f"{obj.name} ({obj.email})"
        return gettext("%(name)s (no e-mail address)") % {"name": obj.name}


class SendForm(forms.Form):
    """Whom to send to now, and what went by another way."""

    recipients = RecipientsField(
        label=_("Recipients"), queryset=Recipient.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    way = forms.ChoiceField(
        label=_("How"),
        widget=forms.RadioSelect,
        choices=[
            ("", _("Send now: a notice to accounts, an e-mail with a link of their own to others")),
            *((way.value, way.label) for way in Dispatch.Way if way not in {"account", "email"}),
        ],
        required=False,
        help_text=_("The other ways are only noted here: somebody has carried or sent the letter."),
    )

    def __init__(self, *args: Any, letter: Letter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["recipients"].queryset = letter.recipients.all()  # type: ignore[attr-defined]  # a field of ours, declared above
        # Whoever has got nothing yet and can be reached.
        waiting = letter.recipients.filter(dispatches=None).exclude(user=None, email="")
        self.initial["recipients"] = [each.pk for each in waiting]


class HashForm(forms.Form):
    """A fingerprint to compare; nothing is uploaded."""

    sidik = forms.CharField(
        label=_("Fingerprint of your file (SHA-256)"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def given(self) -> str:
        """Sixty-four figures, whatever case and blanks; "" if nothing that could be one was given."""
        self.is_valid()
        text = "".join(str(self.cleaned_data.get("sidik", "") or "").split()).lower()
        return text if len(text) == 64 and set(text) <= set("0123456789abcdef") else ""
