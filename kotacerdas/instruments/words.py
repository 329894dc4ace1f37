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

DIMENSIONS = {
    "gov": _("Governance"),
    "brand": _("Branding"),
    "eco": _("Economy"),
    "liv": _("Living"),
    "soc": _("Society"),
    "env": _("Environment"),
}

# The fields of `Edition` and `Node` as readers of a comparison know them.
FIELDS = {
    "title": _("title"),
    "applies_to": _("for whom"),
    "in_force": _("days in force"),
    "legal_basis": _("legal basis"),
    "confidence": _("how sure"),
    "confidence_note": _("why so sure"),
    "sources": _("sources"),
    "notes": _("notes"),
    "scales": _("scales"),
    "places": _("decimals shown"),
    "bands": _("classes"),
    "bands_on": _("what the class is read off"),
    "method": _("how it is computed"),
    "rounding": _("rounding"),
    "contribution_rounding": _("rounding of the products"),
    "formula": _("formula"),
    "parameters": _("numbers of the formula"),
    "scale": _("scale"),
    "children_published": _("whether its questions are known"),
    "kind": _("kind"),
    "section": _("what it stands under"),
    "dimension": _("dimension"),
    "number": _("official number"),
    "note": _("note"),
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

# What is wrong with an edition (`domain.checks`, `domain.drafting`).
register(
    {
        "edition-code-twice": _(
            "The code %(code)s stands %(count)s times. Every part needs a code of its own."
        ),
        "edition-code-form": _(
            "“%(code)s” is no code: at most 20 letters, digits, hyphens and underscores, since it stands in addresses."
        ),
        "edition-scale-unknown": _("%(code)s: there is no scale “%(scale)s”."),
        "edition-scale-empty": _("Scale “%(scale)s”: %(min)s is not below %(max)s."),
        "edition-bands": _("The classes must rise from the lowest to the highest, without one twice."),
        "edition-without-source": _("No source is given. Name at least one."),
        "edition-ends-early": _("%(edition)s would be in force until %(end)s, before it begins."),
        "edition-weights": _("%(code)s: the weights of its parts add up to %(total)s, not to 100."),
        "edition-weights-below": _("%(code)s: its parts weigh %(total)s together, but it weighs %(weight)s."),
        "edition-weight-missing": _("%(code)s needs a weight above 0."),
        "edition-group-empty": _("%(code)s has no question. Add one, or remove it."),
        "edition-rounds-shares": _("%(code)s: only a weighted sum rounds its products."),
        "edition-rounding": _("%(code)s: rounding “%(mode)s” to %(places)s decimals is not known here."),
        "edition-leaf-with-children": _("%(code)s is a question, so nothing can stand below it."),
        "edition-leaf-computed": _("%(code)s is answered, so it has no formula and no rounding of products."),
        "edition-dimension": _("%(code)s: there is no dimension “%(dimension)s”."),
        "edition-formula-alone": _("%(code)s: a formula and the method “formula” go together."),
        "edition-formula-bad": _("%(code)s: the formula cannot be read (%(reason)s)."),
        "edition-formula-twice": _("%(code)s: %(name)s is both a part and a number of the formula."),
        "edition-formula-unknown": _("%(code)s: the formula uses %(name)s, which is not there."),
        "edition-formula-unused": _("%(code)s: the formula does not use %(name)s."),
        "edition-title-missing": _("%(code)s has no Indonesian title."),
        "edition-own-title-missing": _("The edition has no Indonesian title."),
        "edition-without-questions": _("The form has no part and no question."),
        "edition-places": _("The index cannot be shown with %(places)s decimals."),
        "edition-unsourced": _(
            "It is called more than “not confirmed”, but no source of its own is named with its address or letter number."
        ),
        "edition-too-many": _("The form has more than %(most)s parts and questions."),
        "edition-too-deep": _("The form has more than %(most)s levels below each other."),
        "edition-number": _("A number is far too large, or has more than 12 decimals."),
        "edition-source-address": _("The address of a source begins with https:// or http://."),
        "edition-words-long": _("A text is longer than %(most)s characters."),
        "edition-name": _(
            "“%(name)s” is no name of an edition. Small letters, digits and hyphens only, such as smartcity and 2027-kota."
        ),
    }
)

# What is refused while one writes an edition.
register(
    {
        "edition-not-yours": _("You do not write editions for this city, or for all."),
        "edition-gone": _("This draft was thrown away by somebody else."),
        "edition-published": _(
            "%(edition)s is published and is never changed. A correction is a new edition."
        ),
        "edition-name-shipped": _("%(edition)s is the name of an official form that came with KotaCerdas."),
        "edition-name-taken": _("There is an edition %(edition)s already. Choose another name."),
        "edition-not-a-group": _("%(code)s is a question; nothing can be added below it."),
        "edition-code-taken": _("The code %(code)s stands in this form already."),
        "edition-node-gone": _("%(code)s is no longer in this form. Somebody removed it meanwhile."),
        "edition-root-stays": _("The index itself cannot be removed."),
        "edition-file-large": _("The file is larger than %(most_bytes)s."),
        "edition-file-unread": _("The file is no YAML, near line %(line)s."),
        "edition-file-alias": _(
            "Line %(line)s refers to another place (* and &). Write the values out instead."
        ),
        "edition-file-nested": _("The file nests values far deeper, or holds far more of them, than a form."),
        "edition-shape-missing": _("%(place)s is missing."),
        "edition-shape-unknown": _("%(place)s is not known here. Is it spelt correctly?"),
        "edition-shape-value": _("%(place)s does not hold what belongs there."),
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
