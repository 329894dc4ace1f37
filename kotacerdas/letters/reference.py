"""Loads the shipped sample templates; run again, it changes only what the file changed."""

from typing import Any

import yaml
from django.conf import settings
from django.utils import timezone

from kotacerdas.common.reference import Report, bring_up_to_date, loader
from kotacerdas.letters.models import Template


@loader("letters.templates")
def load_templates(report: Report) -> None:
    """They belong to no city and cannot be edited; a city copies them."""
    now = timezone.now()
    stored = {each.code: each for each in Template.objects.filter(city=None)}
    wanted = [_template(entry) for entry in _entries()]
    for row in wanted:
        known = stored.get(row.code)
        # What the file does not say is taken over, so that a second run finds nothing to change.
        row.updated_at = known.updated_at if known else now
        row.version = known.version if known else 1
    bring_up_to_date(stored.values(), wanted, key="code", report=report, kind="letter templates")


def _entries() -> list[dict[str, Any]]:
    path = settings.REFERENCE_DATA / "letters" / "templates.yaml"
    found: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))["templates"]
    return found


def _template(entry: dict[str, Any]) -> Template:
    return Template(
        code=entry["code"],
        city=None,
        kind=entry["kind"],
        classification=entry["classification"],
        name_id=entry["name"]["id"],
        name_en=entry["name"]["en"],
        subject_id=entry["subject"]["id"],
        subject_en=entry["subject"]["en"],
        fields=entry["fields"].strip(),
        body_id=entry["body"]["id"].strip(),
        body_en=entry["body"]["en"].strip(),
        is_sample=True,
    )
