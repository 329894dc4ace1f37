"""On SQLite: the words of the index as a table, so that a long beginning is looked up once and not for every kind."""

from django.db import migrations


def make(apps, editor):
    if editor.connection.vendor == "sqlite":
        editor.execute("CREATE VIRTUAL TABLE search_words USING fts5vocab('search_index', 'row')")


def take_away(apps, editor):
    if editor.connection.vendor == "sqlite":
        editor.execute("DROP TABLE search_words")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_the_index")]

    operations = [migrations.RunPython(make, take_away)]
