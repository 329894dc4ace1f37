"""Words of this app's faults in the reader's language."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.faults import register

register(
    {
        "upload-too-large": _(
            "The file “%(name)s” is larger than %(most_bytes)s. Make it smaller or split it."
        ),
        "upload-kind-not-taken": _(
            "The file “%(name)s” is of a kind that is not taken here. Taken: %(allowed)s."
        ),
        "upload-is-something-else": _(
            "The file “%(name)s” is no sound %(kind)s: its content is something else, damaged, locked by a "
            "password, or holds macros. Save it anew as %(kind)s."
        ),
        "upload-declared-otherwise": _(
            "The file “%(name)s” was sent as %(declared)s but is called %(kind)s. Save it anew and send it again."
        ),
    }
)
