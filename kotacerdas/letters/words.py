"""Words of this app's faults, events and notices in the reader's language."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.faults import register
from kotacerdas.events import kinds as events
from kotacerdas.letters import links
from kotacerdas.notices import kinds as notices

# What fills itself in a template.
BUILT_IN = {
    "kota": _("the name of the city"),
    "tahun": _("the year in which the letter is begun"),
    "hari_ini": _("the day on which the letter is begun"),
}

register(
    {
        "number-pattern-sign": _(
            "“%(sign)s” (sign %(at)s of the pattern) cannot stand in a number. Use letters, figures, / . , - _ ( )"
        ),
        "number-pattern-place": _("There is no place {%(name)s}. The places are %(known)s."),
        "number-pattern-width": _(
            "%(place)s cannot be read. Only the number takes a width, from {nomor:01} to {nomor:06}."
        ),
        "number-pattern-without-number": _(
            "The pattern has no {nomor}, so all letters would bear the same number."
        ),
        "number-pattern-number-twice": _("{nomor} stands twice in the pattern; keep one."),
        "number-pattern-without-year": _(
            "The pattern has no {tahun}. Numbers begin again each year, so the year must stand in them."
        ),
        "number-pattern-long": _("The pattern is longer than %(most)s signs."),
        "number-part-sign": _("“%(text)s” cannot stand in a number. Use letters, figures, / . , - _ ( )"),
        "number-without-unit": _("The pattern has {unit}, so the book needs a unit."),
        "book-ahead-of-clock": _(
            "The last letter of this book is dated %(last)s, which is after today, %(today)s. Is the clock of this "
            "machine right?"
        ),
        "book-has-begun": _("This book has given numbers in %(year)s already; it goes on from there."),
        "body-too-long": _("The text is longer than %(most)s signs. Put long lists into an attachment."),
        "body-fact": _("Write the name before the two colons and the value behind them: Hari :: Senin."),
        "body-table-empty": _("A table needs a head and one row at least, each line beginning with |."),
        "body-table-wide": _("A table has %(most)s columns at most."),
        "body-table-cells": _("This row has %(found)s cells but the head of the table has %(expected)s."),
        "body-bold-open": _("** opens bold words here but nothing closes them. Put ** behind the last word."),
        "template-field-key": _(
            "“%(key)s” cannot be the name of a field. Use small letters, figures and _, beginning with a letter."
        ),
        "template-field-twice": _("The field “%(key)s” is there already."),
        "template-field-form": _("Write a field so: name | Label | Label in English | kind."),
        "template-field-kind": _("“%(kind)s” is no kind of field. The kinds are: %(known)s."),
        "template-fields-many": _("A template has %(most)s fields at most."),
        "template-place-unknown": _("No field fills {{%(name)s}}. There are: %(known)s."),
        "template-place-open": _("%(name)s still waits to be filled."),
        "addressee-without-name": _("Here is an e-mail address or a place but no name before it."),
        "addressee-email": _("“%(email)s” is not an e-mail address."),
        "addressee-long": _("This line is too long; a name has %(most)s signs at most."),
        "addressee-twice": _("“%(name)s” stands here twice."),
        "addressees-many": _(
            "A letter has %(most)s addressees at most. Put longer lists into an attachment."
        ),
        "signature-without-name": _("The signature needs an office and a name."),
        "signature-behalf": _(
            "With a.n. the letter names in whose name it is signed, and only then. Fill both or neither."
        ),
        "letter-without-addressee": _("This kind of letter needs an addressee."),
        "letter-of-another-city": _(
            "The book, the letterhead and the signatory must be those of the letter's city."
        ),
        "letter-sign": _(
            "The sign “%(sign)s” is in no typeface of ours, so it cannot be printed. Take it out."
        ),
        "letter-not-set": _(
            "The letter could not be set as PDF, so it got no number. Make it simpler or shorter and try again."
        ),
        "letter-not-to-edit": _("The letter has been issued, so nothing of it can be changed."),
        "letter-not-to-issue": _("The letter has been issued already."),
        "letter-not-to-discard": _("The letter has a number, so it can be made void but not thrown away."),
        "letter-not-to-bring-back": _("A signed copy belongs to a letter that is issued and not void."),
        "letter-not-to-send": _("What is sent is the signed copy. Bring it back first."),
        "letter-not-to-void": _("Only an issued letter can be made void, and only once."),
        "letter-attachments-many": _("A letter has %(most)s attachments at most."),
        "copy-without-reason": _("There is a signed copy already. Say why another one replaces it."),
        "void-without-reason": _("Say why the letter is void; the reason stays beside its number."),
        "send-to-nobody": _("None of the recipients chosen has an account or an e-mail address."),
        "scan-large": _(
            "The file is larger than %(most_bytes)s. Scan it with 150 dots per inch, or in grey."
        ),
        "scan-empty": _("The file is empty."),
        "scan-kind": _("A signed copy is a PDF, a JPEG or a PNG."),
        "scan-cut": _("The file breaks off before its end. Scan or copy it again."),
        "scan-locked": _("The PDF is locked with a password. Save it without one."),
        "scan-active": _(
            "The PDF holds program code or other files, which a scan never does. Print and scan it again."
        ),
        "logo-kind": _("The mark is a PNG or a JPEG."),
    }
)

events.register(
    events.Kind("letters.issued", _("A letter got its number and was frozen."), fields={"number": str}),
    events.Kind("letters.signed", _("The signed copy of a letter came back.")),
    events.Kind("letters.voided", _("A letter was made void; its number stays taken.")),
)

notices.register(
    notices.Kind(
        "letters.to_sign",
        title=_("Letters that wait for my signature"),
        subject=_("A letter waits for your signature: %(number)s"),
        body=_("The letter %(number)s, “%(subject)s”, was issued by %(who)s and waits for your signature."),
        button=_("See the letter"),
    ),
    notices.Kind(
        "letters.received",
        title=_("Letters to me"),
        subject=_("Letter %(number)s: %(subject)s"),
        body=_("%(name)s, the letter %(number)s of %(city)s, “%(subject)s”, is here for you."),
        button=_("See the letter"),
    ),
    notices.Kind(
        "letters.received_outside",
        title=_("Letters to people without an account"),
        subject=_("Letter %(number)s: %(subject)s"),
        body=_(
            "%(name)s,\n\n%(city)s has sent you the letter %(number)s, “%(subject)s”. The link below is yours alone: "
            "whoever has it can read the letter."
        ),
        button=_("Open the letter"),
        leads_to=links.address_in,
    ),
)
