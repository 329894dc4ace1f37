"""This app's entry: behind "More"."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.menu import Entry, register

register(Entry(label=_("Terrain"), url_name="terrain:grounds", order=59, is_further=True))
