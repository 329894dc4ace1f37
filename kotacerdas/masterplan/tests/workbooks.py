"""Workbooks of programmes as cities have them: three of differing layouts, one of them as ODS too, and a hostile one.

All invented. The same six programmes stand in the first and the second, so that a test can compare what came of them.
"""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter

from kotacerdas.imports.tests.workbooks import ods, saved

YEARS = range(2022, 2027)
JUTA = 1_000_000


def printed() -> io.BytesIO:
    """As a masterplan prints it: titles above, a header of three merged lines, numbered columns, headings of dimensions with
    sums, lines in cells, subtotals, a hidden row and a hidden column."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = "Matriks"
    page.append(["PEMERINTAH KOTA CONTOH"])
    page.append(["MATRIKS PROGRAM MASTERPLAN KOTA CERDAS 2022-2026"])
    page.append([])
    page.append(["No", "Kode", "Program / Kegiatan", "Catatan intern", "Sasaran", "Indikator Kinerja", "Satuan",
                       "Kondisi Awal", "Target", None, None, None, None, "Pagu (Rp)", *[None] * 9,
                       "Perangkat Daerah", None])  # fmt: skip
    page.append(
        [*[None] * 7, 2021, *YEARS, *[x for year in YEARS for x in (year, None)], "Pelaksana", "Pendukung"]
    )
    page.append([*[None] * 13, *["APBD", "CSR"] * 5])
    _merge_printed_header(page)
    page.append([f"({at})" for at in range(1, 26)])
    page.append(["A.", None, "SMART GOVERNANCE", *[None] * 10, 900 * JUTA])
    page.append(["1", "SG-01", "Portal layanan\nsatu pintu", "rahasia", "Layanan lebih cepat", "Layanan yang daring", "%",
                 40, 50, 60, 70, 80, "90,5", *_money(100 * JUTA, None, 200 * JUTA, 25 * JUTA), "Diskominfo",
                 "1. Bappeda\n2. Dinas Kesehatan"])  # fmt: skip
    page.append(["2", "SG-02", "Arsip digital", None, None, "Arsip", "dokumen", None, 1000, 2000, 3000, 4000, 5000,
                 *_money("Rp150.000.000,00", None), "Dinas Komunikasi dan Informatika", "-"])  # fmt: skip
    page.append([None, None, "Jumlah Smart Governance", *[None] * 10, 450 * JUTA])
    page.append(["B.", None, "SMART LIVING", *[None] * 10, 0])
    page.append(["1.1", None, "Kesehatan"])
    page.append(["1", "SL-01", "Puskesmas terhubung", None, "Rujukan tanpa antre", "Puskesmas", "unit", 2, 5, 10, 15, 20, 27,
                 *_money(None, 10 * JUTA), "Dinas Kesehatan", "Diskominfo; Bappeda"])  # fmt: skip
    page.append(["x", "SL-99", "Usulan yang disembunyikan", *[None] * 20, "Dinas Kesehatan"])
    page.append([None, None, "TOTAL", *[None] * 10, "=SUM(N9:N15)"])
    page.append(["Sumber: Bappeda"])
    page.row_dimensions[page.max_row - 2].hidden = True
    page.column_dimensions["D"].hidden = True
    page.merge_cells("C8:M8")
    return saved(book)


def _money(*amounts: Any) -> list[Any]:
    """APBD and CSR of each year, the rest empty."""
    return [*amounts, *[None] * (10 - len(amounts))]


def _merge_printed_header(page: Any) -> None:
    for at in range(1, 8):
        letter = get_column_letter(at)
        page.merge_cells(f"{letter}4:{letter}6")
    page.merge_cells("I4:M4")
    page.merge_cells("N4:W4")
    page.merge_cells("X4:Y4")
    for first in range(14, 24, 2):
        page.merge_cells(start_row=5, end_row=5, start_column=first, end_column=first + 1)
    for at in (8, 9, 10, 11, 12, 13, 24, 25):
        letter = get_column_letter(at)
        page.merge_cells(f"{letter}5:{letter}6")


def without_codes() -> io.BytesIO:
    """Another order and other names: no codes, dimensions merged downwards, one column of money a year with its source in a
    column of its own, years instead of days, totals to the right, a cover sheet in front."""
    book = openpyxl.Workbook()
    book.active.title = "Sampul"
    book.active.append(["Rencana aksi kota cerdas", None, "Lampiran II"])
    page = book.create_sheet("Program")
    page.append(["Dimensi", "Sub Dimensi", "OPD Penanggung Jawab", "Nama Program", "Mitra", "Tahun Mulai", "Tahun Selesai",
                 "Satuan", *[f"Target Tahun {year}" for year in YEARS], "Jumlah Target", "Sumber Dana", "Anggaran", None, None,
                 None, None, "Jumlah Anggaran", "Status"])  # fmt: skip
    page.append([*[None] * 15, *YEARS])
    for at in [*range(1, 16), 21, 22]:
        page.merge_cells(start_row=1, end_row=2, start_column=at, end_column=at)
    page.merge_cells("P1:T1")
    page.append(["Smart Governance", "Pelayanan Publik", "Diskominfo", "Portal layanan satu pintu", "Universitas Contoh\nPT Contoh (swasta)",
                 2022, 2026, "dokumen", 1, 2, 3, 4, 5, 15, "APBD", 100 * JUTA, "200.000.000", None, None, None, 300 * JUTA, "Berjalan"])  # fmt: skip
    page.append([None, "Birokrasi", "Diskominfo", "Arsip digital", None, 2023, 2024, "dokumen", None, 10, 10, None, None, 20, "APBN",
                 None, 50 * JUTA, None, None, None, 50 * JUTA, "Rencana"])  # fmt: skip
    page.merge_cells("A3:A4")
    page.append(["Jumlah", *[None] * 14, 100 * JUTA, 250 * JUTA])
    page.append(["Smart Environment", "Sampah", "Dinas Lingkungan", "Bank sampah", "Komunitas Contoh", 2022, 2022, "ton", 12, None, None, None,
                 None, 12, "Hibah", 5 * JUTA, None, None, None, None, 5 * JUTA, "Selesai"])  # fmt: skip
    return saved(book)


def in_groups() -> io.BytesIO:
    """Headings of dimensions, then groups of another kind below headings of their own, with sums beside some of them."""
    book = openpyxl.Workbook()
    page = book.active
    page.append(["No", "Kode", "Program", "Satuan", "Target 2022", "Pagu 2022 APBD"])
    for row in (
        ["A.", None, "SMART GOVERNANCE", None, None, 3],
        ["1", "G-1", "Portal layanan", "layanan", 1, 1],
        [None, None, "Quick Win"],
        ["1", "G-2", "Nomor pengaduan", "aduan", 2, 2],
        ["B.", None, "SMART LIVING"],
        ["1.1", None, "Kesehatan"],
        ["1", "L-1", "Antrean puskesmas", "%", 3, 3],
        ["C.", None, "QUICK WIN", None, None, 4],
        ["1", "Q-1", "Peta genangan", "titik", 4, 4],
        ["D.", None, "RENCANA AKSI"],
        ["1)", None, "Rencana Aksi: SDM"],
        ["1", "R-1", "Pelatihan analis", "orang", 5, 5],
        ["2)", None, "Pembangunan Infrastruktur Pendukung"],
        ["1", "R-2", "Serat optik", "km", 6, 6],
        ["3)", None, "Rencana aksi pengembangan aplikasi"],
        ["1", "R-3", "Satu aplikasi", "aplikasi", 7, 7],
        ["4)", None, "Literasi Smart City"],
        ["1", "R-4", "Kelas digital", "orang", 8, 8],
        [None, None, "Jumlah Rencana Aksi", None, None, 26],
        ["E.", None, "KERJA SAMA ANTARDAERAH"],
        ["1", "K-1", "Angkutan bersama", "orang", 9, 9],
        ["F.", None, "SMART ENVIRONMENT"],
        ["1", "E-1", "Bank sampah", "ton", 10, 10],
    ):
        page.append(row)
    return saved(book)


def flat() -> io.BytesIO:
    """One line of titles, everything as text, quarters and changes, a header again on every page, days in words."""
    head = ["Jenis Program", "Kode Program", "Nama Kegiatan", "Dimensi", "Indikator", "Satuan", "Tgl Mulai", "Tgl Selesai",
            "OPD", "Realisasi 2022", "Target 2022", "APBD Pagu 2022", "Pagu Perubahan 2022 APBD", "TW I 2022 APBD",
            "Triwulan 2 2022 APBD", "Pertanyaan", "Kode SNI ISO 37122", "Anggaran Smart City", "Keterangan"]  # fmt: skip
    book = openpyxl.Workbook()
    page = book.active
    page.title = "Sheet1"
    page.append(head)
    page.append(["Quick Win", "QW.1", "Peta banjir", "Smart Living", "Peta", "peta", "2 Januari 2022", "31/12/2022", "diskominfo",
                 "1", "1", "Rp 1.250.000.000", "1.500.000.000", "250.000.000", "-", "C31, D04\nC33", "8.1; 9.2", "Ya", "baik"])  # fmt: skip
    page.append(head)
    page.append(["SDM", "RA.2", "Pelatihan ASN", None, "ASN terlatih", "orang", date(2022, 2, 1), date(2023, 2, 1), "Diskominfo",
                 None, "1.500", "0", None, None, None, None, None, "Tidak", None])  # fmt: skip
    return saved(book)


def hostile() -> io.BytesIO:
    """Every cell that somebody has got wrong once, one fault or two a row; only the last row is good."""
    head = ["Kode", "Program", "Dimensi", "Sub Dimensi", "OPD", "OPD Pendukung", "Satuan", "Target 2022", "Target 2023", "Total Target",
            "Tanggal Mulai", "Tanggal Selesai", "Pagu 2022 APBD", "TW1 2022 APBD", "Pagu 2023", "Sumber Dana", "Target 2031",
            "Pertanyaan", "Status", "Total Pagu", "Pagu 2022 CSR"]  # fmt: skip
    book = openpyxl.Workbook()
    page = book.active
    page.append(head)
    for row in _HOSTILE:
        page.append([row.get(title) for title in head])
    for cells in page.iter_rows(min_row=2):
        for cell in cells:
            if isinstance(cell.value, str) and not cell.value.startswith("=1/"):
                cell.data_type = "s"
    return saved(book)


_GOV = {"Dimensi": "Smart Governance"}
_HOSTILE: list[dict[str, Any]] = [
    {"Kode": "A 1/2", "Program": "Kode yang tidak mungkin", **_GOV},
    {"Kode": "B1", "Program": "x" * 301, **_GOV},
    {"Kode": "C1", "Program": "OPD yang tidak ada", "OPD": "Dinas Entah", **_GOV},
    {"Kode": "D1", "Program": "OPD yang sudah tiada", "OPD": "Dinas Lama", "OPD Pendukung": "Diskominfo, Dinas Lama", **_GOV},
    {"Kode": "E1", "Program": "Di atas seratus", "Satuan": "Persen", "Target 2022": 101, **_GOV},
    {"Kode": "F1", "Program": "Berakhir dulu", "Tanggal Mulai": "1 Mei 2023", "Tanggal Selesai": "12/31/2022", **_GOV},
    {"Kode": "F2", "Program": "Berakhir dulu", "Tanggal Mulai": "1 Mei 2023", "Tanggal Selesai": "1 Pebruari 2022", **_GOV},
    {"Kode": "G1", "Program": "Miliar", "Pagu 2022 APBD": "1,25 miliar", **_GOV},
    {"Kode": "G2", "Program": "Tanpa sumber", "Pagu 2023": 5, **_GOV},
    {"Kode": "G3", "Program": "Dua sumber", "Pagu 2023": 5, "Sumber Dana": "APBD dan CSR", **_GOV},
    {"Kode": "G4", "Program": "Sumber lain", "Pagu 2023": 5, "Sumber Dana": "Sumbangan kucing", **_GOV},
    {"Kode": "G5", "Program": "Di bawah nol", "Pagu 2022 APBD": -5, **_GOV},
    {"Kode": "G6", "Program": "Terlalu besar", "Pagu 2022 APBD": 10**16, **_GOV},
    {"Kode": "G7", "Program": "Ada sen", "Pagu 2022 APBD": Decimal("100.5"), **_GOV},
    {"Kode": "G8", "Program": "Triwulan tanpa pagu", "TW1 2022 APBD": 5, **_GOV},
    {"Kode": "G9", "Program": "Triwulan di atas pagu", "Pagu 2022 APBD": 4, "TW1 2022 APBD": 5, **_GOV},
    {"Kode": "H1", "Program": "Salah jumlah target", "Target 2022": 1, "Target 2023": 2, "Total Target": 4, **_GOV},
    {"Kode": "H2", "Program": "Salah jumlah pagu", "Pagu 2022 APBD": 1, "Pagu 2022 CSR": 2, "Total Pagu": 4, **_GOV},
    {"Kode": "I1", "Program": "Tanpa dimensi"},
    {"Kode": "I2", "Program": "Dimensi lain", "Sub Dimensi": "Sampah", **_GOV},
    {"Kode": "I3", "Program": "Dimensi entah", "Dimensi": "Smart Cat"},
    {"Kode": "J1", "Program": "Rumus tanpa hasil", "Target 2022": "=1/0", **_GOV},
    {"Kode": "K1", "Program": "Kembar", **_GOV},
    {"Kode": "k1", "Program": "Kembar lain", **_GOV},
    {"Kode": "L1", "Program": "Soal", "Pertanyaan": "C31; lihat lampiran", **_GOV},
    {"Kode": "M1", "Program": "Berhenti tanpa alasan", "Status": "Dihentikan", **_GOV},
    {"Kode": "Z1", "Program": "=HYPERLINK(\"http://contoh.test\";\"<script>alert(1)</script>\")", "Target 2031": 7, **_GOV},
]  # fmt: skip


def as_ods(content: io.BytesIO) -> io.BytesIO:
    """The same sheets as LibreOffice would keep them."""
    book = openpyxl.load_workbook(content)
    return ods({page.title: [_row(page, row) for row in page.iter_rows()] for page in book.worksheets})


def _row(page: Any, row: Any) -> str:
    hidden = page.row_dimensions[row[0].row].hidden
    visible = ' table:visibility="collapse"' if hidden else ""
    return f"<table:table-row{visible}>{''.join(_cell(page, cell) for cell in row)}</table:table-row>"


def _cell(page: Any, cell: Any) -> str:
    if isinstance(cell, openpyxl.cell.cell.MergedCell):
        return "<table:covered-table-cell/>"
    spans = ""
    for merged in page.merged_cells.ranges:
        if (merged.min_row, merged.min_col) == (cell.row, cell.column):
            spans = f' table:number-rows-spanned="{merged.size["rows"]}" table:number-columns-spanned="{merged.size["columns"]}"'
    value = cell.value
    if value is None:
        return f"<table:table-cell{spans}/>"
    if isinstance(value, int | float):
        return f'<table:table-cell{spans} office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'
    if str(value).startswith("=SUM"):
        return f'<table:table-cell{spans} table:formula="of:{value}" office:value-type="float" office:value="0"/>'
    lines = "".join(f"<text:p>{line}</text:p>" for line in str(value).splitlines())
    return f'<table:table-cell{spans} office:value-type="string">{lines}</table:table-cell>'


# --- realisation -------------------------------------------------------------------------------------------


def monitoring() -> io.BytesIO:
    """As agencies print it: three merged lines of titles, running totals by month and source, headings, subtotals, a signature;
    money as text with "Rp", points and commas, percent as fractions that are shown as percent."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = "Monev TW II"
    page.append(["LAPORAN REALISASI FISIK DAN KEUANGAN TAHUN ANGGARAN 2025"])
    page.append([])
    page.append(["No", "Kode", "Program", "OPD", "Pagu 2025 (Rp)", None, "Pagu Perubahan 2025", "Realisasi Keuangan", None, None,
                 "Realisasi Fisik", None, "Realisasi Kinerja 2025", "Sisa"])  # fmt: skip
    page.append(
        [*[None] * 4, "APBD", "CSR", "APBD", "s.d. Maret", "s.d. Juni", None, "s.d. Maret", "s.d. Juni"]
    )
    page.append([*[None] * 7, "APBD", "APBD", "CSR", "%", "%"])
    for at in (1, 2, 3, 4, 13, 14):
        letter = get_column_letter(at)
        page.merge_cells(f"{letter}3:{letter}5")
    for area in ("E3:F3", "H3:J3", "K3:L3", "I4:J4", "E4:E5", "F4:F5", "G4:G5"):
        page.merge_cells(area)
    page.append(["A.", None, "SMART GOVERNANCE", None, 1000 * JUTA])
    page.append(["1", "SG-01", "Wifi kelurahan", None, "Rp1.000.000.000,00", 500 * JUTA, "1.200.000.000", "Rp 150.000.000,00",
                 400 * JUTA, "12.500.000", 0.125, 0.45, 58.5, None])  # fmt: skip
    page.append(
        [None, None, "Jumlah Smart Governance", None, 1500 * JUTA, None, None, 150 * JUTA, 400 * JUTA]
    )
    page.append(
        [
            "2",
            "sv-01",
            "BANK SAMPAH",
            "-",
            100 * JUTA,
            None,
            None,
            None,
            40 * JUTA,
            None,
            None,
            0.3,
            None,
            60 * JUTA,
        ]
    )
    page.append([None, None, "TOTAL", None, "=SUM(E7:E9)"])
    page.append([*[None] * 13, "Kepala Bappeda"])
    for row in (7, 9):
        page.cell(row, 11).number_format = page.cell(row, 12).number_format = "0.0%"
    return saved(book)


