"""Knows when two spellings name the same place, and says so plainly when a name is unknown or means two places."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

ABBREVIATIONS = {
    "gn": "gunung",
    "gng": "gunung",
    "gg": "gunung",
    "tj": "tanjung",
    "tjg": "tanjung",
    "tg": "tanjung",
    "sei": "sungai",
    "s": "sungai",
    "sg": "sungai",
    "kp": "kampung",
    "kep": "kepulauan",
    "pd": "padang",
    "bt": "batu",
    "tlk": "teluk",
    "tl": "teluk",
    "pem": "pematang",
    "daerah": "d",
    "istimewa": "i",
    "khusus": "k",
    "ibukota": "i",
    "ibu": "i",
}
KINDS = {
    "kabupaten": "kabupaten",
    "kab": "kabupaten",
    "regency": "kabupaten",
    "kota": "kota",
    "kotamadya": "kota",
    "city": "kota",
    "kecamatan": "kecamatan",
    "kec": "kecamatan",
    "distrik": "kecamatan",
    "kelurahan": "kelurahan",
    "kel": "kelurahan",
    "desa": "desa",
    "ds": "desa",
    "provinsi": "province",
    "propinsi": "province",
    "prov": "province",
    "province": "province",
}
SILENT = {"administrasi", "adm", "pemerintah", "pemkab", "pemkot"}
# The words that lead a kind off the name; a kecamatan may be called "Balikpapan Kota", so only the first word counts.
CODE = re.compile(r"^\d{2}(\.?\d{2}(\.?\d{2}(\.?\d{4})?)?)?$")


@dataclass(frozen=True)
class Parsed:
    """A name taken apart: what kind of place its first word claims, if any, and the rest folded."""

    kind: str | None
    folded: str


def words(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return re.findall(r"[a-z0-9]+", plain.casefold())


def _join(parts: list[str]) -> str:
    return "".join(ABBREVIATIONS.get(part, part) for part in parts)


def parse(name: str) -> Parsed:
    parts = [part for part in words(name) if part not in SILENT]
    if len(parts) > 1 and parts[0] in KINDS:
        return Parsed(KINDS[parts[0]], _join(parts[1:]))
    return Parsed(None, _join(parts))


def fold(name: str) -> str:
    """One key for all spellings: no case, spaces, accents, points, abbreviations or leading word of kind."""
    return parse(name).folded


def code(text: str) -> str | None:
    """The official code in its dotted form ("6471" is "64.71"), or None when the text is no code."""
    plain = text.strip()
    if not CODE.match(plain):
        return None
    digits = plain.replace(".", "")
    return ".".join(digits[at:end] for at, end in ((0, 2), (2, 4), (4, 6), (6, 10)) if at < len(digits))


@dataclass(frozen=True)
class Place:
    """A place as a directory needs it."""

    code: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class NameProblem(ValueError):
    """A name that cannot be turned into one place."""

    def __init__(self, text: str, sentence: str) -> None:
        self.text = text
        super().__init__(sentence)


class NameNotFound(NameProblem):
    def __init__(self, text: str, suggestions: tuple[Place, ...] = ()) -> None:
        self.suggestions = suggestions
        hint = f" Did you mean {_either(suggestions)}?" if suggestions else ""
        super().__init__(text, f"No city is called {text!r}.{hint}")


class NameAmbiguous(NameProblem):
    def __init__(self, text: str, candidates: tuple[Place, ...]) -> None:
        self.candidates = candidates
        super().__init__(text, f"{text!r} can be {_either(candidates)}. Write the full name or the code.")


def _either(places: Iterable[Place]) -> str:
    return " or ".join(str(place) for place in places)


class Directory:
    """Finds one place by code or by any spelling of its name; refuses to guess between two."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._by_code: dict[str, Place] = {}
        self._by_key: dict[str, dict[str, Place]] = {}
        for place in places:
            self._by_code[place.code] = place
            for name in (place.name, *place.aliases):
                self._by_key.setdefault(fold(name), {})[place.code] = place

    def find(self, text: str) -> Place:
        official = code(text)
        if official is not None:
            if official in self._by_code:
                return self._by_code[official]
            raise NameNotFound(text)
        found = self._matches(text)
        if len(found) == 1:
            return found[0]
        if found:
            raise NameAmbiguous(text, tuple(found))
        raise NameNotFound(text, self._suggestions(text))

    def _matches(self, text: str) -> list[Place]:
        name = parse(text)
        found = list(self._by_key.get(name.folded, {}).values())
        if name.kind is None:
            return found
        # "Kota Baru" claims to be a kota called "Baru"; where there is none it is read as the one word "Kotabaru".
        return [place for place in found if place.kind == name.kind] or list(
            self._by_key.get(_join(words(text)), {}).values()
        )

    def _suggestions(self, text: str) -> tuple[Place, ...]:
        near = get_close_matches(fold(text), self._by_key, n=3, cutoff=0.75)
        return tuple(dict.fromkeys(place for key in near for place in self._by_key[key].values()))
