"""Loads the accounts and samples of the demo, which exist only where the demo is switched on."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from kotacerdas.common.reference import run


class Command(BaseCommand):
    help = "Load the demo's accounts and samples. Safe to run again. Needs DEMO=1."
    requires_system_checks = ()

    def handle(self, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo is switched off. Set DEMO=1 to load it.")
        report = run("demo")
        for line in report.lines():
            self.stdout.write(line)
