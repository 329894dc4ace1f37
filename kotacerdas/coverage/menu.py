"""This app's entry in the menu, for everybody."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.menu import Entry, register

register(Entry(label=_("Blank spots"), url_name="coverage:spots", order=38, is_further=True))
