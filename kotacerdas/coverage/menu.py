"""This app's entries in the menu, for everybody."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.common.menu import Entry, register

register(Entry(label=_("Blank spots"), url_name="coverage:spots", order=38, is_further=True))
register(Entry(label=pgettext_lazy("wifi", "Coverage"), url_name="coverage:run", order=37, is_further=True))
