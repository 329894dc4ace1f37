"""The deeds of this app in words, for the trail."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.audit import kinds

kinds.register({"instruments.level_written": _("%(who)s wrote what earns a level: %(what)s.")})
