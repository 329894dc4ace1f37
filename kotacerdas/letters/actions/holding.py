"""What the deeds on letters share: the row as it is now, and a file that stays with it."""

from datetime import datetime
from typing import TYPE_CHECKING

from kotacerdas.files import actions as files
from kotacerdas.letters.domain.scans import Upload
from kotacerdas.letters.domain.states import Deed, require
from kotacerdas.letters.models import Letter

if TYPE_CHECKING:
    from kotacerdas.files.models import File
    from kotacerdas.people.models import User


def locked(letter: Letter, deed: Deed) -> Letter:
    """The letter as it is now, held until the deed is done; raises `Refused` if its state does not allow it."""
    current = Letter.objects.select_for_update(of=("self",)).select_related("city").get(pk=letter.pk)
    require(current.state, deed)
    return current


def keep(letter: Letter, file: Upload, *, by: "User", now: datetime) -> "File":
    return files.keep(
        file.content,
        name=file.name,
        media_type=file.media_type,
        about=letter,
        by=by,
        city=letter.city,
        now=now,
    )
