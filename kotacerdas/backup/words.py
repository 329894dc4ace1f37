"""Words of this app's faults in the reader's language."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.faults import register

register(
    {
        "backup-passphrase-none": _(
            "A backup needs a passphrase: name a file with --passphrase-file or BACKUP_PASSPHRASE_FILE, or type it in "
            "a terminal."
        ),
        "backup-passphrase-unread": _("The file with the passphrase, %(file)s, cannot be read: %(reason)s."),
        "backup-passphrase-open": _(
            "Others may read the file with the passphrase, %(file)s. Type: chmod 600 %(file)s"
        ),
        "backup-passphrase-short": _(
            "The passphrase is shorter than %(least)s characters. Four or five words are good."
        ),
        "backup-passphrase-differs": _("The two passphrases differ. Nothing was written."),
        "backup-wrong-passphrase": _("This passphrase does not open the archive. Nothing was changed."),
        "backup-not-one": _(
            "%(name)s is no backup of KotaCerdas, or its beginning is missing. Nothing was changed."
        ),
        "backup-damaged": _(
            "The archive is cut off or changed at %(what)s. Nothing was changed; take another one."
        ),
        "backup-newer": _(
            "The archive was made by KotaCerdas %(version)s, which is newer than this one. Update first. Nothing was changed."
        ),
        "backup-newer-tables": _(
            "The archive (KotaCerdas %(version)s) has tables that this version %(here)s does not know: %(first)s. "
            "Update first. Nothing was changed."
        ),
        "backup-other-database": _(
            "The archive holds a database of %(archive)s, but this installation uses %(here)s. Set or take away "
            "DATABASE_URL. Nothing was changed."
        ),
        "backup-not-empty": _(
            "This installation holds data. To put the archive in its place, add: --replace %(word)s. What is here is then "
            "kept aside."
        ),
        "backup-in-use": _(
            "The site is running, or another program uses the database. Stop it first. Nothing was changed."
        ),
        "backup-no-pg-dump": _(
            "pg_dump and pg_restore of PostgreSQL %(version)s or newer are missing. Type: sudo apt install postgresql-client"
        ),
        "backup-dump-failed": _("pg_dump could not copy the database: %(reason)s."),
        "backup-restore-failed": _("PostgreSQL did not take the database: %(reason)s. Nothing was changed."),
        "backup-nowhere": _("Say where the archive goes: --to FOLDER, or the setting BACKUP_TO."),
        "backup-exists": _("%(name)s exists already. Nothing was written."),
    }
)
