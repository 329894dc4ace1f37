"""Words of this app's data and faults in the reader's language."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.faults import register
from kotacerdas.common.formats import number
from kotacerdas.common.language import current
from kotacerdas.instruments.domain.edition import Confidence, Edition, Words

CONFIDENCE = {
    Confidence.CONFIRMED: _("confirmed"),
    Confidence.DERIVED: _("derived"),
    Confidence.UNCONFIRMED: _("not confirmed"),
}

register(
    {
        "file-unreadable": _("“%(name)s” cannot be read. Is it there, is it a file, and may you read it?"),
        "unknown-instrument": _("There is no instrument “%(instrument)s”. Known: %(known)s."),
        "unknown-code": _("%(instrument)s has no code “%(code)s”. Close to it: %(near)s."),
        "unknown-code-alone": _("%(instrument)s has no code “%(code)s”. Its codes begin so: %(codes)s."),
        "code-twice": _("%(code)s is given twice; keep one."),
        "assessor-twice": _("Assessor %(assessor)s answers %(code)s twice; keep one."),
        "assessor-blank": _("Who scored %(code)s? The column “assessor” is empty."),
        "not-a-number": _("%(code)s: “%(given)s” is not a number. Write for example 2.56 or 2,56."),
        "ambiguous": _(
            "%(code)s: “%(given)s” could mean thousands or a fraction. Write 1234 for the one, 1.2340 for the other."
        ),
        "not-whole": _("%(code)s: one assessor gives whole numbers only, not %(given)s."),
        "off-scale": _("%(code)s: %(given)s lies outside %(min)s to %(max)s."),
        "panel-on-group": _(
            "%(code)s is computed from its questions; assessors score the questions, not %(code)s."
        ),
        "nobody-answered": _("%(code)s has no answer in it. Answer it or leave it out."),
        "given-twice": _("Give %(code)s or what it is made of (%(child)s), not both."),
        "missing-leaf": _("%(code)s (%(title)s) is missing."),
        "missing-group": _("%(code)s (%(title)s) is missing: give its score, or all its %(count)s answers."),
        "nothing-given": _("Nothing is given. Write CODE=SCORE for %(instrument)s, or --answers FILE."),
        "pair-form": _("“%(given)s” is not of the form CODE=SCORE, for example A=1.40."),
        "city-blank": _("The row names no city. Write its name or code in the column “city”."),
        "city-twice": _("%(city)s stands here and in line %(first)s; keep one row."),
        "column-unknown": _("The column “%(name)s” is not known here. Rename or remove it."),
        "no-code-columns": _(
            "No column carries a code of %(instrument)s. Head the columns with its codes, such as %(codes)s."
        ),
        "not-yes-or-no": _("Took part? “%(given)s” should be yes or no."),
        "not-a-place": _("A rank is a whole number above 0, not %(given)s."),
    }
)


def weights(edition: Edition) -> str:
    """The weights of the parts in percent: 10/20/30/10/30."""
    return "/".join(number(node.weight) for node in edition.root.children)


def text(words: Words | None) -> str:
    """The words in the page's language, or in Indonesian where there is no translation."""
    if words is None:
        return ""
    return (words.en if current() == "en" else words.id) or words.id
