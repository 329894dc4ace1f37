"""What of this app the search box finds: documents by title, code and owner. What stands in them is found by `queries`."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.evidence.models import Document
from kotacerdas.search.registry import Searchable, Shown, Text, register


def text(row: Document) -> Text | None:
    if row.withdrawn_at is not None:
        return None
    return Text(title=row.title, words=(row.note, str(row.agency or "")), code=row.code)


def shown(row: Document) -> Shown:
    return Shown(row.title, row.get_absolute_url(), str(row.agency or ""))


register(
    Searchable(
        kind="evidence.document",
        noun=_("Document"),
        nouns=_("Documents"),
        rows=lambda user: Document.objects.visible_to(user),
        text=text,
        shown=shown,
        everything=lambda: Document.objects.select_related("agency"),
        for_display=lambda rows: rows.select_related("agency"),
        city=lambda row: row.city_id,
        order=35,
        icon="file-certificate",
    )
)
