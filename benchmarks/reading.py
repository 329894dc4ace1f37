"""Reading evidence through child processes: PDF beside bare pypdfium2, workbooks, and scans with their error rate."""

import io
import random
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
import typst
import xlsxwriter
from PIL import Image, ImageFilter

from benchmarks.measure import Line, hand_over
from kotacerdas.evidence.gate import sandbox
from kotacerdas.evidence.reading import programs

DOCUMENTS, PAGES = 30, 40
ROWS, COLUMNS = 20_000, 10
SCANS = 4
WITHIN = 1.2
READ = "kotacerdas.evidence.reading.files:read"
RECOGNISE = "kotacerdas.evidence.reading.recognition:recognise"
WORDS = [
    "rapat",
    "dewan",
    "smart",
    "city",
    "dilaksanakan",
    "pada",
    "tanggal",
    "di",
    "balai",
    "kota",
    "dan",
    "dihadiri",
    "oleh",
    "seluruh",
    "anggota",
    "kelompok",
    "kerja",
    "untuk",
    "menyepakati",
    "analisis",
    "risiko",
    "layanan",
    "publik",
    "berbasis",
    "elektronik",
    "serta",
    "anggaran",
    "pelaksanaan",
    "kegiatan",
    "tahun",
    "berjalan",
    "dengan",
    "memperhatikan",
    "masukan",
    "warga",
    "kecamatan",
    "kelurahan",
    "dinas",
    "komunikasi",
    "informatika",
    "perhubungan",
    "pendidikan",
    "kesehatan",
]


@dataclass(frozen=True)
class Took:
    """Milliseconds; the processor's time of the children counts."""

    cpu: float
    wall: float


def took(work: Callable[[], object]) -> Took:
    """The children are ended in it, for only then the system tells what they have used; their start counts too."""
    cpu, wall = _cpu(), time.perf_counter()
    work()
    sandbox.close()
    return Took((_cpu() - cpu) * 1000, (time.perf_counter() - wall) * 1000)


def _cpu() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def prose(dice: random.Random, words: int) -> str:
    """Invented sentences, with the figures and capitals that letters have."""
    found: list[str] = []
    while len(found) < words:
        sentence = [dice.choice(WORDS) for _ in range(dice.randint(6, 18))]
        sentence.insert(
            dice.randint(1, 5),
            dice.choice(["Nomor 21", "2025", "Rp 1.385.437.875,00", "22 Mei", "Diskominfo"]),
        )
        found += [sentence[0].capitalize(), *sentence[1:-1], sentence[-1] + "."]
    return " ".join(found)


# --- PDF ---------------------------------------------------------------------------------------------------


def pdf_lines(folder: Path) -> list[Line]:
    """The two in turn, three times; the medians of both."""
    paths = [_pdf(folder / f"{number}.pdf", number) for number in range(DOCUMENTS)]
    pages = sum(_count(path) for path in paths)
    pairs = [(took(lambda: _bare(paths)), took(lambda: _ours(paths))) for _ in range(3)]
    bare, ours = (sorted(each, key=lambda one: one.cpu)[1] for each in zip(*pairs, strict=True))
    ratio = ours.cpu / bare.cpu
    what = f"{pages} pages in {DOCUMENTS} PDF, text of each page"
    return [
        Line(
            f"{what}: bare pypdfium2, {pages / bare.cpu * 1000:.0f} pages per CPU second", bare.cpu, bare.wall
        ),
        Line(
            f"{what}: in pooled child processes, {pages / ours.cpu * 1000:.0f} pages per CPU second",
            ours.cpu,
            ours.wall,
            goal=f"<= {WITHIN} x bare",
            met=ratio <= WITHIN,
        ),
    ]


def _pdf(path: Path, seed: int) -> Path:
    dice = random.Random(seed)
    text = "\n\n".join(prose(dice, 90) for _ in range(PAGES * 5))
    path.write_bytes(
        typst.compile(f'#set page(margin: 2.5cm)\n#set text(size: 11pt, lang: "id")\n{text}'.encode())
    )
    return path


def _count(path: Path) -> int:
    document = pypdfium2.PdfDocument(path)
    try:
        return len(document)
    finally:
        document.close()


def _bare(paths: list[Path]) -> int:
    letters = 0
    for path in paths:
        document = pypdfium2.PdfDocument(path)
        for page in document:
            seen = page.get_textpage()
            letters += len(seen.get_text_range())
            seen.close()
            page.close()
        document.close()
    return letters


