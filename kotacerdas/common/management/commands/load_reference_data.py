"""Loads the shipped public facts; may be run again at any time and says what changed."""

from typing import Any

from django.core.management.base import BaseCommand

from kotacerdas.common.reference import run


class Command(BaseCommand):
    help = "Load public reference data: areas, cities, organisations, rounds and results. Safe to run again."
    requires_system_checks = ()

    def handle(self, **options: Any) -> None:
        report = run("reference")
        for line in report.lines():
            self.stdout.write(line)
