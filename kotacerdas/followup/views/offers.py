"""Every deed that the page of a task offers: its address, words, form, and the action that carries it out."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.files import actions as files
from kotacerdas.followup import actions, forms, rights
from kotacerdas.followup.domain.workflow import Deed, Side
from kotacerdas.followup.models import Task
from kotacerdas.people.domain.codes import read

if TYPE_CHECKING:
    from kotacerdas.people.models import User

Words: Any = "str | Promise"
Do = Callable[[Task, forms.DeedForm, "User", datetime], object]


@dataclass(frozen=True)
class Offer:
    slug: str
    deed: Deed
    label: "str | Promise"
    done: "str | Promise"
    """What is said afterwards."""
    do: Do
    form: type[forms.DeedForm] = forms.DeedForm
    is_main: bool = False
    """Open on top of the page; others are folded away."""
    kind: str = "utama"
    icon: str = "pencil"

    def form_for(self, task: Task, user: "User", *, now: datetime, **given: Any) -> forms.DeedForm:
        if self.form is forms.HandOverForm:
            given["is_checker"] = Side.CHECKER in rights.sides(task, user)
        return self.form(task=task, now=now, auto_id=f"{self.slug}-%s", **given)


@dataclass(frozen=True)
class Shown:
    """An offer on the page of one task, with its form."""

    offer: Offer
    form: forms.DeedForm
    address: str
    is_open: bool
    files: bool = field(default=False)

    @property
    def is_main(self) -> bool:
        return self.offer.is_main or self.is_open


def offered(
    task: Task,
    user: "User",
    possible: Iterable[Deed],
    *,
    now: datetime,
    opened: str = "",
    bound: forms.DeedForm | None = None,
    typed: Any = None,
) -> list[Shown]:
    """The deeds that are possible now, main ones first; the one that was opened keeps what was typed."""
    can = set(possible)
    shown = []
    for offer in OFFERS.values():
        if offer.deed not in can and offer.slug != opened:
            continue
        if offer.deed is Deed.TICK and not task.parts.exists():
            continue
        if offer.deed is Deed.GO_ON and not task.is_waiting:
            continue
        is_open = offer.slug == opened
        if is_open and offer.deed not in can and bound is None:
            continue
        form = (
            bound
            if is_open and bound
            else offer.form_for(task, user, now=now, data=typed if is_open else None)
        )
        address = reverse("followup:deed", args=[task.code, offer.slug])
        shown.append(Shown(offer, form, address, is_open, files=issubclass(offer.form, forms.ProofForm)))
    return sorted(shown, key=lambda each: not each.is_open)


# --- How each is carried out -------------------------------------------------------------------------------


def _words(form: forms.DeedForm) -> str:
    return str(form.cleaned_data.get("words") or "")


def _proofs(form: forms.DeedForm, *, words_count: bool) -> list[actions.NewProof]:
    """File and link, and the words themselves where nothing else was given and a proof is needed."""
    words, url, upload = _words(form), form.cleaned_data["url"], form.cleaned_data["file"]
    found = []
    if upload:
        attached = actions.Attachment(files.store(upload.file), upload.name, upload.content_type or "")
        found.append(actions.NewProof(text=words, file=attached))
    if url:
        found.append(actions.NewProof(text="" if found else words, url=url))
    if words and not found and words_count:
        found.append(actions.NewProof(text=words))
    return found


def _report(task: Task, form: forms.DeedForm, by: "User", now: datetime) -> object:
    proofs = _proofs(form, words_count=task.needs_proof and not task.proofs.exists())
    return actions.report(task, by=by, now=now, words=_words(form), proofs=proofs)


def _prove(task: Task, form: forms.DeedForm, by: "User", now: datetime) -> object:
    proofs = _proofs(form, words_count=True)
    if not proofs:
        raise Refused(Fault("task-proof-empty"))
    return [actions.prove(task, proof, by=by, now=now) for proof in proofs]


def _wait(task: Task, form: forms.DeedForm, by: "User", now: datetime) -> object:
    code = form.cleaned_data["code"]
    other = Task.objects.visible_to(by).filter(code=read(code)).first() if code else None
    if code and other is None:
        raise Refused(Fault("task-unknown", {"code": code}))
    desk = form.cleaned_data["organisation"]
    return actions.wait(task, reason=_words(form), by=by, now=now, other=other, organisation=desk)


def _hand_over(task: Task, form: forms.DeedForm, by: "User", now: datetime) -> object:
    owner, desk = form.cleaned_data["owner"], form.cleaned_data.get("organisation")
    return actions.hand_over(task, by=by, now=now, owner=owner, organisation=desk, words=_words(form))


def _decide(task: Task, form: forms.DeedForm, by: "User", now: datetime) -> object:
    is_granted = form.cleaned_data["decision"] == "grant"
    return actions.decide_more_time(task, is_granted=is_granted, answer=_words(form), by=by, now=now)


OFFERS: dict[str, Offer] = {
    offer.slug: offer
    for offer in (
        Offer(
            "lapor",
            Deed.REPORT,
            _("Report as done"),
            _("Reported. Whoever gave the task has been told and checks it."),
            _report,
            forms.ReportForm,
            is_main=True,
            icon="circle-check",
        ),
        Offer(
            "terima",
            Deed.ACCEPT,
            _("Accept the report"),
            _("Accepted. The task is finished."),
            lambda task, form, by, now: actions.accept(task, by=by, now=now, words=_words(form)),
            forms.RemarkForm,
            is_main=True,
            icon="circle-check",
        ),
        Offer(
            "kembalikan",
            Deed.RETURN,
            _("Return the report"),
            _("Returned. The owner has been told why."),
            lambda task, form, by, now: actions.return_(task, reason=_words(form), by=by, now=now),
            forms.ReasonForm,
            is_main=True,
            kind="biasa",
            icon="arrow-back-up",
        ),
        Offer(
            "putus-waktu",
            Deed.GRANT_TIME,
            _("Decide on more time"),
            _("Decided. Whoever asked has been told."),
            _decide,
            forms.TimeDecisionForm,
            is_main=True,
            icon="calendar-time",
        ),
        Offer(
            "ambil",
            Deed.TAKE,
            _("Take the task"),
            _("The task is yours now."),
            lambda task, form, by, now: actions.take(task, by=by, now=now),
            kind="biasa",
            icon="hand-grab",
        ),
        Offer(
            "bagian",
            Deed.TICK,
            _("Tick off parts"),
            _("The list is saved."),
            lambda task, form, by, now: actions.tick(
                task, done=[int(each) for each in form.cleaned_data["done"]], by=by, now=now
            ),
            forms.PartsForm,
            kind="biasa",
            icon="list-check",
        ),
        Offer(
            "lanjut",
            Deed.GO_ON,
            _("It waits no longer"),
            _("The task is among those to be done again."),
            lambda task, form, by, now: actions.go_on(task, by=by, now=now),
            kind="biasa",
            icon="player-play",
        ),
        Offer(
            "tarik",
            Deed.TAKE_BACK,
            _("Take the report back"),
            _("The report is taken back; the task is in progress again."),
            lambda task, form, by, now: actions.take_back(task, by=by, now=now),
            kind="biasa",
            icon="arrow-back-up",
        ),
        Offer(
            "bukti",
            Deed.PROVE,
            _("Add a proof"),
            _("The proof is added."),
            _prove,
            forms.ProofForm,
            kind="biasa",
            icon="paperclip",
        ),
        Offer(
            "catat",
            Deed.NOTE,
            _("Write how it stands"),
            _("The note is in the history."),
            lambda task, form, by, now: actions.note(task, words=_words(form), by=by, now=now),
            forms.NoteForm,
            kind="biasa",
            icon="pencil",
        ),
        Offer(
            "minta-waktu",
            Deed.ASK_MORE_TIME,
            _("Ask for more time"),
            _("Asked. The day stays as it is until somebody has decided."),
            lambda task, form, by, now: actions.ask_more_time(
                task, wanted_on=form.cleaned_data["wanted_on"], reason=_words(form), by=by, now=now
            ),
            forms.MoreTimeForm,
            kind="biasa",
            icon="calendar-time",
        ),
        Offer(
            "tunggu",
            Deed.WAIT,
            _("It waits for others"),
            _("The task stands among those that wait for others."),
            _wait,
            forms.WaitForm,
            kind="biasa",
            icon="hourglass",
        ),
        Offer(
            "serahkan",
            Deed.HAND_OVER,
            _("Hand over"),
            _("Handed over. The new owner has been told."),
            _hand_over,
            forms.HandOverForm,
            kind="biasa",
            icon="arrows-exchange",
        ),
        Offer(
            "batal",
            Deed.CANCEL,
            _("Cancel the task"),
            _("Cancelled. The history stays."),
            lambda task, form, by, now: actions.cancel(task, reason=_words(form), by=by, now=now),
            forms.ReasonForm,
            kind="bahaya",
            icon="circle-x",
        ),
        Offer(
            "buka",
            Deed.REOPEN,
            _("Open again"),
            _("The task is open again."),
            lambda task, form, by, now: actions.reopen(
                task, due_on=form.cleaned_data["due_on"], reason=_words(form), by=by, now=now
            ),
            forms.ReopenForm,
            kind="biasa",
            icon="refresh",
        ),
    )
}
