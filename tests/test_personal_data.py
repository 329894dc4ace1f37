"""Every table that holds a person stands in the register of personal data."""

from django.apps import apps
from django.conf import settings
from django.db import models

from kotacerdas.common import personal

# What can hold a person although no column says so by its type.
BY_NAME = ("email", "phone", "address", "contact", "recipient", "nip")
# The address of an office is nobody's, nor is that of a service on the internet or of a Wi-Fi point.
NOBODY_IN_THEM = {"letters.Letterhead", "indicators.Feed", "wifi.Point"}


def holds_persons(model: type[models.Model]) -> bool:
    return any(
        (isinstance(field, models.ForeignKey | models.OneToOneField) and _is_user(field))
        or isinstance(field, models.EmailField)
        or field.name in BY_NAME
        for field in model._meta.concrete_fields
    )


def _is_user(field) -> bool:
    return field.remote_field.model._meta.label == settings.AUTH_USER_MODEL


def test_every_table_with_a_person_in_it_is_in_the_register():
    declared = {table for holding in personal.holdings() for table in holding.tables}
    found = {model._meta.label for model in apps.get_models() if holds_persons(model)}

    assert sorted(found - declared - NOBODY_IN_THEM) == [], "declare them in the app's `personal.py`"


def test_the_register_names_tables_that_exist():
    tables = {model._meta.label for model in apps.get_models()}

    assert [table for each in personal.holdings() for table in each.tables if table not in tables] == []


def test_what_can_be_erased_or_stays_says_so():
    silent = [
        each.name for each in personal.holdings() if not (each.erase or each.retention or each.stays_because)
    ]

    assert silent == []
