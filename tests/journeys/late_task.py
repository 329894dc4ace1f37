"""Gives a task in the past and lets its reminders climb, hour by hour of office time; prints who was told what.

Run by `test_tasks.py` beside the site that it visits: `python -m tests.journeys.late_task <title>`.
"""

import json
import os
import sys
from datetime import datetime, time, timedelta

import django

OFFICE, OFFICER = "program@balikpapan.example", "diskominfo@balikpapan.example"


def main(title: str) -> None:
    from django.db import transaction
    from django.utils import timezone

    from kotacerdas.followup import actions
    from kotacerdas.notices import actions as notices
    from kotacerdas.notices.models import Notice
    from kotacerdas.people.models import City, User

    people = {user.email: user for user in User.objects.filter(is_demo=True)}
    city = City.objects.get(code="64.71")
    today = timezone.now().astimezone(city.timezone).date()
    # In one transaction, or the worker of the site would climb before us, at once to the top.
    with transaction.atomic():
        given_at = datetime.combine(today - timedelta(days=30), time(9), city.timezone)
        task = actions.assign(
            city=city,
            title=title,
            due_on=today - timedelta(days=14),
            owner=people[OFFICER],
            by=people[OFFICE],
            now=given_at,
        )
        for day in range(1, 31):
            notices.climb_due(now=given_at + timedelta(days=day))
        # Of the cast only: other journeys give the top rung's role to people of their own, in any order.
        told = Notice.objects.filter(
            subject_kind="followup.task", subject_key=str(task.pk), person__is_demo=True
        ).order_by("pk")
        climbed = [[each.kind, each.person.email] for each in told.select_related("person")]
    print(json.dumps({"code": task.code, "told": climbed}))  # noqa: T201 - its output is what it is for


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kotacerdas.config.settings")
    django.setup()
    main(sys.argv[1])
