"""This app's entry in the main menu."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.menu import Entry, register

register(Entry(_("Instruments"), "instruments:list", order=40, is_further=True))
