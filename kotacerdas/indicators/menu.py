"""This app's entries: for everybody in the menu, for who keeps figures on the page of the office."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.menu import Entry, register

register(Entry(label=_("Indicators"), url_name="indicators:indicators", order=35))
