"""What the cells of a row name: agencies, partners, an indicator, an earlier programme, codes of questions and standards."""

import re
from collections.abc import Mapping

from kotacerdas.imports.domain.fields import choices_of, fold
from kotacerdas.imports.intakes import Current, Entry, in_every_language
from kotacerdas.masterplan.intakes import lists, rows
from kotacerdas.masterplan.intakes.naming import Names
from kotacerdas.masterplan.models import Partner

_BRACKETS = re.compile(r"(?P<name>.+?)\s*\((?P<kind>[^()]+)\)")
_QUESTION = re.compile(r"[A-Z]{1,3}\d{1,3}[a-z]?")
_PARTNER_KINDS = {
    "university": ("universitas", "perguruan tinggi", "politeknik", "institut", "akademisi", "kampus"),
    "company": ("pt", "cv", "perusahaan", "swasta", "bumn"),
    "city_company": ("perumda", "perusda", "pdam", "bumd"),
    "community": ("komunitas", "lsm", "ormas", "masyarakat"),
    "ministry": ("kementerian", "kemkomdigi", "lembaga"),
    "neighbour": ("kota tetangga", "daerah tetangga", "pemerintah daerah lain"),
    "other": ("lain", "lainnya"),
}
_MOST_PARTNER = 200


class Resolver:
    """Brings what is named to its one form; blames what is unknown."""

    def __init__(self, names: Names) -> None:
        self._names, self._kinds = names, _partner_kinds()

    def resolve(self, entry: Entry, kept: Current | None) -> None:
        before: Mapping[str, str] = kept.values if kept else {}
        if text := entry.values.get("lead"):
            entry.values["lead"] = self._names.organisation(entry, "lead", text, before.get("lead", ""))
        if entry.values.get("supporting"):
            entry.values["supporting"] = self._supporting(entry, before.get("supporting", ""))
        if entry.values.get("indicator"):
            entry.values["indicator"] = self._names.indicator(entry)
        if entry.values.get("continues") and entry.values["continues"] != before.get("continues"):
            entry.values["continues"] = self._names.continued(entry)
        if entry.values.get("partners"):
            entry.values["partners"] = self._partners(entry, before.get("partners", ""))
        if entry.values.get("questions"):
            entry.values["questions"] = _questions(entry)
        if entry.values.get("standards"):
            entry.values["standards"] = lists.joined(lists.pieces(entry.values["standards"]))

    def _supporting(self, entry: Entry, before: str) -> str:
        parts: list[str] = []
        for piece in lists.pieces(entry.values["supporting"]):
            some = [each.strip() for each in piece.split(",") if each.strip()]
            # Names of agencies have commas of their own.
            parts += some if not self._names.knows(piece) and all(map(self._names.knows, some)) else [piece]
        found = [self._names.organisation(entry, "supporting", each, before) for each in parts]
        return lists.joined(sorted(set(filter(None, found))))

    def _partners(self, entry: Entry, before: str) -> str:
        """A kind that the cell does not tell is the one that is kept, else the one that the name begins with."""
        known = dict(map(rows.partner_of, before.splitlines()))
        found: dict[str, str] = {}
        for piece in lists.pieces(entry.values["partners"]):
            split = _BRACKETS.fullmatch(piece)
            kind = self._kinds.get(fold(split["kind"])) if split else None
            name = split["name"] if split and kind else piece
            if len(name) > _MOST_PARTNER:
                entry.blame("text-too-long", "partners", text=name[:40], found=len(name), most=_MOST_PARTNER)
            words = fold(name).split()
            guessed = self._kinds.get(words[0]) if len(words) > 1 else None
            found[name] = kind or known.get(name) or guessed or Partner.Kind.OTHER.value
        return lists.joined(sorted(rows.partner_words(name, kind) for name, kind in found.items()))


def _questions(entry: Entry) -> str:
    codes = [code[:1].upper() + code[1:] for code in lists.codes(entry.values["questions"])]
    wrong = [code for code in codes if not _QUESTION.fullmatch(code)]
    if wrong:
        entry.blame("plan-question-code", "questions", text=", ".join(wrong)[:60])
    return lists.joined(list(dict.fromkeys(codes)))


def _partner_kinds() -> Mapping[str, str]:
    """Every word for a kind of partner, in both languages."""
    return choices_of(
        (kind.value, (*in_every_language(kind.label), *_PARTNER_KINDS.get(kind.value, ())))
        for kind in Partner.Kind
    )
