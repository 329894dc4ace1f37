"""The commands `instruments`, `score` and `rank`. Their words and JSON are a promise: others script them."""

import json
import sys
from argparse import ArgumentParser, Namespace
from contextlib import AbstractContextManager, nullcontext
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.common.domain.sheets import Table, read_table
from kotacerdas.common.formats import number
from kotacerdas.instruments import catalogue, explain
from kotacerdas.instruments.domain import answers, ranking, scoring
from kotacerdas.instruments.domain.edition import Edition
from kotacerdas.instruments.domain.numbers import exact_decimal
from kotacerdas.instruments.domain.scoring import Result
from kotacerdas.instruments.domain.trace import steps
from kotacerdas.instruments.words import CONFIDENCE, text

MAX_ROWS, MAX_BYTES = 500_000, 64 * 1024 * 1024


def add_to(commands: Any, common: ArgumentParser) -> None:
    """Adds this app's commands to the `kotacerdas` command."""
    listing = commands.add_parser("instruments", parents=[common], help=_("the instruments that are known"))
    listing.add_argument("--json", action="store_true", help=_("as JSON"))
    listing.set_defaults(run=list_instruments)

    score = commands.add_parser("score", parents=[common], help=_("compute one city's index"))
    score.add_argument("instrument", help=_("such as smartcity/2022-kppn"))
    score.add_argument("pairs", nargs="*", metavar="CODE=SCORE")
    score.add_argument("--answers", metavar="FILE", help=_("CSV with code,score or code,assessor,score"))
    score.add_argument("--json", action="store_true", help=_("as JSON"))
    score.add_argument("--explain", action="store_true", help=_("with every step in words"))
    score.set_defaults(run=score_one)

    rank = commands.add_parser("rank", parents=[common], help=_("rank the cities of a table"))
    rank.add_argument("instrument")
    rank.add_argument("file", metavar="FILE.csv", help=_("city and one column per code, or city,code,score"))
    rank.add_argument("--json", action="store_true", help=_("as JSON"))
    rank.set_defaults(run=rank_many)


def list_instruments(options: Namespace) -> None:
    """Those that came with KotaCerdas: they are known where no database is. `score` takes published ones as well."""
    editions = catalogue.shipped()
    if options.json:
        return _print_json([_about(edition) for edition in editions])
    for edition in editions:
        print(f"{edition.key:<22} {text(edition.title)} ({CONFIDENCE[edition.confidence]})")


def score_one(options: Namespace) -> None:
    edition = catalogue.edition(options.instrument)
    given = answers.from_arguments(edition, options.pairs)
    if options.answers:
        from_file = answers.from_table(edition, read_file(options.answers))
        twice = sorted(given.keys() & from_file.keys())
        if twice:
            raise Refused(Fault("code-twice", {"code": code}, column=code) for code in twice)
        given |= from_file
    result = scoring.score(edition, given)
    if options.json:
        return _print_json(_as_json(result, explained=options.explain))
    for line in _table(result):
        print(line)
    if options.explain:
        print()
        for place, line in enumerate(explain.lines(result), start=1):
            print(f"{place:>4}. {line}")


def rank_many(options: Namespace) -> None:
    edition = catalogue.edition(options.instrument)
    cities = answers.by_city(edition, read_file(options.file))
    # A name may stand for two cities, so places go by row; who did not take part has no place.
    results = answers.results_by_city(edition, [city for city in cities if city.participated])
    indices = {row: result.index for row, (_, result) in enumerate(results) if result.index is not None}
    rows = [(place, *results[row]) for row, place in ranking.places(indices).items()]
    if options.json:
        return _print_json(
            [{"rank": place, "city": city.city, **_figures(result)} for place, city, result in rows]
        )
    for place, city, result in rows:
        print(f"{place:>4}  {number(result.index, edition.places):>6}  {city.city}")


def read_file(name: str) -> Table:
    """The table in a file, `-` being standard input; notes on how it was read go to standard error."""
    from kotacerdas.common.faults import sentence

    try:
        with _standard_input() if name == "-" else Path(name).open("rb") as data:
            table = read_table(data, max_rows=MAX_ROWS, max_bytes=MAX_BYTES)
    except OSError as error:
        raise Refused(Fault("file-unreadable", {"name": name})) from error
    for note in table.notes:
        print(sentence(note), file=sys.stderr)
    return table


def _standard_input() -> AbstractContextManager[BinaryIO]:
    if sys.stdin is None:
        raise OSError("standard input is closed")
    return nullcontext(sys.stdin.buffer)


def _about(edition: Edition) -> dict[str, Any]:
    return {
        "instrument": edition.key,
        "title": {"id": edition.title.id, "en": edition.title.en},
        "in_force": {"from": str(edition.in_force.start), "to": _or_none(edition.in_force.end)},
        "confidence": edition.confidence,
        "leaves": len(edition.leaves),
        "scale": {"min": str(edition.scales["default"].min), "max": str(edition.scales["default"].max)},
        "bands": [band.code for band in edition.bands],
        "superseded_by": edition.superseded_by,
    }


def _as_json(result: Result, *, explained: bool) -> dict[str, Any]:
    told = [
        {
            "rule": step.rule,
            "node": step.node,
            "value": str(step.value),
            "operands": [
                {"code": each.code, "value": str(each.value)}
                | ({"weight": str(each.weight)} if each.weight else {})
                for each in step.operands
            ],
            **({"places": str(step.places)} if step.places is not None else {}),
            **({"text": explain.sentence(step, result.edition)} if explained else {}),
        }
        for step in steps(result)
    ]
    return {"instrument": result.edition.key, **_figures(result), "steps": told}


def _figures(result: Result) -> dict[str, Any]:
    """Index, class and nodes; all numbers as text, so that no reader's floats change them."""
    root = result.edition.root.code
    return {
        "index": _or_none(result.index),
        "exact": _or_none(None if result.exact is None else exact_decimal(result.exact)),
        "band": result.band.code if result.band else None,
        "nodes": {
            code: {"score": _or_none(result.shown(code)), "contribution": _or_none(result.contribution(code))}
            for code in result.nodes
            if code != root
        },
    }


def _or_none(value: object) -> str | None:
    return None if value is None else str(value)


def _table(result: Result) -> list[str]:
    """The nodes below the index with score and contribution, and the index under them."""
    rows = [(node.code, text(node.title), node) for node in result.edition.root.children]
    width = max(len(title) for _, title, _ in rows)
    lines = [
        f"{code:<6} {title:<{width}} {_right(result.shown(code))} {_right(result.contribution(code))}"
        for code, title, _ in rows
    ]
    band = f"  {text(result.band.title)}" if result.band else ""
    title = text(result.edition.root.title)
    return [*lines, f"{'':<6} {title:<{width}} {'':>8} {_right(result.index)}{band}"]


def _right(value: Decimal | None) -> str:
    return f"{'' if value is None else number(value):>8}"


def _print_json(value: Any) -> None:
    # JSON is UTF-8; where the output is something else, escapes say the same.
    is_utf8 = (getattr(sys.stdout, "encoding", None) or "utf-8").lower() == "utf-8"
    json.dump(value, sys.stdout, ensure_ascii=not is_utf8)
    sys.stdout.write("\n")
