"""The words in the ZIP for the ministry's portal: one answer to paste, the list of everything, and how to use both."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kotacerdas.common import formats
from kotacerdas.common.exports import Column, Source, xlsx_response
from kotacerdas.common.formats import number
from kotacerdas.selfassessment.models import Answer
from kotacerdas.selfassessment.portal.gathering import WHY_LEFT, Gathered, Placed, Question

Told = dict[str, Any]


def answer(question: Question) -> str:
    """As it is pasted: what the portal asks for first."""
    told = question.told
    level = "–" if told["level"] is None else str(told["level"])
    blocks = [
        f"{told['code']}. {told['question']}",
        _("Claimed level: %(level)s") % {"level": level},
        told["statement"] or _("(no statement)"),
    ]
    if told["figures"]:
        blocks.append("\n".join([_("Figures:"), *map(figure, told["figures"])]))
    if told["survey"]:
        blocks.append(survey(told["survey"]))
    if question.files:
        blocks.append("\n".join([_("Files:"), *map(_file, question.files)]))
    return "\n\n".join(blocks) + "\n"


def figure(told: Told) -> str:
    """ "Penduduk miskin: 2,31 %"; words that were no figure stay as they are."""
    if "value" not in told:
        return str(told["name"])
    return f"{told['name']}: {number(Decimal(told['value']))} {told['unit']}".strip()


def survey(told: Told) -> str:
    words = _("Survey: mean %(mean)s of %(respondents)s respondents. %(method)s")
    return words % {
        "mean": number(Decimal(told["mean"]), 2),
        "respondents": number(told["respondents"]),
        "method": told["method"],
    }


def about(gathered: Gathered, *, address: str) -> str:
    snapshot, told = gathered.snapshot, gathered.told
    one = snapshot.assessment
    signed = ", ".join(part for part in (snapshot.signed_by, snapshot.signed_as) if part)
    lines = [
        _("Self-assessment of %(city)s, %(round)s") % {"city": one.city.name, "round": one.round.title},
        _("Submission %(number)s of %(at)s, signed by %(signer)s.")
        % {
            "number": number(snapshot.number),
            "at": formats.moment(snapshot.at, one.city.zone),
            "signer": signed,
        },
        f"SHA-256: {snapshot.sha256}",
        address,
        "",
        *([_("Only part %(part)s of the form.") % {"part": gathered.part}, ""] if gathered.part else []),
        _("How to bring it to the ministry's portal:"),
        _(
            "1. The folders stand in the order of the form; each bears the number and the code of its question."
        ),
        _("2. Open jawaban.txt, copy the text and paste it into the question of the portal."),
        _("3. Upload the other files of the folder there; their names begin with the code of the question."),
        _(
            "4. daftar.xlsx lists all answers and files. Record the receipt of the portal in KotaCerdas afterwards."
        ),
        "",
        *_left_out(gathered),
    ]
    if told["gaps"]:
        lines.append(_("Submitted with gaps: %(why)s") % {"why": told["gaps"]})
    if told["is_sample"]:
        lines.append(_("This is a sample and no official submission."))
    return "\n".join(lines).rstrip("\n") + "\n"


def _left_out(gathered: Gathered) -> Iterator[str]:
    for why, words in WHY_LEFT.items():
        if count := sum(each.left == why for each in gathered.placed):
            told = ngettext("%(count)s file is %(why)s", "%(count)s files are %(why)s", count)
            yield told % {"count": number(count), "why": words}


def _file(placed: Placed) -> str:
    if placed.left:
        return f"- {WHY_LEFT[placed.left]} ({placed.document})"
    return f"- {placed.path.rpartition('/')[2]}"


def listing(gathered: Gathered, *, address: str, now: datetime) -> bytes:
    """A workbook: a row for each file of each question, one for a question without any."""
    one = gathered.snapshot.assessment
    columns = [
        Column("number", _("Number"), "integer", 8),
        Column("code", _("Code"), width=10),
        Column("question", _("Question"), width=60),
        Column("level", _("Claimed level"), "integer", 12),
        Column("statement", _("Statement"), width=60),
        Column("figures", _("Figures"), width=40),
        Column("survey", _("Survey"), width=30),
        Column("organisation", _("Organisation"), width=30),
        Column("state", _("State"), width=16),
        Column("file", _("File"), width=60),
        Column("sha256", "SHA-256", width=66),
        Column("left", _("Left out"), width=40),
    ]
    source = Source(
        title=_("Self-assessment of %(city)s, %(round)s") % {"city": one.city.name, "round": one.round.title},
        source=_("Submission %(number)s, SHA-256 %(sha256)s")
        % {"number": number(gathered.snapshot.number), "sha256": gathered.snapshot.sha256},
        address=address,
        exported_at=now,
        zone=one.city.zone,
        note=" ".join(_left_out(gathered)),
    )
    content: bytes = xlsx_response("daftar", columns, _rows(gathered), source).content
    return content


def _rows(gathered: Gathered) -> Iterator[Told]:
    """The words of an answer stand in its first row only; number and code in each, so that rows can be sorted."""
    for question in gathered.questions:
        told = question.told
        first = {
            "level": told["level"],
            "statement": told["statement"],
            "figures": "\n".join(map(figure, told["figures"])),
            "survey": survey(told["survey"]) if told["survey"] else "",
            "organisation": told["organisation"],
            "state": str(Answer.Stage(told["state"]).label),
        }
        files = [_told(each) for each in question.files] or [dict.fromkeys(("file", "sha256", "left"), "")]
        for at, file in enumerate(files):
            words = first if at == 0 else dict.fromkeys(first, "")
            same = {"number": question.number, "code": told["code"], "question": told["question"]}
            yield same | words | file


def _told(placed: Placed) -> Told:
    return {
        "file": placed.path,
        "sha256": placed.sha256,
        "left": f"{WHY_LEFT[placed.left]} ({placed.document})" if placed.left else "",
    }
