"""What a workbook did to a plan, for the trail."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.audit import kinds

kinds.register(
    {
        "masterplan.drop-programmes": _("%(who)s took %(count)s programmes out of %(what)s (%(codes)s)."),
    }
)
