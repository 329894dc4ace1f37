"""Sentences about answers of publishers that cannot be used, and the deeds on feeds."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.audit import kinds
from kotacerdas.common.faults import register

kinds.register(
    {
        "indicators.feed-asked": _("%(who)s asked %(address)s for figures of %(what)s."),
        "indicators.feed-forgotten": _("%(who)s forgot the address %(address)s for figures of %(what)s."),
    }
)

register(
    {
        # --- a table of BPS ---
        "bps-no-place": _("No row of the table is that of this city. It was looked for as: %(names)s."),
        "bps-place-twice": _(
            "“%(name)s” stands in several rows (lines %(lines)s). Leave in the file the one table that you mean."
        ),
        "bps-no-years": _("The header names no years. Write the period of the table in the field for it."),
        "bps-years-unclear": _(
            "Several lines could be the header with the years (lines %(lines)s). Delete the titles above the table that are cut "
            "at their commas, and send it again."
        ),
        "bps-which-variable": _(
            "The table counts several things. Write one of them in the field for it: %(known)s."
        ),
        "bps-variable-unknown": _("The table has no “%(given)s”. It has: %(known)s."),
        "bps-period-twice": _("%(period)s stands twice (%(cells)s), so it is not clear which figure counts."),
        "bps-two-notations": _(
            "Some numbers have a decimal comma and others a decimal point: %(one)s and %(other)s. Mend one of the two."
        ),
        "bps-other-notation": _("Cell %(cell)s: “%(text)s” is written in the other way than was told."),
        "bps-notation-unknown": _(
            "Cell %(cell)s: “%(text)s” could mean thousands or a fraction. Choose how the numbers are written."
        ),
        "bps-left-out": _("%(count)s cells hold no figure and were left out: %(cells)s."),
        "bps-marked": _("Figures with a mark of a footnote: %(cells)s. Read the footnotes of the table."),
        # --- an answer in JSON ---
        "json-unreadable": _("The answer is no JSON."),
        "json-no-list": _("There is no list at “%(path)s”. The answer begins with: %(known)s."),
        "json-no-row": _("Entry %(number)s of the list has no fields."),
        "json-field-missing": _("Entry %(number)s of the list has no field “%(field)s”. It has: %(known)s."),
        "json-no-number": _("Entry %(where)s: “%(text)s” is no number."),
        "json-no-figures": _("The list has %(count)s entries and no figure."),
        "json-left-out": _("%(count)s entries hold no figure and were left out."),
        # --- the address ---
        "feed-address": _("“%(address)s” is no address that can be asked. Write it as https://host/path."),
        "feed-not-https": _("“%(address)s” is not asked: only addresses that begin with https:// are."),
        "feed-private": _("“%(host)s” is no host of the public internet, so it is not asked."),
        "feed-unknown-host": _("There is no host “%(host)s”, or its name cannot be looked up now."),
        "feed-no-answer": _("“%(host)s” does not answer. Try again later."),
        "feed-certificate": _("The certificate of “%(host)s” is not valid, so nothing was read from it."),
        "feed-status": _("“%(host)s” answers with status %(status)s instead of figures."),
        "feed-broken": _("The answer of “%(host)s” breaks off or cannot be read."),
        "feed-too-slow": _("“%(host)s” takes too long to answer. Try again later."),
        "feed-too-large": _("The answer is larger than %(most_bytes)s. Ask for fewer years or one region."),
        "feed-redirects": _("The address leads on to others more than %(most)s times."),
        "feed-without-source": _("A fact needs its source. Neither you nor the table names one."),
    }
)
