"""This app's entries in the main menu."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.menu import Entry, register

register(Entry(_("Rankings"), "evaluation:rounds", order=10))
register(Entry(_("Compare"), "evaluation:compare", order=20, is_further=True))
