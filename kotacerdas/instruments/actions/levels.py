"""Writing what earns a level."""

from datetime import datetime
from typing import TYPE_CHECKING

import structlog
from django.db import IntegrityError, transaction

from kotacerdas.audit.actions import record
from kotacerdas.common import versions
from kotacerdas.instruments.domain.edition import Edition, Node
from kotacerdas.instruments.models import RubricText
from kotacerdas.people.models import City

if TYPE_CHECKING:
    from kotacerdas.people.models import User

log = structlog.get_logger()


@transaction.atomic
def write_level(
    edition: Edition,
    node: Node,
    *,
    level: int,
    city: City | None,
    text_id: str,
    text_en: str,
    source: str,
    expected: int,
    by: "User",
    now: datetime,
) -> RubricText:
    """Adds or changes the text of one level, for all cities (`city` None) or as one city's own reading.

    `expected` is the version it was written against, 0 for none yet. Raises `StaleSave` with both texts when somebody else has written in between.
    """
    typed = {"text_id": text_id, "text_en": text_en, "source": source}
    changes = {**typed, "updated_at": now, "updated_by": by}
    place = {"instrument": edition.key, "code": node.code, "level": level, "city": city}
    row = RubricText.objects.filter(**place).first()
    before = {name: getattr(row, name) if row else None for name in typed}
    if row is None:
        try:
            with transaction.atomic():
                row = RubricText.objects.create(**place, **changes)
        except IntegrityError:
            raise versions.StaleSave(RubricText.objects.get(**place), typed) from None
    else:
        try:
            versions.save(row, expected=expected, changes=changes)
        except versions.StaleSave as stale:
            raise versions.StaleSave(stale.current, typed) from None
    log.info("rubric.written", instrument=edition.key, code=node.code, level=level)
    written = {name: (before[name], value) for name, value in typed.items() if before[name] != value}
    record("instruments.level_written", on=row, by=by, city=city, now=now, changes=written)
    return row
