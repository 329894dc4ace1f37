"""Where the passphrase comes from: a file, an environment variable, or somebody at a terminal. Never an argument."""

import getpass
import os
import sys
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from kotacerdas.backup.sealing import require_good
from kotacerdas.common.domain.faults import Fault, Refused

READABLE_BY_OTHERS = 0o077


def for_new_archive(file: str = "") -> str:
    """Asked for twice where somebody types it: a slip of the finger would lose everything."""
    passphrase = _given(file)
    if passphrase is None:
        passphrase = _typed(_("Passphrase of the new backup: "))
        if passphrase != _typed(_("The same once more: ")):
            raise Refused(Fault("backup-passphrase-differs"))
    require_good(passphrase)
    return passphrase


def for_old_archive(file: str = "") -> str:
    passphrase = _given(file)
    return _typed(_("Passphrase of the backup: ")) if passphrase is None else passphrase


def _given(file: str) -> str | None:
    if file or not settings.BACKUP_PASSPHRASE:
        named = file or settings.BACKUP_PASSPHRASE_FILE
        return _from_file(Path(named).expanduser()) if named else None
    return str(settings.BACKUP_PASSPHRASE)


def _from_file(path: Path) -> str:
    try:
        if path.stat().st_mode & READABLE_BY_OTHERS:
            raise Refused(Fault("backup-passphrase-open", {"file": str(path)}))
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = (
            os.strerror(error.errno) if isinstance(error, OSError) and error.errno else _("it is no text")
        )
        raise Refused(Fault("backup-passphrase-unread", {"file": str(path), "reason": reason})) from None
    return lines[0].strip() if lines else ""


def _typed(prompt: str) -> str:
    if not sys.stdin.isatty():
        raise Refused(Fault("backup-passphrase-none"))
    return getpass.getpass(prompt)
