"""Arguments for every address of this app: an edition that everybody reads, and a draft that the city keeps."""

from datetime import date
from typing import Any

from kotacerdas.masterplan.actions import priorities as deeds
from kotacerdas.masterplan.actions import relations, remarks
from kotacerdas.masterplan.models import Issue, Opinion, Relation
from kotacerdas.masterplan.tests import priorities, reported
from kotacerdas.masterplan.tests.factories import NOW, apbd, edition, node, programme, running
from kotacerdas.people.models import City
from kotacerdas.people.tests import factories as people

Arguments = dict[str, dict[str, Any]]


def samples(city: City) -> Arguments:
    before = edition(city, "contoh-lama", status="superseded")
    adopted = edition(city, "contoh-berlaku", status="adopted", predecessor=before)
    mine = running(adopted, "SG-01")
    draft = edition(city, "contoh-rancangan")
    for code in ("SG-01", "SG-02"):
        programme(draft, code, budgets=apbd(2026, 500))
    node(draft)
    Issue.objects.create(city=city, code="contoh", title_id="Contoh")
    read = {"city": city.code, "edition": adopted.code}
    kept = {"city": city.code, "edition": draft.code}
    file = {**read, "file_type": "csv"}
    return {
        "masterplan:edition": read,
        "masterplan:edition@see_city_drafts": kept,
        "masterplan:crosswalk": read,
        "masterplan:board": read,
        "masterplan:board@see_city_drafts": kept,
        "masterplan:board-download": file,
        "masterplan:programme": {**read, "code": "SG-01"},
        "masterplan:programme@see_city_drafts": {**kept, "code": "SG-01"},
        "masterplan:programme-sheet": {**read, "code": "SG-01"},
        "masterplan:compare": read,
        "masterplan:compare-download": file,
        "masterplan:agencies": read,
        "masterplan:agencies-download": file,
        "masterplan:answers@see_city_drafts": read,
        **_kept(kept),
        **_said(draft, kept),
        **_weighed(draft, kept),
        **_built(mine, read),
        **reported.samples(mine, read),
    }


def _kept(kept: dict[str, Any]) -> Arguments:
    """Pages on which the programme office writes a draft."""
    whole = (
        "new-node",
        "swot",
        "new-programme",
        "standing",
        "cover",
        "succeed",
        "open-review",
        "adopt",
        "take-back",
    )
    goals = ("change-node", "remove-node", "move-node", "node-serves")
    issues = ("change-issue", "remove-issue", "move-issue")
    pages = dict.fromkeys(whole, kept)
    pages |= {name: {**kept, "code": "T1"} for name in goals}
    pages |= {name: {**kept, "code": "SG-01"} for name in ("programme-serves", "change-programme")}
    pages |= {name: {"code": "contoh"} for name in issues}
    pages["year-money"] = {**kept, "code": "SG-01", "year": 2024}
    pages["readiness"] = {**kept, "dimension": "gov"}
    pages["answer-issue"] = {"code": "contoh", "edition": kept["edition"]}
    return {f"masterplan:{name}@keep_plans": arguments for name, arguments in pages.items()}


def _said(draft: Any, kept: dict[str, Any]) -> Arguments:
    word = remarks.Word("Peserta", "Contoh masukan", date(2026, 11, 1))
    said = {**kept, "code": remarks.write(draft, word, by=None, now=NOW).code}
    return {
        "masterplan:review@see_city_drafts": kept,
        "masterplan:review-download@see_city_drafts": {**kept, "file_type": "csv"},
        "masterplan:write-remark@keep_plans": kept,
        "masterplan:remark@see_city_drafts": said,
        "masterplan:change-remark@keep_plans": said,
        "masterplan:reopen-remark@decide": said,
        "masterplan:remove-remark@keep_plans": said,
    }


def _weighed(draft: Any, kept: dict[str, Any]) -> Arguments:
    scale = priorities.scale(draft)
    priorities.marked(scale, {"SG-01": (50, 50, 50), "SG-02": (10, 20, 30)})
    scale.refresh_from_db()
    first, second = draft.programmes.filter(code__in=("SG-01", "SG-02")).order_by("code")
    relations.relate(first, Relation.Kind.REQUIRES, second, by=None, now=NOW)
    someone, another = people.user("penimbang@contoh.id"), people.user("penimbang2@contoh.id")
    deeds.compare(scale, priorities.AGREEING, expected=0, by=another, now=NOW)
    Opinion.objects.create(scale=scale, user=someone, pairs=priorities.CONTRADICTING, ratio="1.5", at=NOW)
    at = {**kept, "scale": scale.code}
    chosen = {**at, "code": priorities.portfolio(scale).code}
    read = {"scales": kept, "scale": at, "pairs": at, "portfolio": chosen}
    whole = ("change-scale", "close-scale", "marks", "efforts", "relations", "new-portfolio")
    write = {
        "new-scale": kept,
        **dict.fromkeys(whole, at),
        **dict.fromkeys(("resolve", "rename-portfolio", "drop-portfolio"), chosen),
    }
    write["overrule"] = {**at, "person": someone.code}
    write["unrelate"] = {**at, "programme": "SG-01", "other": "SG-02"}
    return {
        **{f"masterplan:{name}@see_city_drafts": arguments for name, arguments in read.items()},
        **{f"masterplan:{name}@keep_plans": arguments for name, arguments in write.items()},
    }


def _built(mine: Any, read: dict[str, Any]) -> Arguments:
    at = {**read, "code": mine.code}
    way = {**at, "way": priorities.way(mine).code}
    return {
        "masterplan:ways": at,
        "masterplan:new-way@keep_plans": at,
        **{f"masterplan:{name}@keep_plans": way for name in ("change-way", "choose-way", "drop-way")},
    }
