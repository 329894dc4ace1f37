"""The commands `evidence search`, `propose`, `reindex` and `judge-report`: they see everything of the city."""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from kotacerdas.common import formats
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.evidence import targets
from kotacerdas.evidence.commands import judge_report
from kotacerdas.evidence.commands.shared import city_of, show_progress
from kotacerdas.evidence.index import indexing
from kotacerdas.evidence.queries import proposing
from kotacerdas.evidence.queries.finding import Hit, Searcher
from kotacerdas.evidence.queries.proposing import Proposal
from kotacerdas.evidence.targets import Target

MOST_PAGES = 1000


def add_to(deeds: Any, common: ArgumentParser, where: ArgumentParser) -> None:
    search = deeds.add_parser("search", parents=[common, where], help=_("find pages by words"))
    search.add_argument("text", metavar="TEXT", nargs="?", default="", help=_("what is looked for"))
    search.add_argument(
        "--queries", metavar="FILE", type=Path, help=_("many texts, one a line; - is standard input")
    )
    search.add_argument("--limit", metavar="N", default="20", help=_("pages at most (default: 20)"))
    search.add_argument("--json", action="store_true", help=_("for programs: one line of JSON for each text"))
    search.set_defaults(run=run_search)
    propose = deeds.add_parser(
        "propose", parents=[common, where], help=_("list the pages that may prove the questions of a round")
    )
    propose.add_argument("round", metavar="ROUND", help=_("a round or list, such as smartcity-2023-kppn"))
    propose.add_argument("--question", metavar="CODE", default="", help=_("only this one"))
    propose.add_argument("--limit", metavar="N", default="10", help=_("pages at most for each (default: 10)"))
    propose.add_argument("--json", action="store_true", help=_("for programs"))
    propose.set_defaults(run=run_propose)
    reindex = deeds.add_parser("reindex", parents=[common], help=_("write the index of all evidence anew"))
    reindex.set_defaults(run=run_reindex)
    report = deeds.add_parser(
        "judge-report", parents=[common, where],
        help=_("how well the search agrees with what people accepted and rejected, and how that moved"),
    )  # fmt: skip
    report.add_argument("--json", action="store_true", help=_("for programs"))
    report.set_defaults(run=run_judge_report)


def _count(typed: str) -> int:
    number = int(typed) if typed.isdecimal() and len(typed) < 10 else 0
    if not 1 <= number <= MOST_PAGES:
        raise Refused(Fault("evidence-no-limit", {"typed": typed[:20], "most": MOST_PAGES}))
    return number


# --- search ------------------------------------------------------------------------------------------------


def run_search(options: Namespace) -> None:
    """Each text is answered as it is read, so that another program may ask one after the other."""
    if bool(options.text.strip()) == (options.queries is not None):
        raise Refused(Fault("evidence-search-what", {}))
    limit = _count(options.limit)
    searcher = Searcher(None, city_of(options.city))
    texts: Iterable[str] = [options.text] if options.queries is None else _lines(options.queries)
    for text in texts:
        hits = searcher.search(text, limit=limit).hits
        if options.json or options.queries is not None:
            print(json.dumps([_as_json(hit) for hit in hits], ensure_ascii=False), flush=True)
        else:
            _print_hits(hits)


def _lines(path: Path) -> Iterator[str]:
    """An empty line is a text too, so that answers and questions stay in step."""
    if str(path) == "-":
        yield from (line.rstrip("\n") for line in sys.stdin)
        return
    with path.open(encoding="utf-8-sig") as lines:
        yield from (line.rstrip("\n") for line in lines)


def _as_json(hit: Hit) -> dict[str, Any]:
    """`page` is the number of the unit: of a page, a slide, a range of a sheet, a run of paragraphs."""
    return {
        "document": hit.document.code,
        "file_name": hit.revision.name,
        "page": hit.unit,
        "score": hit.score,
        "snippet": hit.snippet,
    }


def _print_hits(hits: Iterable[Hit]) -> None:
    found = False
    for hit in hits:
        found = True
        print(
            f"{formats.number(round(hit.score, 2), 2)}  {hit.document.title}, {_place(hit)}  [{hit.document.code}]"
        )
        print(f"      {hit.snippet}")
    if not found:
        print(_("Not found: no page is close enough."))


def _place(hit: Hit) -> str:
    return hit.unit_label or str(hit.unit)


# --- propose -----------------------------------------------------------------------------------------------


def run_propose(options: Namespace) -> None:
    limit = _count(options.limit)
    city = city_of(options.city)
    scope = targets.scope(None, city, options.round)
    wanted = _wanted(targets.of_scope(city, scope), options.question)
    found = proposing.propose_all(wanted, user=None, city=city, limit=limit)
    answers = [(target, found[target.kind, target.key]) for target in wanted]
    if options.json:
        told = [
            {
                "question": target.code,
                "text": target.words,
                "proposals": [_proposed(each) for each in proposals],
            }
            for target, proposals in answers
        ]
        print(json.dumps(told, ensure_ascii=False, indent=1))
        return
    for target, proposals in answers:
        print(f"{target.code}  {target.title}")
        _print_hits(each.hit for each in proposals)
    proven = sum(bool(proposals) for _target, proposals in answers)
    print(_("%(found)d of %(all)d have at least one page.") % {"found": proven, "all": len(answers)})


def _wanted(everything: list[Target], code: str) -> list[Target]:
    chosen = [target for target in everything if code in ("", target.code)]
    if not chosen:
        raise Refused(Fault("evidence-target-unknown", {"key": code[:60]}))
    return chosen


def _proposed(proposal: Proposal) -> dict[str, Any]:
    return {
        **_as_json(proposal.hit),
        "quote": proposal.hit.quoted,
        "terms": list(proposal.hit.terms),
        "freshness": proposal.freshness.value,
        "marks": list(proposal.marks),
        "verdict": proposal.verdict,
    }


# --- reindex and judge-report --------------------------------------------------------------------------------


def run_reindex(options: Namespace) -> None:
    began = timezone.now()
    count = indexing.rebuild(show_progress)
    seconds = (timezone.now() - began).total_seconds()
    print(
        _("%(count)s files are in the index, written anew in %(seconds)s s.")
        % {"count": formats.number(count), "seconds": formats.number(round(seconds, 1), 1)}
    )


def run_judge_report(options: Namespace) -> None:
    report = judge_report.report(city_of(options.city), now=timezone.now())
    if options.json:
        print(json.dumps(report.as_json(), ensure_ascii=False))
        return
    for line in judge_report.lines(report):
        print(line)
