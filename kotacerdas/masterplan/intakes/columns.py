"""The columns of a programme's record as workbooks of cities name them; those by year are in `year_columns`."""

from collections.abc import Mapping
from decimal import Decimal
from itertools import product

from django.db.models import TextChoices
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.imports.intakes import Choice, Column
from kotacerdas.masterplan.dimensions import subdimensions
from kotacerdas.masterplan.models import Programme
from kotacerdas.masterplan.models.choices import Dimension
from kotacerdas.masterplan.models.editions import FIRST_YEAR, LAST_YEAR

LIST_LETTERS = 4000
_SEVERAL = _("Several stand in lines of their own, or with semicolons between them.")

_DIMENSION_NAMES = {
    "gov": ("governance", "tata kelola cerdas", "pemerintahan cerdas"),
    "brand": ("branding",),
    "eco": ("economy", "ekonomi cerdas", "ekonomi"),
    "liv": ("living", "kehidupan cerdas"),
    "soc": ("society", "masyarakat cerdas"),
    "env": ("environment", "lingkungan cerdas", "lingkungan"),
}
_ACTION_PLANS = ("rencana aksi", "program rencana aksi", "rencana aksi daerah")
"""Head the four action plans together, without saying which."""
_DEEDS = ("", "bidang", "pengembangan", "peningkatan", "pembangunan", "penguatan", "penyediaan")
_ABOUT = {
    "people": ("sdm", "kapasitas sdm", "sumber daya manusia", "kapasitas sumber daya manusia"),
    "infrastructure": (
        "infrastruktur",
        "infrastruktur pendukung",
        "infrastruktur tik",
        "infrastruktur digital",
    ),
    "applications": ("aplikasi", "aplikasi pendukung", "aplikasi dan perangkat lunak", "perangkat lunak"),
    "literacy": (
        "literasi",
        "literasi smart city",
        "literasi masyarakat",
        "literasi digital",
        "literasi kota cerdas",
    ),
}
_KIND_NAMES = {
    "dimension": (
        "dimensi", "program dimensi", "program per dimensi", "program enam dimensi", "program 6 dimensi", "reguler",
        "program reguler", "program utama",
    ),
    "quick_win": ("quick wins", "quickwin", "program quick win", "program quick wins", "program percepatan"),
    "collaboration": tuple(
        f"{before}{word}"
        for before, word in product(
            ("", "program "),
            ("kolaborasi", "kolaborasi daerah", "kolaborasi antardaerah", "kolaborasi antar daerah", "kerja sama",
             "kerja sama daerah", "kerja sama antardaerah", "kerja sama antar daerah", "kerjasama daerah",
             "kerjasama antardaerah", "kerjasama antar daerah", "kerja sama dengan daerah tetangga"),
        )
    ),
    **{
        kind: tuple(
            " ".join(filter(None, parts)) for parts in product(("", "rencana aksi", "program"), _DEEDS, names)
        )
        for kind, names in _ABOUT.items()
    },
}  # fmt: skip
_NATURE_NAMES = {
    "digital": ("aplikasi", "elektronik", "sistem informasi"),
    "service": ("layanan", "pelayanan", "non digital", "nondigital"),
    "infrastructure": ("infrastruktur", "fisik", "pembangunan fisik"),
    "behaviour": ("perilaku", "budaya", "literasi"),
}
_DIRECTION_NAMES = {
    "up": ("naik", "positif", "semakin tinggi semakin baik", "makin tinggi makin baik", "maksimum"),
    "down": ("turun", "negatif", "semakin rendah semakin baik", "makin rendah makin baik", "minimum"),
}
_STATE_NAMES = {
    "planned": ("rencana", "direncanakan", "belum", "belum mulai", "belum dimulai", "belum dilaksanakan"),
    "running": (
        "berjalan",
        "sedang berjalan",
        "berlangsung",
        "on going",
        "ongoing",
        "dilaksanakan",
        "proses",
    ),
    "done": ("selesai", "tuntas", "sudah selesai", "terlaksana"),
    "stopped": ("berhenti", "dihentikan", "batal", "dibatalkan", "tidak dilanjutkan"),
}


def of_the_record() -> list[Column]:
    """What an export holds of every programme beside its figures and its money."""
    return [*_naming(), *_belonging(), *_purpose(), *_agencies(), *_time(), *_workplans(), *_references()]


