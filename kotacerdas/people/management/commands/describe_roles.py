"""Prints the reference page of roles, permissions and addresses."""

from typing import Any

from django.core.management.base import BaseCommand

from kotacerdas.people import addresses


class Command(BaseCommand):
    help = "Print docs/reference/roles-and-permissions.md as it should be."

    def handle(self, **options: Any) -> None:
        self.stdout.write(addresses.description(), ending="")