def _ours(paths: list[Path]) -> int:
    return sum(len(unit["text"]) for path in paths for unit in sandbox.run(READ, path, "pdf", 0)["units"])


# --- Workbooks ---------------------------------------------------------------------------------------------


def sheet_line(folder: Path) -> Line:
    path = folder / "rows.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Register")
        sheet.write_row(0, 0, [f"Kolom {'ABCDEFGHIJ'[column]}" for column in range(COLUMNS)])
        for row in range(1, ROWS + 1):
            sheet.write_row(
                row, 0, [f"Peserta {row}", "Diskominfo", row, row / 4, *[WORDS[row % 40]] * (COLUMNS - 4)]
            )
    used = took(lambda: sandbox.run(READ, path, "xlsx", 0))
    what = f"XLSX of {ROWS:,} rows x {COLUMNS} columns".replace(",", " ")
    return Line(f"{what}: {ROWS / used.cpu * 1000:.0f} rows per CPU second", used.cpu, used.wall)


# --- Scans -------------------------------------------------------------------------------------------------


def scan_lines(folder: Path) -> list[Line]:
    if programs.lacks_of_tesseract():
        return [Line("scans: Tesseract with its Indonesian is not installed here")]
    return [
        _scan_line(folder, "clean, 200 dots per inch", is_bad=False),
        _scan_line(folder, "150 dots per inch, turned by 1.2 degrees, blurred, with specks", is_bad=True),
    ]


def _scan_line(folder: Path, what: str, *, is_bad: bool) -> Line:
    texts = [prose(random.Random(100 + number), 320) for number in range(SCANS)]
    paths = [
        _scan(folder / f"scan-{is_bad}-{number}.pdf", text, is_bad=is_bad)
        for number, text in enumerate(texts)
    ]
    read: list[str] = []
    used = took(lambda: read.extend(sandbox.run(RECOGNISE, path, "pdf", 1)[0] for path in paths))
    wrong = sum(distance(_plain(text), _plain(found)) for text, found in zip(texts, read, strict=True))
    rate = wrong / sum(len(_plain(text)) for text in texts)
    return Line(
        f"{SCANS} scanned pages, {what}: {SCANS / used.cpu * 1000:.2f} pages per CPU second, "
        f"{rate:.2%} of the letters wrong",
        used.cpu,
        used.wall,
    )


def _scan(path: Path, text: str, *, is_bad: bool) -> Path:
    dots = 150 if is_bad else 200
    source = f'#set page("a4", margin: 2.5cm)\n#set text(size: 11pt, lang: "id", hyphenate: false)\n{text}'
    drawn = typst.compile(source.encode(), format="png", ppi=dots)
    image = Image.open(io.BytesIO(drawn if isinstance(drawn, bytes) else drawn[0])).convert("L")
    (worn(image) if is_bad else image).save(path, "PDF", resolution=dots)
    return path


def worn(image: Image.Image) -> Image.Image:
    """As a copy of a copy, laid on the glass askew; the same each time."""
    turned = image.rotate(1.2, resample=Image.Resampling.BICUBIC, fillcolor=255)
    turned = turned.filter(ImageFilter.GaussianBlur(0.6))
    dice, dots = random.Random(7), turned.load()
    assert dots
    for _each in range(turned.width * turned.height // 100):
        dots[dice.randrange(turned.width), dice.randrange(turned.height)] = dice.randrange(256)
    return turned


def _plain(text: str) -> str:
    return " ".join(text.split())


def distance(one: str, other: str) -> int:
    """Letters to be put in, taken out or changed, after Myers and Hyyrö: a column of the table is one whole number."""
    if not one:
        return len(other)
    places: dict[str, int] = {}
    for at, sign in enumerate(one):
        places[sign] = places.get(sign, 0) | 1 << at
    mask, top = (1 << len(one)) - 1, 1 << len(one) - 1
    plus, minus, found = mask, 0, len(one)
    for sign in other:
        same = places.get(sign, 0)
        level = (((same & plus) + plus) ^ plus) | same | minus
        up, down = minus | ~(level | plus) & mask, plus & level
        found += bool(up & top) - bool(down & top)
        up = (up << 1 | 1) & mask
        plus, minus = (down << 1 & mask) | ~(level | up) & mask, up & level
    return found


def lines() -> list[Line]:
    with TemporaryDirectory(prefix="kotacerdas-reading-") as name:
        folder = Path(name)
        return [*pdf_lines(folder), sheet_line(folder), *scan_lines(folder)]


if __name__ == "__main__":
    hand_over(lines())
