"""When the last backup was made, for the page of those who look after the installation."""

from kotacerdas.backup.models import Made


def last() -> Made | None:
    """None if there never was one."""
    return Made.objects.order_by("-at").first()
