"""Feeds are named by a random code in addresses, no longer by the number of their row; those that are here get one each."""

from typing import Any

from django.db import migrations, models

from kotacerdas.files.domain.codes import new_code


def give_codes(apps: Any, schema_editor: Any) -> None:
    feed = apps.get_model("indicators", "Feed")
    for each in feed.objects.filter(code=None).only("pk").iterator():
        feed.objects.filter(pk=each.pk).update(code=new_code())


def _code(**options: Any) -> Any:
    return models.CharField(default=new_code, editable=False, max_length=20, verbose_name="code", **options)


class Migration(migrations.Migration):
    # PostgreSQL does not change a table in which rows of the same transaction were just written.
    atomic = False

    dependencies = [("indicators", "0001_first_tables")]

    operations = [
        migrations.AddField("feed", "code", models.CharField(max_length=20, null=True)),
        migrations.RunPython(give_codes, migrations.RunPython.noop),
        migrations.AlterField("feed", "code", _code(unique=True)),
    ]
