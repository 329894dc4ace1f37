"""An office's pile as real files: taken in by the command, read by the worker with Tesseract, found, proposed.

`--verbose` tells, on standard error, which files were read otherwise than they were written, and what was found badly in
the development half. Of the test half only figures are told, as in `benchmarks.finding`.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import django

django.setup()

from django.db import connection

from benchmarks import finding, pile_reading, pile_worker
from benchmarks.commands import PRODUCT
from benchmarks.evidence import judged, pile, rendering, scoring
from benchmarks.evidence.judged import DEVELOPMENT, HALVES, Judged
from benchmarks.evidence.peers import Find
from benchmarks.evidence.rendering import COPY, Entry, Plan
from benchmarks.finding import DEEP, WORDS
from benchmarks.intake import SOME_REFUSED
from benchmarks.measure import ROOT, Line, Used, environment, hand_over, module
from kotacerdas.evaluation.models import Round
from kotacerdas.evidence.models import Content, Document, Reading
from kotacerdas.evidence.queries.finding import search
from kotacerdas.people.models import City

AS_TEXT = "fed as text"
MOST_MIB = 500
OFFICIAL, SAMPLE = "smartcity-2023-kppn", "contoh-tumpukan-2025"
"""Rounds with the same questions; the second is of the year of which the pile speaks."""
FORM = "smartcity/2023-kppn"


class FromFiles(pile.Pile):
    """The same city, its documents being files that were read."""

    def __init__(self, city: City) -> None:
        super().__init__(city)
        self.entries: dict[int, Entry] = {}
        """By the key of a document."""

    def know(self, entries: Iterable[Entry]) -> None:
        """Reading recognises the agencies of the city; whose the files are nobody has said."""
        self._know(entry.agency for entry in entries)

    def key(self, document: int, unit: int) -> str:
        """Judged files have one page; whatever their readers cut out of it is that page."""
        keys = self.entries[document].keys
        return keys[min(unit, len(keys)) - 1]


def lines(*, worst: int) -> list[Line]:
    set_ = judged.load()
    made, state = rendering.plan(set_), Path(os.environ["KOTACERDAS_DATA"])
    fed = _fed_as_text(state)
    home = FromFiles(pile.cities()[pile.HOME])
    home.know(made.entries)
    folder = state.parent / f"{state.name}-files" / "Bukti Kota Nirwasita"
    found = [_written(made, folder), *_taken_in(made, folder, home)]
    watched = pile_worker.work_until(lambda: not Content.objects.filter(reading=Reading.WAITING).exists())
    taken = pile_reading.taken(home.entries)
    found += [
        *pile_reading.costs(watched, taken),
        *pile_reading.likenesses(made, taken, tell=bool(worst)),
        *fed,
    ]
    find = by_words(home)
    found += [
        *finding.qualities(_where(made), set_, {WORDS: find}),
        *_by_scans(made, set_, find),
        *finding.proposals(_where(made), home, set_),
        *_misled(made, set_, home, find),
        *(_proposed(home.city, code) for code in (OFFICIAL, _sample_round())),
    ]
    if worst:
        finding.tell_worst(replace(set_, pages=list(made.pages.values())), find, worst)
        finding.tell_proposed(home, set_)
    return found


def _where(made: Plan) -> str:
    return f"{len(made.entries)} files"


# --- The same pages without files ----------------------------------------------------------------------------


def _fed_as_text(state: Path) -> list[Line]:
    """In a copy of the state folder, so that the two do not stand in one index."""
    connection.close()
    copy = state.parent / f"{state.name}-as-text"
    shutil.copytree(state, copy)
    return module("pile", environment(copy), "--as-text")


def as_text() -> list[Line]:
    set_ = judged.load()
    made = rendering.plan(set_)
    home = pile.Pile(pile.cities()[pile.HOME])
    finding.indexed(
        home, [made.pages[key] for entry in made.entries if entry.why != COPY for key in entry.keys]
    )
    where = f"{_where(made)}, {AS_TEXT}"
    return [
        *finding.qualities(where, set_, {AS_TEXT: by_words(home)}),
        *finding.proposals(where, home, set_, what=AS_TEXT),
    ]


def by_words(home: pile.Pile) -> Find:
    """Pages, the best first; a page that was cut in two by its reader counts where it stands first."""

    def find(text: str, limit: int) -> list[str]:
        hits = search(text, user=None, city=home.city, limit=2 * limit).hits
        return list(dict.fromkeys(home.key(hit.document.pk, hit.unit) for hit in hits))[:limit]

    return find


# --- Taking in -----------------------------------------------------------------------------------------------


def _written(made: Plan, folder: Path) -> Line:
    cpu, wall = time.process_time(), time.perf_counter()
    rendering.write(made, folder)
    used = (time.process_time() - cpu) * 1000, (time.perf_counter() - wall) * 1000
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 2**20
    kinds = Counter(entry.kind for entry in made.entries)
    told = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())
    scans = sum(entry.is_scan for entry in made.entries)
    share = scans / len(made.entries)
    return Line(
        f"{_where(made)} of {size:.0f} MiB written ({told}), {scans} of them scans", *used,
        goal=f">= {rendering.LEAST_SCANS:.0%} scans", met=share >= rendering.LEAST_SCANS,
    )  # fmt: skip


def _taken_in(made: Plan, folder: Path, home: FromFiles) -> Iterator[Line]:
    used, said = _told("evidence", "add", str(folder), "--city", home.city.code, "--json")
    told = json.loads(said)
    codes = {each["path"].partition("/")[2]: each["document"] for each in told["documents"]}
    numbers = dict(Document.objects.filter(city=home.city).values_list("code", "pk"))
    home.entries = {
        numbers[codes[entry.path]]: entry for entry in reversed(made.entries) if entry.path in codes
    }
    for each in told["refused_files"]:
        print(f"refused: {each['path']}: {' '.join(each['reasons'])}", file=sys.stderr)
    lost = len(made.entries) - len(codes)
    yield Line(
        f"`kotacerdas evidence add`: {told['added']} documents, {told['known']} known, {told['refused']} refused",
        used.cpu, used.wall, mib=used.mib, goal=f"every file, <= {MOST_MIB} MiB",
        met=not lost and not told["refused"] and used.mib <= MOST_MIB,
    )  # fmt: skip


def _told(*arguments: str) -> tuple[Used, str]:
    """What a command used, and what it printed."""
    started = time.perf_counter()
    command = [*PRODUCT, *arguments, "--lang", "en"]
    running = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert running.stdout
    with running.stdout:
        said = running.stdout.read()
    _pid, status, usage = os.wait4(running.pid, 0)
    running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode not in (0, SOME_REFUSED):
        raise SystemExit(f"{' '.join(arguments)} ended with {running.returncode}")
    wall = (time.perf_counter() - started) * 1000
    return Used((usage.ru_utime + usage.ru_stime) * 1000, wall, usage.ru_maxrss / 1024), said


# --- Finding -------------------------------------------------------------------------------------------------


def _by_scans(made: Plan, set_: Judged, find: Find) -> Iterator[Line]:
    """Apart: what only scans answer, and what only typed files answer."""
    scanned = {key for entry in made.entries if entry.is_scan and not entry.why for key in entry.keys}
    for half in HALVES:
        queries = set_.answerable(half)
        for what, chosen in (
            ("scans", [query for query in queries if query.good <= scanned]),
            ("typed files", [query for query in queries if not query.good & scanned]),
        ):
            told = scoring.quality(chosen, finding.rankings(find, chosen))
            yield Line(
                f"{_where(made)}, {len(chosen)} queries of the {half} half that only {what} answer: {told}"
            )


def _misled(made: Plan, set_: Judged, home: FromFiles, find: Find) -> Iterator[Line]:
    """Of the development half: how often a page stands above the one of which it was made."""
    derived = [entry for entry in made.entries if entry.of and entry.why != COPY]
    ways: tuple[tuple[str, Callable[[judged.Query], list[str]]], ...] = (
        (f"among the first {DEEP} hits", lambda query: find(query.text, DEEP)),
        ("among what is proposed", lambda query: _keys_proposed(home, query)),
    )
    for where, ranked in ways:
        met, above = Counter[str](), Counter[str]()
        for query in set_.answerable(DEVELOPMENT):
            order = ranked(query)
            for entry in derived:
                if entry.of in query.good and entry.keys[0] in order:
                    met[entry.why] += 1
                    is_above = entry.of not in order or order.index(entry.keys[0]) < order.index(entry.of)
                    above[entry.why] += is_above
        told = "; ".join(f"{why} {above[why]} of {met[why]}" for why in sorted(met))
        yield Line(
            f"development half, {where}, a page above the one of which it was made, or without it: {told}"
        )


def _keys_proposed(home: FromFiles, query: judged.Query) -> list[str]:
    some = finding.proposals_for(home, query)
    return list(dict.fromkeys(home.key(each.hit.document.pk, each.hit.unit) for each in some))


def _sample_round() -> str:
    Round.objects.create(
        code=SAMPLE,
        instrument=FORM,
        year=finding.YEAR,
        title_id="Contoh tumpukan",
        title_en="Sample pile",
        is_sample=True,
    )
    return SAMPLE


def _proposed(city: City, code: str) -> Line:
    used, said = _told("evidence", "propose", code, "--city", city.code, "--json")
    told = json.loads(said)
    found = sum(bool(each["proposals"]) for each in told)
    return Line(
        f"`kotacerdas evidence propose {code}`: of {len(told)} questions {found} have proposals, "
        f"{len(told) - found} are not found",
        used.cpu, used.wall, mib=used.mib,
    )  # fmt: skip


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--as-text", action="store_true", help="the same pages, no file being opened")
    options.add_argument("--verbose", type=int, nargs="?", const=10, default=0, metavar="COUNT")
    given = options.parse_args()
    hand_over(as_text() if given.as_text else lines(worst=given.verbose))
