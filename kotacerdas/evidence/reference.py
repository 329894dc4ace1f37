"""Loads the shipped words that mean the same; run again, it changes only what the file changed."""

from typing import Any

import yaml
from django.conf import settings

from kotacerdas.common.reference import Report, bring_up_to_date, loader
from kotacerdas.evidence.models import Synonyms

KIND = "words that mean the same"


@loader("evidence.synonyms")
def load_synonyms(report: Report) -> None:
    """They belong to no city and cannot be edited; a city adds its own. What the file has no more is taken out."""
    entries = shipped()
    keys = {entry["key"] for entry in entries}
    Synonyms.objects.filter(city=None).exclude(key__in=keys).delete()
    stored = list(Synonyms.objects.filter(city=None))
    wanted = [
        Synonyms(city=None, key=entry["key"], words=entry["words"], source=entry["source"])
        for entry in entries
    ]
    bring_up_to_date(stored, wanted, key="key", report=report, kind=KIND)


def shipped() -> list[dict[str, Any]]:
    path = settings.REFERENCE_DATA / "evidence" / "synonyms.yaml"
    found: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))["groups"]
    return found