def said_otherwise() -> list[Column]:
    """What workbooks say of a record in another way; it is taken in, and goes out in the columns above."""
    return [
        Column("first_year", _("First year"), "integer", ("tahun mulai", "tahun awal", "mulai tahun"),
               least=Decimal(FIRST_YEAR), most=Decimal(LAST_YEAR), by_words=True,
               help=_("Begins on 1 January of that year, where no day is told.")),
        Column("last_year", _("Last year"), "integer", ("tahun selesai", "tahun akhir", "tahun berakhir", "selesai tahun"),
               least=Decimal(FIRST_YEAR), most=Decimal(LAST_YEAR), by_words=True,
               help=_("Ends on 31 December of that year, where no day is told.")),
    ]  # fmt: skip


def _naming() -> list[Column]:
    return [
        Column("code", _("Code"), "code", (
            "kode", "kode program", "no program", "nomor program", "kode kegiatan", "id program", "kode inisiatif",
        ), is_required=True, most_letters=40, width=12,
            help=_("Left empty, the programme is known by its title; a new one gets a code of its dimension and a number.")),
        Column("title", _("Programme"), aliases=(
            "program", "nama program", "program/kegiatan", "nama program/kegiatan", "kegiatan", "nama kegiatan",
            "judul program", "program kerja", "nama program kerja", "inisiatif", "nama inisiatif", "program smart city",
            "program kota cerdas", "judul",
        ), is_required=True, most_letters=300, width=48),
        Column("description", _("Description"), aliases=("deskripsi", "deskripsi program", "uraian", "uraian program",
               "uraian kegiatan", "penjelasan"), most_letters=4000, many_lines=True, width=48),
    ]  # fmt: skip


def _belonging() -> list[Column]:
    subs = subdimensions().values()
    return [
        Column("kind", pgettext_lazy("programme", "Kind"), "choice", ("jenis", "jenis program", "kategori", "kategori program"),
               choices=_choices(Programme.Kind, _KIND_NAMES), from_headings="kind", group_words=_ACTION_PLANS,
               help=_("Left empty, it is a programme of a dimension. May also stand as a heading between the rows."), width=22),
        Column("dimension", _("Dimension"), "choice", ("dimensi", "dimensi smart city", "dimensi kota cerdas", "pilar"),
               choices=_choices(Dimension, _DIMENSION_NAMES), from_headings="dimension",
               help=_("May also stand as a heading between the rows."), width=20),
        Column("subdimension", _("Sub-dimension"), "choice", ("subdimensi", "sub dimensi", "sub-dimensi", "elemen", "sub pilar"),
               choices=tuple(Choice(each.code, _lazy_title(each.code), (each.title_id, each.title_en, *each.names)) for each in subs),
               from_headings="dimension", width=24),
        Column("nature", pgettext_lazy("programme", "Nature"), "choice", ("sifat", "sifat program"),
               choices=_choices(Programme.Nature, _NATURE_NAMES), width=20),
    ]  # fmt: skip


def _purpose() -> list[Column]:
    return [
        Column("goal", pgettext_lazy("programme", "Goal"), aliases=("sasaran", "sasaran program", "tujuan", "tujuan program",
               "tujuan/sasaran", "sasaran kegiatan"), most_letters=2000, many_lines=True, width=40),
        Column("measure", _("Measured by"), aliases=("indikator", "indikator kinerja", "indikator kinerja program", "tolok ukur",
               "indikator program", "indikator sasaran", "indikator keberhasilan"), most_letters=400, width=36),
        Column("indicator", _("Indicator of the city"), "reference", ("kode indikator", "indikator daerah", "kode indikator daerah"),
               most_letters=200, help=_("Code or title of an indicator that is kept here, if it is one."), width=22),
        Column("unit", _("Unit"), aliases=("satuan", "satuan target", "satuan indikator"), most_letters=60, width=12),
        Column("direction", _("Direction"), "choice", ("arah", "arah indikator", "polaritas"),
               choices=_choices(Programme.Direction, _DIRECTION_NAMES), width=14),
        Column("baseline", _("Baseline"), "decimal", ("kondisi awal", "baseline", "base line", "data awal", "capaian awal",
               "kondisi awal kinerja", "nilai awal"), places=6, as_shown=True, width=12),
        Column("baseline_year", _("Year of the baseline"), "integer", ("tahun kondisi awal", "tahun baseline", "tahun dasar",
               "tahun data awal"), least=Decimal(FIRST_YEAR), most=Decimal(LAST_YEAR), width=10),
    ]  # fmt: skip


