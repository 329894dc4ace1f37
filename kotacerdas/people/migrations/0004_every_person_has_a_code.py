"""People who were here before codes get one each."""

import secrets
from typing import Any

from django.db import migrations

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 10


def give_codes(apps: Any, schema_editor: Any) -> None:
    user = apps.get_model("people", "User")
    for each in user.objects.filter(code=None).only("pk").iterator():
        code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        user.objects.filter(pk=each.pk).update(code=code)


class Migration(migrations.Migration):
    dependencies = [("people", "0003_acting_ended_and_codes")]

    operations = [migrations.RunPython(give_codes, migrations.RunPython.noop)]
