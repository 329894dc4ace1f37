"""Milestones and risks are named by a random code in addresses, no longer by the number of their row; those that are here get
one each."""

from typing import Any

from django.db import migrations, models

from kotacerdas.files.domain.codes import new_code


def give_codes(apps: Any, schema_editor: Any) -> None:
    for name in ("Milestone", "Risk"):
        rows = apps.get_model("masterplan", name).objects
        for each in rows.filter(code=None).only("pk").iterator():
            rows.filter(pk=each.pk).update(code=new_code())


def _code(**options: Any) -> Any:
    return models.CharField(default=new_code, editable=False, max_length=20, verbose_name="code", **options)


class Migration(migrations.Migration):
    # PostgreSQL does not change a table in which rows of the same transaction were just written.
    atomic = False

    dependencies = [("masterplan", "0002_renja_and_rkpd_years")]

    operations = [
        migrations.AddField("milestone", "code", models.CharField(max_length=20, null=True)),
        migrations.AddField("risk", "code", models.CharField(max_length=20, null=True)),
        migrations.RunPython(give_codes, migrations.RunPython.noop),
        migrations.AlterField("milestone", "code", _code(unique=True)),
        migrations.AlterField("risk", "code", _code(unique=True)),
    ]
