"""Points, states and contracts; they come through the deeds, so that no test stands on an impossible one."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from PIL import Image

from kotacerdas.people.models import City
from kotacerdas.wifi import actions
from kotacerdas.wifi.models import Contract, OffReason, Photo, Point

NOW = datetime(2026, 11, 29, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 29)
LON, LAT = Decimal("116.8312"), Decimal("-1.2654")
HOW: dict[str, Any] = {"by": None, "now": NOW}


def fields(**changed: Any) -> dict[str, Any]:
    return {"name": "Poskamling", "kind": "poskamling", "lon": LON, "lat": LAT, **changed}


def point(city: City, code: str = "WIFI-001", **changed: Any) -> Point:
    return actions.add(city, code, fields(**{"name": f"Poskamling {code}", **changed}), **HOW)


def switch(*points: Point, is_on: bool, since: date, reason: str = "", note: str = "") -> int:
    reason = "" if is_on else reason or OffReason.FAULT
    city = points[0].city
    return actions.switch(points, actions.Switch(is_on, since, reason, note), city=city, **HOW)


def contract(
    city: City,
    code: str = "wifi-2025",
    first: date = date(2025, 1, 1),
    last: date = date(2025, 12, 31),
    cost: int | None = 550_000,
    **changed: Any,
) -> Contract:
    words = actions.ContractWords(f"027/{code}", "PT Penyedia", first, last, cost, **changed)
    return actions.sign(city, code, words, **HOW)


def paid(city: City, *points: Point, **about: Any) -> Contract:
    """A contract that pays for these points."""
    made = contract(city, **about)
    return actions.pay(made, {each.code: None for each in points}, expected=made.version, **HOW)


def picture(size: tuple[int, int] = (60, 40), kind: str = "JPEG", **saved: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **saved)
    return out.getvalue()


def photo(of: Point, **about: Any) -> Photo:
    return actions.add_photo(of, picture(), **{"caption": "Tiang", **about}, **HOW)


def samples(city: City) -> dict[str, dict[str, Any]]:
    """Arguments for the addresses of this app: what is public, and what the office keeps for itself."""
    made = point(city, "CONTOH-1")
    code = {"city": city.code, "code": made.code}
    switch(made, is_on=True, since=date(2026, 3, 1))
    actions.inspect(made, actions.Found(TODAY, "Baik"), **HOW)
    open_photo, own_photo = photo(made, is_published=True), photo(made)
    agreed = {"city": city.code, "code": paid(city, made, code="contoh-2026").code}
    return {
        "wifi:download": {"file_type": "csv"},
        "wifi:contracts-download": {"file_type": "csv"},
        "wifi:gaps-download": {"file_type": "xlsx"},
        "wifi:contract": agreed,
        **{f"wifi:{name}@keep_wifi": agreed for name in ("change-contract", "pay")},
        "wifi:point": code,
        **{f"wifi:{name}@keep_wifi": code for name in ("change", "switch", "inspect", "add-photo")},
        "wifi:forget@keep_wifi": {**code, "since": "2026-03-01"},
        "wifi:publish@keep_wifi": {**code, "number": 1},
        "wifi:photo": {**code, "key": open_photo.code},
        "wifi:photo@see_city_drafts": {**code, "key": own_photo.code},
        **{
            f"wifi:{name}@keep_wifi": {**code, "key": own_photo.code}
            for name in ("publish-photo", "drop-photo")
        },
    }
