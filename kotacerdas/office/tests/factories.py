"""Arguments for this app's addresses, for the test that walks all of them."""

from kotacerdas.imports.tests import factories as imports
from kotacerdas.jobs.tests import factories as jobs
from kotacerdas.people.models import City


def samples(of: City) -> dict[str, dict[str, object]]:
    job = jobs.waiting(city=of).pk
    workbook, organisations = {"code": imports.run(of).code}, {"slug": "organisasi"}
    return {
        "office:trail-download": {"file_type": "csv"},
        "office:job@see_jobs": {"number": job},
        "office:job-cancel": {"number": job},
        "office:job-retry": {"number": job},
        "office:import-run@manage_organisations": workbook,
        "office:import-findings@manage_organisations": {**workbook, "file_type": "csv"},
        "office:import-sheet": workbook,
        "office:import-columns": workbook,
        "office:import-choose": workbook,
        "office:import-write": workbook,
        "office:import-undo": workbook,
        "office:import-drop": workbook,
        "office:import-new": organisations,
        "office:import-upload": organisations,
        "office:import-template": organisations,
        "office:import-data": {**organisations, "file_type": "csv"},
    }
