"""Names of QuerySets are unique: the types of Django (django-stubs) mix up two of one name, and only from an empty cache."""

from collections import Counter

from django.apps import apps


def test_no_two_apps_name_a_queryset_alike() -> None:
    found = {
        type(model._default_manager.all())
        for model in apps.get_models()
        if model.__module__.startswith("kotacerdas.")
    }
    twice = [name for name, count in Counter(each.__name__ for each in found).items() if count > 1]

    assert twice == []
