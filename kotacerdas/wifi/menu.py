"""This app's entry: for everybody in the menu."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.menu import Entry, register

register(Entry(label=_("Wi-Fi"), url_name="wifi:points", order=36))
