"""What was said in a review, in sentences."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kotacerdas.common import formats
from kotacerdas.common.versions import Difference, StaleSave
from kotacerdas.masterplan.models import Edition, Remark
from kotacerdas.masterplan.queries.reviewing import Review, Said


def headline(review: Review) -> str:
    if not review.total:
        return _("Nobody has said anything on this edition yet")
    said = {"open": formats.number(review.open_count), "total": formats.number(review.total)}
    if not review.open_count:
        return (
            ngettext("The one word said is decided", "All %(total)s words said are decided", review.total)
            % said
        )
    return (
        ngettext(
            "%(open)s of %(total)s words waits for a decision",
            "%(open)s of %(total)s words wait for a decision",
            review.open_count,
        )
        % said
    )


def beside(review: Review, edition: Edition) -> str:
    """Who spoke, and until when the review is open."""
    words = []
    if review.total:
        counted = {
            "inside": formats.number(review.inside_count),
            "outside": formats.number(review.outside_count),
        }
        words.append(_("From government: %(inside)s; from outside: %(outside)s.") % counted)
    if edition.status == Edition.Status.REVIEW and edition.review_until:
        words.append(_("Open until %(day)s.") % {"day": formats.day(edition.review_until)})
    elif edition.status == Edition.Status.DRAFT:
        words.append(_("The review is not open; meetings can be written down already."))
    elif edition.is_frozen:
        words.append(_("The edition is adopted; what was said stays to be read."))
    return " ".join(words)


def narrowed(review: Review, which: str) -> Sequence[Said]:
    """`buka`: undecided; `luar` and `dalam`: by who spoke; anything else: all."""
    match which:
        case "buka":
            return [each for each in review.said if each.is_open]
        case "luar":
            return [each for each in review.said if each.is_outside]
        case "dalam":
            return [each for each in review.said if not each.is_outside]
    return review.said


def both(stale: StaleSave) -> list[Difference]:
    """Two decisions, or two wordings, of one remark; who decided is said by the page."""
    typed = {name: value for name, value in stale.typed.items() if name not in {"decided_by", "decided_at"}}
    if "outcome" in typed:
        typed["outcome"] = Remark.Outcome(str(typed["outcome"])).label
    found = []
    for name, value in typed.items():
        now = getattr(stale.current, f"get_{name}_display", lambda name=name: getattr(stale.current, name))()
        if now != value:
            label = str(stale.current._meta.get_field(name).verbose_name)  # type: ignore[union-attr] # a column of ours
            found.append(Difference(label, now or "–", value or "–"))
    return found
