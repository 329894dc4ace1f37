"""This app's entry in the main menu."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.menu import Entry, register

register(Entry(label=_("Signal"), url_name="connectivity:signal", order=37, is_further=True))
