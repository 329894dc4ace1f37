"""The deeds on editions and in their review in words, for the trail."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.audit import kinds

kinds.register(
    {
        "masterplan.begin-edition": _("%(who)s began the edition %(what)s."),
        "masterplan.clone-edition": _(
            "%(who)s began the edition %(what)s as a copy of %(from)s with %(programmes)s programmes."
        ),
        "masterplan.change-edition": _("%(who)s changed the cover of %(what)s."),
        "masterplan.open-review": _("%(who)s opened %(what)s for review until %(until)s."),
        "masterplan.close-review": _("%(who)s took %(what)s back to a draft: %(reason)s"),
        "masterplan.adopt": _(
            "%(who)s adopted %(what)s as of %(on)s; %(running)s programmes are running now. Superseded: %(superseded)s"
        ),
        "masterplan.adopt-overruling": _(
            "%(who)s adopted %(what)s as of %(on)s although %(undecided)s words of its review were undecided: %(reason)s"
        ),
        "masterplan.write-remark": _("%(who)s wrote down what %(speaker)s said on %(about)s."),
        "masterplan.change-remark": _("%(who)s corrected what %(speaker)s said on %(about)s."),
        "masterplan.drop-remark": _("%(who)s took away what %(speaker)s said on %(about)s."),
        "masterplan.decide-remark": _(
            "%(who)s decided about what %(speaker)s said on %(about)s (%(outcome)s): %(reason)s"
        ),
        "masterplan.reopen-remark": _("%(who)s opened again what %(speaker)s said on %(about)s: %(reason)s"),
    }
)
