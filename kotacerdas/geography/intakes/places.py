"""Places of a city from a workbook, known again by their code; the kelurahan follows from where a place lies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.common.domain.faults import Fault
from kotacerdas.geography.actions import places as deeds
from kotacerdas.geography.actions.places import PlaceValues
from kotacerdas.geography.domain.codes import RESERVED, slug_of
from kotacerdas.geography.domain.outlines.placing import is_in_country
from kotacerdas.geography.models import Place
from kotacerdas.geography.models.places import PlaceKind
from kotacerdas.imports import in_use
from kotacerdas.imports.intakes import Choice, Column, Current, Entry, Index, Intake, Store, Target, Wanted
from kotacerdas.people.intakes.places import cities
from kotacerdas.people.models import City
from kotacerdas.people.permissions import Permission

KIND_NAMES: dict[str, tuple[str, ...]] = {
    "school": ("sekolah", "sd", "smp", "sma", "smk", "paud", "tk", "madrasah", "pendidikan", "school", "kindergarten", "college"),
    "posyandu": ("pos pelayanan terpadu",),
    "health": ("kesehatan", "layanan kesehatan", "puskesmas", "puskesmas pembantu", "pustu", "klinik", "rumah sakit", "apotek",
               "clinic", "hospital", "doctors", "pharmacy"),
    "office": ("kantor", "kantor pemerintah", "kantor kelurahan", "kantor kecamatan", "balai kota", "townhall", "government"),
    "hall": ("balai", "balai warga", "balai pertemuan", "gedung serbaguna", "community centre", "community_centre"),
    "poskamling": ("pos kamling", "pos ronda", "siskamling"),
    "park": ("taman", "ruang terbuka hijau", "rth", "ruang publik", "alun-alun", "playground"),
    "sport": ("olahraga", "lapangan", "lapangan olahraga", "gor", "stadion", "pitch", "stadium", "sports_centre"),
    "worship": ("rumah ibadah", "tempat ibadah", "masjid", "musala", "gereja", "pura", "vihara", "place_of_worship"),
    "market": ("pasar", "pusat jajan", "sentra umkm", "marketplace", "mall"),
    "library": ("perpustakaan", "taman baca", "taman bacaan masyarakat", "tbm"),
    "transport": ("terminal", "pelabuhan", "halte", "bandara", "transportasi", "bus_station", "ferry_terminal"),
    "other": ("lainnya", "lain-lain", "tempat lain"),
}  # fmt: skip
MOST_STEM = 32


class Places(Intake):
    name: ClassVar = "geography.places"
    slug: ClassVar = "tempat"
    title: ClassVar = _("Places")
    description: ClassVar = _(
        "Schools, posyandu, parks and other places with longitude and latitude; the kelurahan is found from where they lie."
    )
    permission: ClassVar = Permission.KEEP_WIFI.value
    icon: ClassVar = "map-pin"
    identifying: ClassVar = ("code", "name")

    def targets(self, user: Any) -> list[Target]:
        return cities(user, Permission.KEEP_WIFI)

    def columns(self, target: Target) -> list[Column]:
        return [
            Column("code", _("Code"), "code", ("kode", "id", "npsn", "osm id"), most_letters=40, width=22,
                   help=_("Leave it empty for a new place: it gets one from its name.")),
            Column("name", _("Name"), aliases=("nama", "nama tempat", "nama sekolah", "tempat", "lokasi"), is_required=True,
                   most_letters=200, width=40),
            Column("kind", pgettext_lazy("place", "Kind"), "choice", ("jenis", "jenis tempat", "kategori", "kelas", "class", "amenity", "type"),
                   is_required=True, choices=tuple(
                       Choice(kind.value, kind.label, KIND_NAMES.get(kind.value, ())) for kind in PlaceKind), width=18),
            Column("lon", _("Longitude"), "decimal", ("bujur", "longitude", "lon", "lng", "long", "x"), is_required=True,
                   least=Decimal(-180), most=Decimal(180), places=6, width=14, help=_("In degrees: 116.831400")),
            Column("lat", _("Latitude"), "decimal", ("lintang", "latitude", "lat", "y"), is_required=True,
                   least=Decimal(-180), most=Decimal(180), places=6, width=14, help=_("In degrees, south of the equator with a minus: -1.265300")),
            Column("source", _("Source"), aliases=("sumber",), most_letters=500, width=30),
            Column("sample", _("Sample"), "yesno", ("contoh",), width=8),
        ]  # fmt: skip

    def store(self, target: Target, *, by: Any, clears: bool = False) -> PlaceStore:
        return PlaceStore(target.city)


class PlaceStore(Store):
    def __init__(self, city: City) -> None:
        self._city = city

    def begin(self, index: Index) -> None:
        self._taken: set[str] = set(RESERVED)
        self._by_name: dict[tuple[str, str], list[str]] = {}
        for code, name, kind in Place.objects.of(self._city).values_list("code", "name", "kind"):
            self._taken.add(code)
            self._by_name.setdefault((name.casefold(), kind), []).append(code)

    def settle(self, entries: list[Entry]) -> None:
        for entry in entries:
            entry.name = entry.values.get("name", "")
            entry.key = self._key(entry)
            entry.values["code"] = entry.key
            # A file that says nothing of samples brings real places.
            entry.values["sample"] = entry.values.get("sample") or "no"
            _judge(entry)

    def _key(self, entry: Entry) -> str:
        if code := entry.values.get("code", ""):
            slug = slug_of(code)
            if slug != code or code in RESERVED:
                entry.blame("geography-place-code", "code", text=code[:40], better=slug or "–")
            return code
        known = self._by_name.get((entry.name.casefold(), entry.values.get("kind", "")), [])
        if len(known) > 1:
            entry.blame("reference-ambiguous", "name", text=entry.name[:60], found=", ".join(known[:4]))
        return known[0] if known else self._new_code(entry.name)

    def _new_code(self, name: str) -> str:
        stem = slug_of(name)[:MOST_STEM].strip("-") or "tempat"
        code, count = stem, 2
        while code in self._taken:
            code, count = f"{stem}-{count}", count + 1
        self._taken.add(code)
        return code

    def current(self, keys: Sequence[str], *, lock: bool = False) -> dict[str, Current]:
        rows = Place.objects.of(self._city).filter(code__in=keys)
        if lock:
            rows = rows.select_for_update(of=("self",))
        return {row.code: _current(row) for row in rows}

    def everything(self) -> Iterator[Current]:
        return (
            _current(row) for row in Place.objects.of(self._city).order_by("code").iterator(chunk_size=1000)
        )

    def write(self, rows: Sequence[Wanted], *, by: Any, now: datetime) -> dict[str, str]:
        self._store([(row.key, row.after) for row in rows], by=by, now=now)
        return {}

    def put_back(self, rows: Sequence[Current], *, by: Any, now: datetime) -> None:
        self._store([(row.key, row.values) for row in rows], by=by, now=now)

    def _store(self, rows: Sequence[tuple[str, Any]], *, by: Any, now: datetime) -> None:
        if not rows:
            return
        wanted = [
            PlaceValues(
                key, values["name"], values["kind"], Decimal(values["lon"]), Decimal(values["lat"]),
                values.get("source", ""), values.get("sample") == "yes",
            )
            for key, values in rows
        ]  # fmt: skip
        deeds.store_places(self._city, wanted, by=by, now=now)

    def remove(self, keys: Sequence[str], *, by: Any, now: datetime) -> dict[str, Fault]:
        rows = dict(Place.objects.of(self._city).filter(code__in=keys).values_list("code", "pk"))
        users = in_use.users_of(Place, rows.values())
        stay = {code: in_use.fault(users[key]) for code, key in rows.items() if key in users}
        deeds.remove_places(self._city, rows.keys() - stay.keys(), by=by, now=now)
        return stay

    def lock(self) -> None:
        City.objects.select_for_update(of=("self",)).get(pk=self._city.pk)


def _current(row: Place) -> Current:
    values = {
        "code": row.code,
        "name": row.name,
        "kind": row.kind,
        "lon": f"{row.lon.normalize():f}",
        "lat": f"{row.lat.normalize():f}",
        "source": row.source,
        "sample": "yes" if row.is_sample else "no",
    }
    return Current(row.code, values, row.name)


def _judge(entry: Entry) -> None:
    """Numbers of one place that lie abroad are mostly the two of them the wrong way round."""
    lon, lat = entry.values.get("lon", ""), entry.values.get("lat", "")
    if not (lon and lat):
        return
    x, y = float(lon), float(lat)
    if is_in_country(x, y):
        return
    is_swapped = is_in_country(y, x)
    entry.blame(
        "geography-place-swapped" if is_swapped else "geography-place-abroad", "lon", lon=lon, lat=lat
    )
