"""Arguments for this app's addresses, for the test that walks all of them."""

from kotacerdas.people.models import City


def samples(of: City) -> dict[str, dict[str, object]]:
    return {"office:trail-download": {"file_type": "csv"}}
