"""The columns of a workbook of points, and a point in their words."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.geography.models.places import PlaceKind
from kotacerdas.imports.domain.typed import written
from kotacerdas.imports.intakes import Choice, Column
from kotacerdas.people.intakes.places import day, iso
from kotacerdas.wifi.domain.states import Change
from kotacerdas.wifi.models import Backhaul, OffReason, Point

KIND_NAMES: dict[str, tuple[str, ...]] = {
    "school": ("sekolah", "sd", "smp", "sma", "smk", "paud", "tk", "madrasah"),
    "health": ("kesehatan", "layanan kesehatan", "puskesmas", "pustu", "klinik", "rumah sakit"),
    "office": ("kantor", "kantor pemerintah", "kantor kelurahan", "kantor kecamatan"),
    "hall": ("balai", "balai warga", "balai pertemuan", "gedung serbaguna"),
    "poskamling": ("pos kamling", "pos ronda", "siskamling"),
    "park": ("taman", "rth", "ruang publik", "alun-alun"),
    "sport": ("olahraga", "lapangan", "gor", "stadion"),
    "worship": ("rumah ibadah", "tempat ibadah", "masjid", "musala", "gereja", "pura", "vihara"),
    "market": ("pasar",),
    "library": ("perpustakaan", "taman baca"),
    "transport": ("terminal", "pelabuhan", "halte"),
    "other": ("lainnya", "lain-lain"),
}
BACKHAUL_NAMES: dict[str, tuple[str, ...]] = {
    "fibre": ("fo", "fiber", "serat optik", "fiber optik", "ftth"),
    "radio": ("wireless", "ptp", "microwave", "nirkabel"),
    "cellular": ("gsm", "4g", "5g", "lte", "seluler"),
    "satellite": ("vsat", "satelit"),
}
READ_ONLY = ("unit", "contract", "provider")
"""Shown in an export, never written: they follow from the place, and from the contracts."""


def columns() -> list[Column]:
    return [*_place(), *_line(), *_antenna(), *_life()]


def _place() -> list[Column]:
    return [
        Column("code", _("Code"), "code", ("kode", "id titik", "kode titik", "id"), is_required=True, most_letters=40, width=14),
        Column("name", _("Name"), aliases=("nama", "nama titik", "lokasi", "nama lokasi"), is_required=True, most_letters=200, width=36),
        Column("kind", pgettext_lazy("place", "Kind"), "choice", ("jenis", "jenis tempat", "kategori"), is_required=True, width=18,
               choices=tuple(Choice(each.value, each.label, KIND_NAMES.get(each.value, ())) for each in PlaceKind)),
        Column("lon", _("Longitude"), "decimal", ("bujur", "longitude", "lon", "lng", "long", "x"), is_required=True, places=None,
               help=_("In degrees: 116.831400"), width=14),
        Column("lat", _("Latitude"), "decimal", ("lintang", "latitude", "lat", "y"), is_required=True,
               help=_("In degrees, south of the equator with a minus: -1.265300"), width=14),
        Column("unit", _("Kelurahan"), aliases=("kelurahan", "desa"), width=22, help=_("For reading only: it is found from the place.")),
        Column("address", _("Where it is found"), aliases=("alamat",), width=36),
        Column("owner", pgettext_lazy("wifi", "Owner"), aliases=("pemilik", "opd", "instansi"), most_letters=200, width=28,
               help=_("The name of an organisation of the city, or any other name.")),
    ]  # fmt: skip


def _line() -> list[Column]:
    return [
        Column("speed_mbps", _("Speed in Mbit/s"), "integer", ("kecepatan", "bandwidth", "kecepatan mbps"), width=12),
        Column("backhaul", _("Link to the internet"), "choice", ("backhaul", "jenis koneksi", "media"), width=16,
               choices=tuple(Choice(each.value, each.label, BACKHAUL_NAMES.get(each.value, ())) for each in Backhaul)),
        Column("hub", _("Fed from"), aliases=("hub", "sumber", "dari titik"), most_letters=200, width=18,
               help=_("The code of another point, or the name of another place.")),
        Column("equipment", _("Equipment"), aliases=("perangkat", "peralatan"), width=28),
    ]  # fmt: skip


def _antenna() -> list[Column]:
    return [
        Column("mast_height_m", _("Height of the antenna in m"), "decimal", ("tinggi antena", "tinggi tiang", "tinggi"), places=1, width=12),
        Column("antenna", _("Antenna"), "choice", ("antena", "jenis antena"), width=18,
               choices=tuple(Choice(each.value, each.label, (each.value,)) for each in Point.AntennaShape)),
        Column("pattern", _("Antenna pattern"), "code", ("pola antena",), most_letters=40, width=16),
        Column("azimuth", _("Direction in degrees"), "integer", ("azimut", "arah"), width=10),
        Column("beam_width", _("Beam width in degrees"), "integer", ("lebar berkas", "beamwidth"), width=10),
        Column("gain_dbi", _("Gain in dBi"), "decimal", ("gain", "penguatan"), places=1, width=10),
    ]  # fmt: skip


def _life() -> list[Column]:
    reasons = tuple(Choice(each.value, each.label, (each.value,)) for each in OffReason)
    return [
        Column("people_a_day", _("People served a day"), "integer", ("pengguna per hari", "pengguna"), width=12,
               help=_("Leave it empty if nobody counted.")),
        Column("installed_on", _("Installed on"), "date", ("tanggal pasang", "dipasang", "terpasang"), width=12),
        Column("removed_on", _("Removed on"), "date", ("tanggal bongkar", "dibongkar"), width=12),
        Column("state", _("State"), "choice", ("status", "keadaan", "kondisi"), width=10, choices=(
            Choice("on", pgettext_lazy("wifi", "on"), ("nyala", "hidup", "aktif", "online", "up")),
            Choice("off", pgettext_lazy("wifi", "off"), ("mati", "padam", "tidak aktif", "nonaktif", "offline", "down")))),
        Column("since", _("Since"), "date", ("sejak", "keadaan sejak"), width=12),
        Column("reason", _("Reason"), "choice", ("alasan", "sebab"), choices=reasons, width=16),
        Column("contract", pgettext_lazy("wifi", "Contract"), aliases=("kontrak",), width=22, help=_("For reading only.")),
        Column("provider", _("Provider"), aliases=("penyedia",), width=22, help=_("For reading only.")),
        Column("note", _("Note"), aliases=("catatan", "keterangan"), most_letters=1000, width=30),
        Column("sample", _("Sample"), "yesno", ("contoh",), width=8),
    ]  # fmt: skip


# --- A point in these words --------------------------------------------------------------------------------

TEXTS = ("name", "kind", "address", "backhaul", "equipment", "antenna", "note")
NUMBERS = ("lon", "lat", "mast_height_m", "gain_dbi")
WHOLE = ("speed_mbps", "azimuth", "beam_width", "people_a_day")
DAYS = ("installed_on", "removed_on")


def values_of(point: Point, change: Change | None) -> dict[str, str]:
    return {
        "code": point.code,
        **{name: getattr(point, name) for name in TEXTS},
        **{name: _number(getattr(point, name)) for name in (*NUMBERS, *WHOLE)},
        **{name: iso(getattr(point, name)) for name in DAYS},
        "owner": point.owner_words,
        "hub": point.hub.code if point.hub else point.hub_name,
        "pattern": point.pattern.code if point.pattern else "",
        "state": "" if change is None else "on" if change.is_on else "off",
        "since": iso(change.since) if change else "",
        "reason": change.reason if change else "",
        "sample": "yes" if point.is_sample else "no",
    }


def _number(value: Any) -> str:
    return "" if value is None else written(Decimal(value))


def fields_of(values: Mapping[str, str]) -> dict[str, Any]:
    """For `actions.points`, of whole values."""
    return {
        **{name: values.get(name, "") for name in TEXTS},
        **{name: Decimal(values[name]) if values.get(name) else None for name in NUMBERS},
        **{name: int(values[name]) if values.get(name) else None for name in WHOLE},
        **{name: day(values.get(name, "")) for name in DAYS},
        "owner_words": values.get("owner", ""),
        "hub_words": values.get("hub", ""),
        "pattern": values.get("pattern", ""),
        "is_sample": values.get("sample") == "yes",
    }


def change_of(values: Mapping[str, str]) -> Change | None:
    since: date | None = day(values.get("since", ""))
    if not values.get("state") or since is None:
        return None
    return Change(since, values["state"] == "on", values.get("reason", ""))
