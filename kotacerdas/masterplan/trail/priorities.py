"""Priorities and ways to build, in words for the trail."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.audit import kinds

kinds.register(
    {
        "masterplan.add-scale": _("%(who)s made the scale of priorities “%(what)s”."),
        "masterplan.change-scale": _("%(who)s changed the scale of priorities “%(what)s”."),
        "masterplan.close-scale": _("%(who)s closed the scale of priorities “%(what)s”."),
        "masterplan.open-scale": _("%(who)s opened the scale of priorities “%(what)s” again."),
        "masterplan.compare": _("%(who)s compared the criteria of “%(what)s” (consistency ratio %(ratio)s)."),
        "masterplan.overrule": _(
            "%(who)s let the comparisons of %(person)s count in “%(what)s” though they contradict each other: %(reason)s"
        ),
        "masterplan.overrule-not": _(
            "%(who)s let the contradicting comparisons of %(person)s no longer count in “%(what)s”."
        ),
        "masterplan.mark": _("%(who)s wrote %(count)s marks of programmes in “%(what)s”."),
        "masterplan.relate": _("%(who)s said of %(what)s how it stands to %(other)s (%(relation)s)."),
        "masterplan.unrelate": _("%(who)s took away how %(what)s stands to %(other)s (%(relation)s)."),
        "masterplan.efforts": _("%(who)s wrote %(count)s figures of work for programmes of %(what)s."),
        "masterplan.make-portfolio": _("%(who)s asked for the portfolio “%(what)s”."),
        "masterplan.rename-portfolio": _("%(who)s gave the portfolio “%(what)s” another name."),
        "masterplan.drop-portfolio": _("%(who)s took the portfolio “%(portfolio)s” out of “%(what)s”."),
        "masterplan.resolve": _(
            "%(who)s recorded the decision on the portfolio “%(what)s”: %(outcome)s. %(reason)s"
        ),
        "masterplan.add-way": _("%(who)s wrote the way to build “%(what)s”."),
        "masterplan.change-way": _("%(who)s changed the way to build “%(what)s”."),
        "masterplan.drop-way": _("%(who)s took the way to build “%(way)s” out of %(what)s."),
        "masterplan.choose-way": _("%(who)s chose “%(way)s” to build %(what)s: %(reason)s"),
    }
)
