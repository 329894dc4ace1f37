"""After data was loaded in bulk, the index follows."""

from kotacerdas.common.reference import Report
from kotacerdas.search import actions


def index(report: Report) -> None:
    for count in actions.refresh_all():
        report.count(
            "entries of the search",
            added=count.added,
            changed=count.changed,
            unchanged=count.entries - count.added - count.changed,
        )