def _agencies() -> list[Column]:
    return [
        Column("lead", _("Leading agency"), "reference", (
            "opd", "opd pelaksana", "perangkat daerah", "perangkat daerah pelaksana", "pelaksana", "penanggung jawab",
            "penanggungjawab", "opd penanggung jawab", "perangkat daerah penanggung jawab", "opd pengampu",
            "perangkat daerah pengampu", "pengampu", "leading sector", "instansi", "instansi pelaksana", "skpd", "opd utama",
        ), most_letters=300, help=_("Name, short name or code of the organisation."), width=26),
        Column("supporting", _("Supporting agencies"), "reference", (
            "opd pendukung", "perangkat daerah pendukung", "opd terkait", "perangkat daerah terkait", "instansi terkait",
            "pendukung", "opd kolaborator",
        ), most_letters=LIST_LETTERS, many_lines=True, help=_SEVERAL, width=30),
        Column("partners", _("Outside partners"), aliases=(
            "mitra", "mitra kerja", "pihak luar", "pihak pendukung", "pihak terkait", "kolaborator", "stakeholder",
            "mitra kolaborasi", "mitra pendukung", "pemangku kepentingan",
        ), most_letters=LIST_LETTERS, many_lines=True, width=34,
            help=_("One a line, with the kind in brackets: Universitas Mulawarman (university).")),
    ]  # fmt: skip


def _time() -> list[Column]:
    return [
        Column("starts_on", _("Starts on"), "date", ("tanggal mulai", "tgl mulai", "mulai", "waktu mulai"), width=12),
        Column("ends_on", _("Ends on"), "date", ("tanggal selesai", "tgl selesai", "selesai", "tanggal berakhir", "berakhir",
               "waktu selesai"), width=12),
        Column("state", pgettext_lazy("programme", "State"), "choice", ("status", "status program", "keadaan", "status pelaksanaan"),
               choices=_choices(Programme.State, _STATE_NAMES), width=14),
        Column("stop_reason", _("Why it was stopped"), aliases=("alasan berhenti", "alasan dihentikan", "alasan"),
               most_letters=500, width=30),
    ]  # fmt: skip


def _workplans() -> list[Column]:
    years = _("Years with semicolons between them, or from the first to the last: 2025; 2026 or 2025-2026.")
    return [
        Column("renja_years", _("Years in the agency’s Renja"), aliases=("renja", "tahun renja", "renja tahun", "renja perangkat daerah"),
               most_letters=400, many_lines=True, help=years, width=16),
        Column("rkpd_years", _("Years in the city’s RKPD"), aliases=("rkpd", "tahun rkpd", "rkpd tahun"),
               most_letters=400, many_lines=True, help=years, width=16),
    ]  # fmt: skip


def _references() -> list[Column]:
    return [
        Column("rpjmd_ref", _("Place in the RPJMD"), aliases=("rpjmd", "rujukan rpjmd", "program rpjmd", "sasaran rpjmd",
               "keterkaitan rpjmd"), most_letters=300, width=26),
        Column("renstra_ref", _("Place in the Renstra"), aliases=("renstra", "rujukan renstra", "program renstra",
               "keterkaitan renstra"), most_letters=300, width=26),
        *(Column(f"sipd_{level}", title, "code", aliases, most_letters=60, width=16) for level, title, aliases in _SIPD),
        Column("standards", _("Codes of standards"), aliases=("standar", "kode standar", "sni iso 37122", "kode sni iso 37122",
               "indikator sni iso 37122", "u4ssc"), most_letters=1000, many_lines=True, help=_SEVERAL, width=20),
        Column("questions", _("Questions it answers"), aliases=("pertanyaan", "kode pertanyaan", "pertanyaan evaluasi", "soal",
               "kode soal"), most_letters=1000, many_lines=True, width=18,
               help=_("Codes of the evaluation's questions: C31; D04.")),
        Column("tagged", _("Budget of the Smart City"), "yesno", ("anggaran smart city", "penandaan anggaran",
               "termasuk anggaran smart city"), help=_("Whether its money counts. Left empty, it does."), width=12),
        Column("continues", _("Continues"), "code", ("melanjutkan", "lanjutan dari", "program sebelumnya", "kode program sebelumnya"),
               most_letters=40, help=_("Code of the same programme in the edition before."), width=14),
        Column("sample", _("Sample"), "yesno", ("contoh",), width=8),
    ]  # fmt: skip


_SIPD = (
    ("urusan", _("SIPD: urusan"), ("kode urusan", "kode urusan sipd")),
    ("program", _("SIPD: program"), ("program sipd", "kode program sipd")),
    ("kegiatan", _("SIPD: kegiatan"), ("kegiatan sipd", "kode kegiatan sipd")),
    (
        "subkegiatan",
        _("SIPD: sub kegiatan"),
        ("kode sub kegiatan", "kode subkegiatan", "kode sub kegiatan sipd"),
    ),
)


def _choices(of: type[TextChoices], names: Mapping[str, tuple[str, ...]]) -> tuple[Choice, ...]:
    return tuple(Choice(str(each.value), each.label, names.get(str(each.value), ())) for each in of)


def _title(code: str) -> str:
    return subdimensions()[code].title


_lazy_title = lazy(_title, str)