def hostile_monitoring() -> io.BytesIO:
    """Every cell that somebody has got wrong once, one fault a row; only the last row is good."""
    head = ["Kode", "Program", "OPD", "Pagu 2025 APBD", "Pagu Perubahan 2025 APBD", "Target 2025", "Realisasi Kinerja 2025",
            "Selama Maret APBD", "Fisik Maret", "Fisik Mei", "Selama Mei APBD", "Selama Maret KPBU", "s.d. Maret APBD",
            "Pagu Perubahan KPBU", "Tahun", "Bulan"]  # fmt: skip
    book = openpyxl.Workbook()
    page = book.active
    page.append(head)
    for at, row in enumerate(_HOSTILE_MONITORING):
        page.append([row.get(title) for title in head] if "Kode" in row or at == 1 else [])
    return saved(book)


_WIFI = {"Kode": "SG-01"}
_MAY = {"Selama Maret APBD": 5, "Fisik Maret": 45}
_HOSTILE_MONITORING: list[dict[str, Any]] = [
    {"Kode": "SG-0l", **_MAY},
    {**_MAY},
    {**_WIFI, "Program": "Bank sampah", **_MAY},
    {**_WIFI, "OPD": "Dinas Lama", **_MAY},
    {**_WIFI, "OPD": "Dinas Entah", **_MAY},
    {"Kode": "SV-01", "OPD": "Dinas Komunikasi dan Informatika", **_MAY},
    {**_WIFI, "Fisik Maret": 101},
    {**_WIFI, "Fisik Maret": 30},
    {**_WIFI, "Selama Maret APBD": "1,25 miliar", "Fisik Maret": 45},
    {**_WIFI, "Selama Maret APBD": 1000 * JUTA + 1, "Fisik Maret": 45},
    {**_WIFI, "Pagu 2025 APBD": 900 * JUTA, **_MAY},
    {**_WIFI, "Target 2025": 61, **_MAY},
    {**_WIFI, "Realisasi Kinerja 2025": 101, **_MAY},
    {**_WIFI, "Selama Mei APBD": 5},
    {**_WIFI, "Selama Maret KPBU": 5, "Fisik Maret": 45},
    {**_WIFI, "Pagu Perubahan KPBU": 5, **_MAY},
    {**_WIFI, "Tahun": 2024, **_MAY},
    {**_WIFI, "s.d. Maret APBD": 80, "Fisik Maret": 45},
    {**_WIFI, "Bulan": "Muharam", **_MAY},
    {**_WIFI, "s.d. Maret APBD": 200, "Selama Maret APBD": 5, "Fisik Maret": 45},
    {**_WIFI, "Selama Maret APBD": "100,5", "Fisik Maret": 45},
    {"Kode": "SV-01", **_MAY},
]
