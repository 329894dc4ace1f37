"""This app's entries: everybody finds the areas behind "More"; who keeps them also among the office's pages."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.menu import Entry, register

register(Entry(label=_("Areas and places"), url_name="geography:areas", order=58, is_further=True))
