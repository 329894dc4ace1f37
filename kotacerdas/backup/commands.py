"""The commands `backup create`, `backup verify` and `backup restore`."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from kotacerdas.backup import actions, passphrases
from kotacerdas.backup.actions import REPLACE_WORD
from kotacerdas.backup.reading import Summary
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.common.formats import file_size


def add_to(commands: Any, common: ArgumentParser) -> None:
    """Adds this app's commands to the `kotacerdas` command."""
    backup = commands.add_parser("backup", help=_("one encrypted archive of everything"))
    deeds = backup.add_subparsers(dest="deed", required=True, metavar="create|verify|restore")
    secret = ArgumentParser(add_help=False)
    secret.add_argument(
        "--passphrase-file",
        metavar="FILE",
        default="",
        help=_("its first line is the passphrase (default: BACKUP_PASSPHRASE_FILE, else it is asked for)"),
    )
    create = deeds.add_parser(
        "create", parents=[common, secret], help=_("make an archive while the site runs")
    )
    create.add_argument("--to", metavar="FOLDER", default="", help=_("where it is put (default: BACKUP_TO)"))
    create.set_defaults(run=run_create)
    verify = deeds.add_parser("verify", parents=[common, secret], help=_("read an archive to the end"))
    verify.add_argument("archive", metavar="ARCHIVE.tar", type=Path)
    verify.set_defaults(run=run_verify)
    restore = deeds.add_parser("restore", parents=[common, secret], help=_("put an archive back"))
    restore.add_argument("archive", metavar="ARCHIVE.tar", type=Path)
    restore.add_argument(
        "--replace",
        metavar="WORD",
        default="",
        help=_("%(word)s: also where data is; it is kept aside") % {"word": REPLACE_WORD},
    )
    restore.set_defaults(run=run_restore)


def run_create(options: Namespace) -> None:
    folder = options.to or settings.BACKUP_TO
    if not folder:
        raise Refused(Fault("backup-nowhere"))
    passphrase = passphrases.for_new_archive(options.passphrase_file)
    summary = actions.create(Path(folder).expanduser().absolute(), passphrase=passphrase, now=timezone.now())
    _tell(summary)
    for name in summary.damaged:
        print(_("Damaged on the disk already, and so in the archive: %(name)s") % {"name": name})
    print(
        _("It was read back. Keep the passphrase in another place: without it nobody can open the archive.")
    )


def run_verify(options: Namespace) -> None:
    _tell(actions.verify(options.archive, passphrase=passphrases.for_old_archive(options.passphrase_file)))
    print(_("Everything in it is as it was when it was made."))


def run_restore(options: Namespace) -> None:
    passphrase = passphrases.for_old_archive(options.passphrase_file)
    restored = actions.restore(
        options.archive, passphrase=passphrase, replace=options.replace, now=timezone.now()
    )
    _tell(restored.summary)
    if restored.aside:
        print(_("What was here before lies in %(folder)s.") % {"folder": restored.aside})
    print(_("Next: ./run --setup brings tables and files up to date, then ./run serves the site."))


def _tell(summary: Summary) -> None:
    words = _("%(path)s: %(size)s, KotaCerdas %(version)s, made %(at)s, %(database)s, %(blobs)d files")
    print(
        words
        % {
            "path": summary.path,
            "size": file_size(summary.size),
            "version": summary.about.version,
            "at": summary.about.made_at,
            "database": summary.about.database,
            "blobs": summary.blobs,
        }
    )
