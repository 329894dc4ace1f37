"""How many programmes run of those that are planned, which agencies carry them, and what the plan rests on."""

from collections import defaultdict

from kotacerdas.masterplan.domain.answering import running as judging
from kotacerdas.masterplan.domain.answering.material import Asked, Found, Material, Programme, Row

NEIGHBOUR = "neighbour"


def legal_basis(material: Material, asked: Asked) -> Found:
    values = {"basis": material.legal_basis, "day": material.adopted_on}
    missing = () if material.legal_basis else ("legal-basis",)
    return Found("legal_basis", material.year, None, 0, (), values, missing)


def running(material: Material, asked: Asked) -> Found | None:
    """None where only programmes that name the question could answer it and none does."""
    year = material.year - asked.years_before
    programmes = material.before if asked.years_before else material.programmes
    if programmes is None:
        return Found("running", year, None, 0, (), {}, ("plan",))
    rows = judging.rows(asked, programmes, year, material.today)
    if asked.named_only and not rows:
        return None
    counted = {row.key for row in rows if row.counts}
    neighbours = {
        partner.name
        for each in programmes
        if each.key in counted
        for partner in each.partners
        if partner.kind == NEIGHBOUR
    }
    values = {"neighbours": sorted(neighbours)}
    return Found("running", year, len(counted), len(rows), tuple(rows), values)


def agencies(material: Material, asked: Asked) -> Found:
    """The agencies that lead or support a programme planned for the year. One has a place in a Renstra where it leads a
    programme that names it, or has a Renstra of its own."""
    leads: dict[int, list[Programme]] = defaultdict(list)
    supports: dict[int, list[Programme]] = defaultdict(list)
    for each in material.programmes:
        if not (asked.speaks_of(each) and judging.planned_for(each, material.year)):
            continue
        if each.lead is not None:
            leads[each.lead].append(each)
        for key in each.supporting:
            supports[key].append(each)
    rows, in_renstra = [], 0
    for agency in material.agencies:
        led, supported = leads[agency.key], supports[agency.key]
        carries = bool(led or supported)
        has_renstra = carries and (agency.has_renstra or any(each.has_renstra for each in led))
        in_renstra += has_renstra
        values = {"leads": len(led), "supports": len(supported), "renstra": has_renstra}
        rows.append(Row(agency.key, carries, "carries" if carries else "carries-none", values))
    count = sum(row.counts is True for row in rows)
    rows.sort(key=judging.order)
    missing = () if rows else ("agencies",)
    return Found("agencies", material.year, count, len(rows), tuple(rows), {"renstra": in_renstra}, missing)
