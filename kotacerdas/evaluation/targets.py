"""What this app lets evidence prove: the questions of each round whose form is known, recommendations, and the indicators
of the other national forms, so that one quote serves them all."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Max, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.language import pick
from kotacerdas.evaluation.models import Recommendation, Round
from kotacerdas.evidence.targets import Scope, Source, Target, register
from kotacerdas.instruments import catalogue
from kotacerdas.instruments.domain.edition import Edition, Node
from kotacerdas.instruments.words import text
from kotacerdas.people import access
from kotacerdas.people.permissions import Permission

QUESTION, RECOMMENDATION = "evaluation.question", "evaluation.recommendation"
INDICATOR = "evaluation.indicator"
ADVICE = "rekomendasi"
PUBLIC = "public"
"""Of the recommendations, those alone that everybody may read."""
FORMS = ("spbe", "pemdi")
"""Instruments that a city answers with proof and that have no rounds here."""


# --- Questions of a round ----------------------------------------------------------------------------------


def _rounds(user: Any, city: Any) -> Iterator[Scope]:
    """And the recommendations behind them: one query tells both, for every page of evidence asks."""
    rows = Round.objects.visible_to(user) if user is not None else Round.objects.all()
    rows = rows.filter(_not_of_another(city)).exclude(instrument="").order_by("-year", "code")
    which = _which(user, city)
    last_told = _told(city, which).order_by().values("city").annotate(last=Max("year")).values("last")
    found: list[Any] = list(rows.annotate(last_told=Subquery(last_told)))
    yield from map(scope_of, found)
    last = found[0].last_told if found else _told(city, which).aggregate(year=Max("year"))["year"]
    if last is not None:
        yield Scope(RECOMMENDATION, ADVICE, gettext("Recommendations to the city"), last, which)


def _not_of_another(city: Any) -> Q:
    """A round that a city keeps for itself is no other city's to prove, whoever asks."""
    return Q(city=None) | Q(city=city)


def scope_of(row: Round) -> Scope:
    """The questions of a round whose form is known."""
    parts = catalogue.edition(row.instrument).root.children
    is_detailed = any(not part.is_leaf for part in parts)
    return Scope(QUESTION, row.code, pick(row, "title"), row.year, row.instrument, is_detailed)


def _questions(city: Any, scope: Scope) -> Iterator[Target]:
    edition = catalogue.edition(scope.form)
    if edition is None:
        return
    for component in edition.root.children:
        for node in component.walk():
            if node.is_leaf:
                yield _question(scope, component, node)


def question_of(round_: Round, code: str) -> Target | None:
    """One question of a round; None where its form has no such question."""
    if not round_.instrument:
        return None
    scope = scope_of(round_)
    return next((each for each in _questions(None, scope) if each.code == code), None)


def _question(scope: Scope, component: Node, node: Node) -> Target:
    return Target(
        kind=QUESTION,
        key=f"{scope.key}/{node.code}",
        code=node.code,
        title=text(node.title),
        words=node.title.id,
        year=scope.year,
        group=text(component.title),
        dimension=node.dimension or "",
        url=reverse("instruments:question", args=[*scope.form.split("/"), node.code]),
    )


def _find_question(city: Any, key: str) -> Target | None:
    code, _slash, _question_code = key.rpartition("/")
    row = Round.objects.filter(_not_of_another(city), code=code).exclude(instrument="").first()
    if row is None:
        return None
    some = _questions(city, scope_of(row))
    return next((each for each in some if each.key == key), None)


# --- Recommendations ---------------------------------------------------------------------------------------


def _which(user: Any, city: Any) -> str:
    is_office = user is None or access.may(user, Permission.SEE_CITY_DRAFTS, city)
    return "" if is_office else PUBLIC


def _with_the_rounds(user: Any, city: Any) -> Iterator[Scope]:
    yield from ()


def _recommendations(city: Any, scope: Scope) -> Iterator[Target]:
    yield from (_recommendation(row) for row in _told(city, scope.form).select_related("city"))


def _told(city: Any, which: str) -> QuerySet[Recommendation]:
    """Those whose words are known. Offices of the city prove them also where the words are not public."""
    rows = Recommendation.objects.told().filter(city=city).exclude(text_id="")
    return rows.filter(is_public=True) if which == PUBLIC else rows


def _recommendation(row: Recommendation) -> Target:
    return Target(
        kind=RECOMMENDATION,
        key=str(row.pk),
        code=row.slug,
        title=pick(row, "text") or row.label,
        words=row.text_id,
        year=row.year,
        group=str(row.year),
        url=row.get_absolute_url(),
    )


def _find_recommendation(city: Any, key: str) -> Target | None:
    rows = Recommendation.objects.told().filter(city=city).select_related("city")
    row = rows.filter(pk=int(key)).first() if key.isdecimal() and len(key) < 10 else None
    return _recommendation(row) if row else None


# --- Indicators of other forms -----------------------------------------------------------------------------


def _editions() -> list[Edition]:
    """The official ones, the newest first."""
    found = [each for each in catalogue.shipped() if each.code in FORMS]
    return sorted(found, key=lambda each: each.in_force.start, reverse=True)


def _forms(user: Any, city: Any) -> Iterator[Scope]:
    yield from map(_form, _editions())


def _form(edition: Edition) -> Scope:
    """Its year is the last one that it is in force for, up to today."""
    today = timezone.localdate()
    last = min(edition.in_force.end or today, today)
    year = max(last, edition.in_force.start).year
    return Scope(INDICATOR, f"{edition.code}-{edition.edition}", text(edition.title), year, edition.key)


def _indicators(city: Any, scope: Scope) -> Iterator[Target]:
    edition = catalogue.edition(scope.form)
    for node in edition.leaves:
        yield Target(
            kind=INDICATOR,
            key=f"{scope.key}/{node.code}",
            code=node.code,
            title=text(node.title),
            words=node.title.id,
            year=scope.year,
            group=text(edition.parents[node.code].title),
            dimension=node.dimension or "",
            url=reverse("instruments:question", args=[edition.code, edition.edition, node.code]),
        )


def _find_indicator(city: Any, key: str) -> Target | None:
    form, _slash, _code = key.partition("/")
    scope = next((each for each in _forms(None, city) if each.key == form), None)
    some = _indicators(city, scope) if scope else ()
    return next((each for each in some if each.key == key), None)


register(Source(QUESTION, _("question of a round"), _rounds, _questions, _find_question))
register(
    Source(RECOMMENDATION, _("recommendation"), _with_the_rounds, _recommendations, _find_recommendation)
)
register(Source(INDICATOR, _("indicator of a national form"), _forms, _indicators, _find_indicator))
