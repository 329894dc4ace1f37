"""Arguments for this app's addresses, for the test that walks all of them."""

from kotacerdas.jobs.tests import factories as jobs
from kotacerdas.people.models import City


def samples(of: City) -> dict[str, dict[str, object]]:
    job = jobs.waiting(city=of).pk
    return {
        "office:trail-download": {"file_type": "csv"},
        "office:job@see_jobs": {"number": job},
        "office:job-cancel": {"number": job},
        "office:job-retry": {"number": job},
    }
