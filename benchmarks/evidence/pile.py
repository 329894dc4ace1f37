"""Keeps pages as a city's documents, through the deeds of life; only the reading of files is left out."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from django.db import transaction
from django.utils import timezone

from benchmarks.evidence.judged import Page
from kotacerdas.common.quiet import quietly
from kotacerdas.evidence.actions import keeping
from kotacerdas.evidence.domain import facts
from kotacerdas.evidence.models import Intake, Unit
from kotacerdas.files import actions as files
from kotacerdas.files.domain import kinds
from kotacerdas.people.models import City, Organisation, TerritorialUnit, User
from kotacerdas.people.roles import Role

HOME, NEXT_DOOR, ELSEWHERE = "Kota Nirwasita", "Kabupaten Rantau Belian", "Kota Bacaan"
"""Samples: there are no such cities. The foreign set lies in the last."""
SECRET = 10
"""Of so many files of the filler one is secret, as those of another agency are to an officer."""


def cities() -> dict[str, City]:
    province = TerritorialUnit.objects.filter(kind=TerritorialUnit.Kind.PROVINCE).order_by("code")[0]
    return {
        name: City.objects.create(
            code=f"99.{number}", name=name, province=province, zone="Asia/Makassar",
            kind=City.Kind.KABUPATEN if name.startswith("Kabupaten") else City.Kind.KOTA,
        )
        for number, name in enumerate((HOME, NEXT_DOOR, ELSEWHERE), start=71)
    }  # fmt: skip


def officer(city: City) -> User:
    """Of an agency of its own, who sees the internal files of all and the secret ones of nobody."""
    agency = Organisation.objects.create(
        code="ukur-temu", name="Bagian Ukur", city=city, kind=Organisation.Kind.AGENCY
    )
    user = User.objects.create_user("temu@contoh.example", None, display_name="Temu")
    user.assignments.create(
        role=Role.AGENCY_OFFICER, city=city, organisation=agency, from_on=timezone.localdate()
    )
    return user


class Pile:
    """What lies in one city, and under which key each of its pages is known."""

    def __init__(self, city: City) -> None:
        self.city = city
        self._keys: dict[tuple[int, int], str] = {}
        self._agencies: dict[str, Organisation] = {}
        self._names = tuple(City.objects.values_list("name", flat=True))

    def key(self, document: int, unit: int) -> str:
        return self._keys[document, unit]

    def keep(self, pages: Sequence[Page], *, one_each: bool = False) -> list[int]:
        """Answers the keys of the contents, which stand in no index yet. Neighbours with one name are one file, unless
        `one_each`."""
        self._know(page.agency for page in pages)
        parts = [[page] for page in pages] if one_each else [
            list(some) for _name, some in groupby(pages, lambda page: page.file)
        ]  # fmt: skip
        with quietly(), transaction.atomic():
            return [
                self._file(part, is_secret=at % SECRET == 0 and not one_each) for at, part in enumerate(parts)
            ]

    def _know(self, names: Iterable[str]) -> None:
        for name in sorted(set(names) - self._agencies.keys() - {""}):
            self._agencies[name] = Organisation.objects.create(
                code=f"temu-{self.city.pk}-{len(self._agencies)}", name=name, city=self.city,
                kind=Organisation.Kind.AGENCY,
            )  # fmt: skip

    def _file(self, pages: Sequence[Page], *, is_secret: bool) -> int:
        name = f"{pages[0].file}.txt"
        blob = files.store("\f".join(f"{page.key}\n{page.text}" for page in pages).encode())
        content = keeping.content_of(blob, kinds.TXT)
        content.reading, content.reader, content.read_at = "read", "ukur", timezone.now()
        content.facts = self._facts(pages, name)
        content.save()
        Unit.objects.bulk_create(
            Unit(content=content, number=number, kind=Unit.Kind.PAGE, label=str(number), text=page.text)
            for number, page in enumerate(pages, start=1)
        )
        document = keeping.make_document(
            content, path=name, like=self._like(pages[0], is_secret), by=None, now=timezone.now()
        )
        for number, page in enumerate(pages, start=1):
            self._keys[document.pk, number] = page.key
        return content.pk

    def _facts(self, pages: Sequence[Page], name: str) -> dict[str, Any]:
        """As the reading of a file recognises them."""
        known = facts.Known({each: each for each in self._agencies}, self._names, (name,), "txt")
        return facts.of_units(((number, page.text) for number, page in enumerate(pages, start=1)), known)

    def _like(self, page: Page, is_secret: bool) -> Intake:
        return Intake(
            city=self.city, agency=self._agencies.get(page.agency), has_personal_data=False,
            confidentiality="secret" if is_secret else "internal",
        )  # fmt: skip
