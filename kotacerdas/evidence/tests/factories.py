"""Makes evidence for tests, through the deeds that make it in life."""

import io
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import timezone
from PIL import Image

from kotacerdas.evaluation.tests import factories as rounds
from kotacerdas.evidence import actions
from kotacerdas.evidence.actions import add_synonyms, cite, keeping, open_intake
from kotacerdas.evidence.domain.spans import Span
from kotacerdas.evidence.models import Citation, Content, Document, EvidenceRequest, Pack, Synonyms, Unit
from kotacerdas.evidence.sending import links
from kotacerdas.evidence.targets import Target
from kotacerdas.files import actions as files
from kotacerdas.files.domain import kinds
from kotacerdas.people.models import City
from kotacerdas.people.tests import factories as people

# A Monday morning in Balikpapan.
NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
TEXT = "Rapat Dewan Smart City dilaksanakan pada 22 Mei 2025. Dewan menyepakati analisis risiko Wi-Fi publik."


def document(
    city: City,
    *,
    text: str = TEXT,
    name: str = "Notulen Rapat Dewan.txt",
    by: Any = None,
    agency: Any = None,
    **fields: Any,
) -> Document:
    """A document of one unit whose text has been read."""
    intake = open_intake(city=city, agency=agency, by=by, now=NOW)
    blob = files.store(text.encode())
    content = keeping.content_of(blob, kinds.TXT)
    if not content.units.exists():
        unit(content, text)
    made = keeping.make_document(content, path=name, like=intake, by=by, now=NOW)
    if fields:
        Document.objects.filter(pk=made.pk).update(**fields)
        made.refresh_from_db()
    return made


def unit(content: Content, text: str, number: int = 1, **fields: Any) -> Unit:
    fields.setdefault("kind", Unit.Kind.PARAGRAPHS)
    content.reading = "read"
    content.save(update_fields=["reading"])
    return Unit.objects.create(content=content, number=number, text=text, **fields)


def citation(
    document: Document, *, quote: str, targets: Any, by: Any, now: datetime = NOW, **fields: Any
) -> Citation:
    """These words of the first unit, as proof of these targets."""
    text = document.latest.content.units.get(number=1).text
    span = Span(text.index(quote), text.index(quote) + len(quote))
    return cite(document.latest, unit=1, span=span, wanted=targets, by=by, now=now, **fields)


def target(code: str = "E09", title: str = "Identifikasi risiko dilakukan", year: int = 2023) -> Target:
    """A question of a round; the round itself is needed only where its words are shown."""
    return Target("evaluation.question", f"smartcity-2023-kppn/{code}", code, title, title, year)


def _of_pages(city: City) -> dict[str, dict[str, Any]]:
    """Of the pages of documents and citations."""
    made = document(city, text="Contoh laman bukti. Kalimat kedua.", name="laman.txt")
    cited = citation(made, quote="Kalimat kedua.", targets=[target()], by=None)
    one, code = {"code": cited.code}, {"code": made.code}
    return {
        "evidence:documents-download": {"file_type": "csv"},
        "evidence:document@see_evidence": code,
        "evidence:cite@add_evidence": code,
        "evidence:edit@manage_evidence": code,
        "evidence:revise@manage_evidence": code,
        "evidence:withdraw@manage_evidence": code,
        "evidence:accept": code,
        "evidence:citation@see_evidence": one,
        "evidence:judge": one,
        "evidence:use": one,
        "evidence:end-use": one,
        "evidence:withdraw-citation": one,
    }


def _of_board(city: City) -> dict[str, dict[str, Any]]:
    """Of the board, of proposals and of requests; a round that is published is seen by neighbours, too."""
    scope = {"scope": rounds.round_("contoh-papan", instrument="smartcity/2023-kppn", year=2023).code}
    made = request(city)
    code, secret = {"code": made.code}, {"secret": links.secret_of(made)}
    sent = actions.receive(made, [actions.Sent(files.store(b"contoh"), "contoh.txt")], by=None, now=made.at)
    return {
        "evidence:board-of": scope,
        "evidence:board-download": {**scope, "file_type": "csv"},
        "evidence:question": {**scope, "code": "E09"},
        "evidence:decide": {**scope, "code": "E09"},
        "evidence:requests-download": {"file_type": "csv"},
        "evidence:request@manage_evidence": code,
        "evidence:request-decide": code,
        "evidence:request-answer@manage_evidence": code,
        "evidence:guest": secret,
        "evidence:receipt": {**secret, "code": sent.code},
    }


def _of_deliveries(city: City) -> dict[str, dict[str, Any]]:
    """One that nobody of the cast has opened: those see it who manage the evidence of the city."""
    code = {"code": open_intake(city=city, agency=None, by=None, now=NOW).code}
    return {
        "evidence:intake@manage_evidence": code,
        "evidence:intake-download@manage_evidence": {**code, "file_type": "csv"},
        "evidence:intake-add": code,
        "evidence:intake-finish": code,
        "evidence:intake-resume": code,
        "evidence:intake-cancel": code,
        "evidence:uploads": code,
        "evidence:upload": {**code, "key": "contoh"},
    }


def request(city: City, **fields: Any) -> EvidenceRequest:
    """One to an agency of the city whose link is open today."""
    now = timezone.now()
    if "agency" not in fields:
        fields["agency"] = people.organisation("Dinas yang diminta", city=city)
    fields.setdefault("what", "SK Dewan Smart City")
    return actions.ask(
        city=city, due_on=now.date() + timedelta(days=20), by=fields.pop("by", None), now=now, **fields
    )


def pack(city: City, **fields: Any) -> Pack:
    """One that was made, of which only the seal is kept."""
    made = {"seal": "5" * 64, "sha256": "7" * 64, "size": 1_234_567, "state": Pack.State.READY}
    counts = {"targets": 117, "proven": 2, "citations": 3, "files": 2, "left_secret": 1, "left_infected": 0}
    words = {"scope_kind": "evaluation.question", "scope_key": "smartcity-2023-kppn", "title": "Putaran 2023"}
    return Pack.objects.create(city=city, at=NOW, **{**made, "counts": counts, **words, **fields})


def picture(city: City) -> Document:
    """A document that has a picture to be shown."""
    content = io.BytesIO()
    Image.new("L", (40, 30), "white").save(content, "PNG")
    made = keeping.content_of(files.store(content.getvalue()), kinds.PNG)
    if not made.units.exists():
        unit(made, "", kind=Unit.Kind.PICTURE)
    return keeping.make_document(
        made, path="foto.png", like=open_intake(city=city, agency=None, by=None, now=NOW), by=None, now=NOW
    )


def synonyms(city: City) -> Synonyms:
    return add_synonyms(city, ["bifi", "Wi-Fi"], by=None, now=NOW)


def samples(city: City) -> dict[str, dict[str, Any]]:
    """Arguments for the addresses that need some."""
    return {
        **_of_pages(city),
        **_of_board(city),
        **_of_deliveries(city),
        "evidence:pack@manage_evidence": {"code": pack(city).code},
        "evidence:change-synonyms@manage_evidence": {"code": synonyms(city).key},
        "evidence:remove-synonyms": {"code": synonyms(city).key},
        "evidence:preview@see_evidence": {"code": picture(city).code, "number": 1, "unit": 1},
    }
