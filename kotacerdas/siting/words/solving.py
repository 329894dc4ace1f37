"""Words of the faults of choosing sites, in the reader's language."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.faults import register

register(
    {
        "siting-no-id": _("A row of %(file)s has no id. Give each row one."),
        "siting-twice": _("%(given)s stands twice in %(file)s. Give each row an id of its own."),
        "siting-number": _(
            "“%(given)s” under %(column)s of %(file)s is no number from 0 on. Costs are whole rupiah, without dots between thousands."
        ),
        "siting-unknown-site": _("%(file)s names the site %(given)s, which is no candidate."),
        "siting-unknown-demand": _("%(file)s names the demand %(given)s, which has no weight."),
        "siting-choose": _("%(given)s sites cannot be chosen. Write a number from 1 on."),
        "siting-file": _("%(file)s cannot be read: %(reason)s."),
        "siting-musts-many": _(
            "%(musts)s sites must be chosen, but %(most)s are allowed. Allow more, or demand fewer."
        ),
        "siting-musts-dear": _(
            "What must be chosen costs %(cost)s rupiah, more than the budget of %(budget)s. Raise it, or demand less."
        ),
        "siting-musts-exclude": _(
            "%(first)s and %(second)s must both be chosen and exclude each other. Give up one."
        ),
        "siting-must-unreached": _(
            "%(site)s must be chosen, but has no clear path to a hub, not even over others. Connect it otherwise, or give it up."
        ),
        "siting-group-small": _("%(group)s shall get %(least)s sites, but has only %(there)s candidates."),
        "siting-least-many": _(
            "The least that each kecamatan shall get is %(least)s sites together, but %(most)s are allowed."
        ),
        "siting-infeasible": _("No choice keeps all rules. These clash; give up or loosen one of them:"),
        "siting-clash-most": _("at most %(most)s sites"),
        "siting-clash-budget": _("the budget of %(budget)s rupiah"),
        "siting-clash-must": _("that %(site)s must be chosen"),
        "siting-clash-least": _("at least %(least)s sites in %(group)s"),
        "siting-clash-excludes": _("that %(first)s and %(second)s exclude each other"),
        "siting-clash-relay": _("that %(site)s needs a relay"),
        "siting-no-solver": _(
            "The solver is not installed. Type: uv sync --inexact --group portfolio, in the folder of KotaCerdas."
        ),
        "siting-no-time": _("No choice was found within %(seconds)s seconds. Allow more time."),
    }
)
