"""The first tables: areas, cities, organisations, users, roles held."""

import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="City",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=5, unique=True, verbose_name="code")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[("kabupaten", "Kabupaten"), ("kota", "Kota")],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("zone", models.CharField(max_length=40, verbose_name="time zone")),
                ("is_member", models.BooleanField(default=False, verbose_name="runs its programme here")),
            ],
            options={
                "verbose_name": "city",
                "verbose_name_plural": "cities",
                "ordering": ("code",),
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("email", models.EmailField(max_length=254, unique=True, verbose_name="e-mail")),
                (
                    "display_name",
                    models.CharField(
                        help_text="An office or a person, as others see it.",
                        max_length=120,
                        verbose_name="name shown",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("id", "Indonesian"), ("en", "English")],
                        default="id",
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="may sign in")),
                (
                    "is_demo",
                    models.BooleanField(
                        default=False,
                        help_text="Can sign in only while the demo is switched on.",
                        verbose_name="demo account",
                    ),
                ),
                (
                    "joined_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="joined at"
                    ),
                ),
            ],
            options={
                "verbose_name": "user",
                "verbose_name_plural": "users",
                "ordering": ("display_name", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"),
                        name="people_user_email_once",
                        violation_error_message="An account with this e-mail exists already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="valid from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="valid to")),
                ("source", models.CharField(blank=True, max_length=500, verbose_name="source")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                ("code", models.CharField(max_length=60, unique=True, verbose_name="code")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("agency", "Agency (OPD)"),
                            ("agency_unit", "Part of an agency"),
                            ("kecamatan", "Kecamatan office"),
                            ("kelurahan", "Kelurahan office"),
                            ("hospital", "Hospital"),
                            ("city_company", "City-owned company (BUMD)"),
                            ("council", "Regional parliament (DPRD)"),
                            ("vertical_agency", "National agency in the city"),
                            ("province", "Province"),
                            ("neighbouring_city", "Neighbouring city"),
                            ("university", "University"),
                            ("company", "Company"),
                            ("community", "Community"),
                            ("rt", "RT and community leaders"),
                            ("media", "Media"),
                            ("ministry", "Ministry"),
                            ("international_partner", "International partner"),
                        ],
                        max_length=24,
                        verbose_name="kind",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=200, verbose_name="name in English")),
                ("short_name", models.CharField(blank=True, max_length=60, verbose_name="short name")),
                ("is_sample", models.BooleanField(default=False, verbose_name="sample")),
                (
                    "city",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="organisations",
                        to="people.city",
                        verbose_name="city",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="people.organisation",
                        verbose_name="part of",
                    ),
                ),
            ],
            options={
                "verbose_name": "organisation",
                "verbose_name_plural": "organisations",
                "ordering": ("code",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from", None),
                            ("valid_to", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="people_organisation_dates_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TerritorialUnit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="valid from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="valid to")),
                ("source", models.CharField(blank=True, max_length=500, verbose_name="source")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                ("code", models.CharField(max_length=13, unique=True, verbose_name="code")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("province", "Province"),
                            ("regency", "Kabupaten or kota"),
                            ("kecamatan", "Kecamatan"),
                            ("kelurahan", "Kelurahan"),
                            ("desa", "Desa"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "city",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="units",
                        to="people.city",
                        verbose_name="city",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="people.territorialunit",
                        verbose_name="part of",
                    ),
                ),
            ],
            options={
                "verbose_name": "area",
                "verbose_name_plural": "areas",
                "ordering": ("code",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from", None),
                            ("valid_to", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="people_unit_dates_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RoleAssignment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("agency_officer", "Agency officer"),
                            ("programme_office", "Programme office"),
                            ("leader", "Leader"),
                            ("council_member", "Member of the Smart City Council"),
                            ("outside_member", "Member from outside government"),
                            ("assessor", "Assessor"),
                            ("provincial_operator", "Provincial operator"),
                            ("national_operator", "National operator"),
                            ("administrator", "Administrator"),
                        ],
                        max_length=24,
                        verbose_name="role",
                    ),
                ),
                ("from_on", models.DateField(verbose_name="from")),
                (
                    "until_on",
                    models.DateField(
                        blank=True,
                        help_text="The last day, if there is one.",
                        null=True,
                        verbose_name="until",
                    ),
                ),
                (
                    "city",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="people.city",
                        verbose_name="city",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="people.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assignments",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        limit_choices_to={"kind": "province"},
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="people.territorialunit",
                        verbose_name="province",
                    ),
                ),
            ],
            options={
                "verbose_name": "role held",
                "verbose_name_plural": "roles held",
                "ordering": ("role", "from_on", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("city__isnull", False),
                                ("province", None),
                                (
                                    "role__in",
                                    [
                                        "agency_officer",
                                        "programme_office",
                                        "leader",
                                        "council_member",
                                        "outside_member",
                                    ],
                                ),
                            ),
                            models.Q(
                                ("city", None),
                                ("province__isnull", False),
                                ("role__in", ["provincial_operator"]),
                            ),
                            models.Q(
                                ("city", None),
                                ("province", None),
                                ("role__in", ["assessor", "national_operator", "administrator"]),
                            ),
                            _connector="OR",
                        ),
                        name="people_role_fits_its_place",
                        violation_error_message="A role of a city needs a city, a provincial one a province, a national one neither.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_on", None), ("until_on__gte", models.F("from_on")), _connector="OR"
                        ),
                        name="people_role_dates_in_order",
                        violation_error_message="The last day lies before the first.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="organisation",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="organisations",
                to="people.territorialunit",
                verbose_name="area",
            ),
        ),
        migrations.AddField(
            model_name="city",
            name="province",
            field=models.ForeignKey(
                limit_choices_to={"kind": "province"},
                on_delete=django.db.models.deletion.PROTECT,
                related_name="cities",
                to="people.territorialunit",
                verbose_name="province",
            ),
        ),
        migrations.CreateModel(
            name="UnitAlias",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "folded",
                    models.CharField(
                        db_index=True, editable=False, max_length=120, verbose_name="folded name"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="aliases",
                        to="people.territorialunit",
                        verbose_name="area",
                    ),
                ),
            ],
            options={
                "verbose_name": "other spelling",
                "verbose_name_plural": "other spellings",
                "ordering": ("name",),
                "constraints": [
                    models.UniqueConstraint(
                        models.F("unit"), models.F("name"), name="people_alias_once_per_unit"
                    ),
                ],
            },
        ),
    ]
