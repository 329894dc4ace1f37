from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Made",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(db_index=True, verbose_name="at")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("size", models.PositiveBigIntegerField(verbose_name="size in bytes")),
                ("blobs", models.PositiveIntegerField(verbose_name="blobs")),
                ("seconds", models.PositiveIntegerField(verbose_name="seconds")),
                ("is_scheduled", models.BooleanField(default=False, verbose_name="by schedule")),
            ],
            options={
                "verbose_name": "backup",
                "verbose_name_plural": "backups",
                "ordering": ("-at",),
            },
        ),
    ]
