"""Which question of which form is answered by which rule: `data/masterplan/answers.yaml`, read once."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from kotacerdas.masterplan.domain.answering import RULES, Asked
from kotacerdas.masterplan.scales import document


@dataclass(frozen=True)
class Form:
    """`key` is the edition of the instrument: "smartcity/2023-kppn"."""

    key: str
    year: int
    questions: Mapping[str, Asked]


@cache
def forms() -> Mapping[str, Form]:
    """By key, the newest first. Raises `ValueError` where the file names a rule that there is not."""
    found = [
        Form(
            each["instrument"],
            each["year"],
            {code: _asked(code, **rule) for code, rule in each["questions"].items()},
        )
        for each in document("answers.yaml")
    ]
    return {each.key: each for each in sorted(found, key=lambda form: form.year, reverse=True)}


def asked(form: str, code: str) -> Asked | None:
    """None for a question, or a form, whose rule is not known."""
    known = forms().get(form)
    return known.questions.get(code) if known else None


def codes(form: str, rule: str) -> list[str]:
    """The questions of a form that follow a rule."""
    known = forms().get(form)
    return [code for code, each in known.questions.items() if each.rule == rule] if known else []


def _asked(code: str, *, rule: str, kinds: list[str] | None = None, **rest: Any) -> Asked:
    if rule not in RULES:
        raise ValueError(f"the question {code} follows the rule {rule!r}, which there is not")
    return Asked(code, rule, frozenset(kinds or ()), **rest)
