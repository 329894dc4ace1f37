"""Figures that others publish: read by an adapter, handed over as a workbook; and no address leads into our own house."""

from __future__ import annotations

import json
import socket
import threading
import time
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.faults import sentences
from kotacerdas.imports.models import ImportRun, KnownLayout, State
from kotacerdas.imports.tests.factories import write
from kotacerdas.indicators import adapters
from kotacerdas.indicators.actions import feeding
from kotacerdas.indicators.adapters import fetching, handing
from kotacerdas.indicators.adapters.fetching import Limits
from kotacerdas.indicators.domain import json_lists
from kotacerdas.indicators.domain.answers import Reading
from kotacerdas.indicators.domain.json_lists import Told
from kotacerdas.indicators.models import Feed, Observation
from kotacerdas.indicators.queries import feeds
from kotacerdas.indicators.tests import factories
from kotacerdas.jobs.models import Job
from kotacerdas.jobs.tests.running import run_all
from kotacerdas.people.models import City
from kotacerdas.people.tests.factories import city as city_called
from kotacerdas.people.tests.factories import province

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kotacerdas.indicators.models import Indicator

ROWS = [
    {"tahun": 2022, "nilai": 81.13},
    {"tahun": "2023", "nilai": "81,89"},
    {"tahun": "2024", "nilai": None},
]
QUICK = Limits(bytes=100_000, seconds=1.0)


def kinds(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [fault.kind for fault in refused.value.faults]


# --- answers in JSON ---------------------------------------------------------------------------------------


def read(answer: object, path: str = "", **fields: str) -> Reading:
    content = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
    return json_lists.read(content, Told(path, **{"period": "tahun", "value": "nilai", **fields}))


def values(found: Reading) -> dict[str, tuple[Decimal, int]]:
    return {each.period: (each.figure.value, each.figure.places) for each in found.found}


@pytest.mark.parametrize(
    ("answer", "path"), [(ROWS, ""), ({"data": {"rows": ROWS}}, "data.rows"), ([{"page": 1}, ROWS], "1")]
)
def test_a_list_is_found_by_its_path(answer, path):
    found = read(answer, path)
    assert values(found) == {"2022": (Decimal("81.13"), 2), "2023": (Decimal("81.89"), 2)}
    assert [note.kind for note in found.notes] == ["json-left-out"]


def test_numbers_keep_every_digit():
    found = read(b'[{"tahun": 2022, "nilai": 1234567890123.456789}, {"tahun": 2023, "nilai": 76.60}]')
    assert values(found) == {"2022": (Decimal("1234567890123.456789"), 6), "2023": (Decimal("76.60"), 2)}


def test_fields_may_be_paths_and_bring_their_unit():
    rows = [{"when": {"y": "2024-Q3"}, "is": {"value": "5,5"}, "u": "persen"}]
    found = read(rows, period="when.y", value="is.value", unit="u")
    assert [(each.period, each.unit) for each in found.found] == [("2024-Q3", "persen")]


@pytest.mark.parametrize(
    ("answer", "kind"),
    [(b"<html>", "json-unreadable"), (b"", "json-unreadable"), (b"[NaN]", "json-unreadable"), (b"[1] [2]", "json-unreadable"),
     (b"[" * 100_000, "json-unreadable"), (b"\xff\xfe\x00", "json-unreadable"), (b"[1e999999999]", "json-no-row"),
     (b'[{"tahun": 2024, "nilai": 1e999999}]', "figure-too-large"), (b"[" + b"9" * 5000 + b"]", "json-unreadable"),
     ({"data": 5}, "json-no-list"), ([], "json-no-figures"), ([{"tahun": 2024}], "json-field-missing"),
     ([{"nilai": 5}], "json-field-missing"), ([{"tahun": "kapan", "nilai": 5}], "period-unreadable"),
     ([{"tahun": 2024, "nilai": "1.234"}], "bps-notation-unknown"), ([{"tahun": 2024, "nilai": "=1+1"}], "json-no-number"),
     ([{"tahun": 2024, "nilai": True}], "json-no-number"), ([{"tahun": 2024, "nilai": [5]}], "json-no-number"),
     ([{"tahun": 2024, "nilai": 5}, {"tahun": "2024", "nilai": 6}], "bps-period-twice"), (["x"], "json-no-row")],
)  # fmt: skip
def test_an_answer_that_is_none_is_refused_with_the_reason(answer, kind):
    with pytest.raises(Refused) as refused:
        read(answer)
    assert kinds(refused) == [kind]
    assert not [words for words in sentences(refused.value) if "%(" in words]


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["tahun", "nilai", "a"]), inner, max_size=3)))  # fmt: skip
def test_any_answer_is_read_or_refused(answer):
    try:
        found = read(answer)
    except Refused:
        return
    assert found.found


# --- the address -------------------------------------------------------------------------------------------


class Service:
    """A server of this machine; what it answers is a function of the path."""

    def __init__(self, answers: dict[str, Callable[[BaseHTTPRequestHandler], None]]) -> None:
        self.asked: list[tuple[str, dict[str, str]]] = []
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                service.asked.append((self.path, dict(self.headers)))
                answers[self.path.partition("?")[0]](self)

            def log_message(self, *_words: object) -> None:
                """Nothing on the terminal of the tests."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.place = f"127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def url(self, path: str) -> str:
        return f"http://{self.place}{path}"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


def said(body: bytes, status: int = 200, **headers: str) -> Callable[[BaseHTTPRequestHandler], None]:
    def answer(to: BaseHTTPRequestHandler) -> None:
        to.send_response(status)
        for name, value in headers.items():
            to.send_header(name.replace("_", "-"), value)
        to.send_header("Content-Length", str(len(body)))
        to.end_headers()
        to.wfile.write(body)

    return answer


def _pour(to: BaseHTTPRequestHandler, piece: bytes, pause: float = 0) -> None:
    """Until the other side has had enough."""
    try:
        while True:
            to.wfile.write(piece)
            to.wfile.flush()
            if pause:
                time.sleep(pause)
    except OSError:
        return


def endless(to: BaseHTTPRequestHandler) -> None:
    to.send_response(200)
    to.end_headers()
    _pour(to, b"[" * 10_000)


def slow(to: BaseHTTPRequestHandler) -> None:
    to.send_response(200)
    to.end_headers()
    _pour(to, b" ", pause=0.05)


def slow_head(to: BaseHTTPRequestHandler) -> None:
    to.wfile.write(b"HTTP/1.1 200 OK\r\n")
    _pour(to, b"X-A: b\r\n", pause=0.05)


def cut_off(to: BaseHTTPRequestHandler) -> None:
    to.send_response(200)
    to.send_header("Content-Length", "1000")
    to.end_headers()
    to.wfile.write(b"[1,")


def no_http(to: BaseHTTPRequestHandler) -> None:
    to.wfile.write(b"SSH-2.0-OpenSSH\r\n")


BODY = json.dumps({"data": ROWS}).encode()
ANSWERS: dict[str, Callable[[BaseHTTPRequestHandler], None]] = {
    "/data": said(BODY, Set_Cookie="a=b"),
    "/onward": said(b"", 302, Location="/data"),
    "/round": said(b"", 302, Location="/round"),
    "/nowhere": said(b"", 302),
    "/inside": said(b"", 302, Location="http://127.0.0.1:1/"),
    "/inside-by-name": said(b"", 302, Location="http://localhost:1/"),
    "/metadata": said(b"", 307, Location="http://169.254.169.254/latest/meta-data/"),
    "/private": said(b"", 301, Location="https://10.0.0.1/"),
    "/file": said(b"", 302, Location="file:///etc/passwd"),
    "/missing": said(b"no", 404),
    "/packed": said(b"\x1f\x8b", Content_Encoding="gzip"),
    "/endless": endless,
    "/slow": slow,
    "/slow-head": slow_head,
    "/cut-off": cut_off,
    "/no-http": no_http,
}


@pytest.fixture
def service(settings: Any) -> Iterator[Service]:
    made = Service(ANSWERS)
    settings.FEEDS_MAY_ASK = (made.place,)
    yield made
    made.close()


def test_the_bytes_of_an_address_without_cookies_or_credentials(service):
    assert fetching.fetch(service.url("/data?tahun=2024")) == BODY
    assert fetching.fetch(service.url("/onward")) == BODY
    for _path, headers in service.asked:
        assert not {"Cookie", "Authorization", "Referer"} & set(headers)
        assert headers["Accept-Encoding"] == "identity"


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/round", "feed-redirects"), ("/nowhere", "feed-broken"), ("/inside", "feed-not-https"), ("/inside-by-name", "feed-not-https"),
     ("/metadata", "feed-not-https"), ("/private", "feed-private"), ("/file", "feed-address"), ("/missing", "feed-status"),
     ("/packed", "feed-broken"), ("/endless", "feed-too-large"), ("/slow", "feed-too-slow"), ("/slow-head", "feed-too-slow"),
     ("/cut-off", "feed-broken"), ("/no-http", "feed-broken")],
)  # fmt: skip
def test_what_leads_astray_or_never_ends_is_refused(service, path, kind):
    began = time.monotonic()
    with pytest.raises(Refused) as refused:
        fetching.fetch(service.url(path), QUICK)
    assert kinds(refused) == [kind]
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    ("address", "kind"),
    [("http://contoh.go.id/", "feed-not-https"), ("ftp://contoh.go.id/", "feed-not-https"), ("https://", "feed-address"),
     ("https://a:b@contoh.go.id/", "feed-address"), ("https://contoh.go.id:0/", "feed-address"), ("https://[::1/", "feed-address"),
     ("https://contoh.go.id/\r\nX: y", "feed-address"), ("javascript:alert(1)", "feed-address"), ("https://x/" + "a" * 600, "feed-address"),
     ("https://127.0.0.1/", "feed-private"), ("https://[::1]/", "feed-private"), ("https://127.1/", "feed-private"),
     ("https://2130706433/", "feed-private"), ("https://0.0.0.0/", "feed-private"), ("https://[::ffff:127.0.0.1]/", "feed-private"),
     ("https://[::ffff:169.254.169.254]/", "feed-private"), ("https://[64:ff9b::7f00:1]/", "feed-private"),
     ("https://[2002:7f00:1::]/", "feed-private"), ("https://169.254.169.254/", "feed-private"), ("https://192.168.1.1/", "feed-private"),
     ("https://100.64.0.1/", "feed-private"), ("https://[fe80::1]/", "feed-private"), ("https://[fc00::1]/", "feed-private"),
     ("https://224.0.0.1/", "feed-private"), ("https://localhost/", "feed-private")],
)  # fmt: skip
def test_only_public_addresses_are_asked(address, kind):
    with pytest.raises(Refused) as refused:
        fetching.fetch(address, QUICK)
    assert kinds(refused) == [kind]
    assert not [words for words in sentences(refused.value) if "%(" in words]


def test_a_name_with_one_private_address_among_public_ones_is_not_asked(monkeypatch):
    def answers(*_asked: object, **_how: object) -> list[Any]:
        kind = (socket.AF_INET, socket.SOCK_STREAM, 6, "")
        return [(*kind, ("93.184.216.34", 443)), (*kind, ("10.0.0.5", 443))]

    monkeypatch.setattr(fetching.socket, "getaddrinfo", answers)
    with pytest.raises(Refused) as refused:
        fetching.fetch("https://contoh.go.id/")
    assert kinds(refused) == ["feed-private"]


def test_the_name_is_looked_up_once_and_the_checked_address_is_asked(monkeypatch):
    """A name that answers differently the second time would otherwise lead into the house."""
    looked, connected = [], []

    def answers(host: str, port: int, **_how: object) -> list[Any]:
        looked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", port))]

    def connect(place: tuple[str, int], timeout: float) -> socket.socket:
        connected.append(place)
        raise OSError("nobody there")

    monkeypatch.setattr(fetching.socket, "getaddrinfo", answers)
    monkeypatch.setattr(fetching.socket, "create_connection", connect)
    with pytest.raises(Refused) as refused:
        fetching.fetch("https://contoh.go.id/")
    assert (kinds(refused), looked, connected) == (
        ["feed-no-answer"],
        ["contoh.go.id"],
        [("93.184.216.34", 443)],
    )


def test_a_server_without_a_valid_certificate_is_not_believed(service, monkeypatch):
    """Here it speaks no TLS at all."""
    port = int(service.place.rpartition(":")[2])
    monkeypatch.setattr(fetching, "is_public", lambda _ip: True)
    with pytest.raises(Refused) as refused:
        fetching.fetch(f"https://localhost:{port}/data", QUICK)
    assert kinds(refused) == ["feed-certificate"]


def test_every_adapter_says_what_it_is_and_asks():
    assert [each.name for each in adapters.everything()] == ["bps-csv", "rest-json"]
    for each in adapters.everything():
        assert each.takes in {"file", "address"}
        assert str(each.title)
        assert str(each.description)


# --- from the page to the figures --------------------------------------------------------------------------

KEY = "kunci-yang-cukup-panjang"
TABLE = """\
Indeks Pembangunan Manusia Menurut Kabupaten/Kota, 2021-2023
Wilayah;2021;2022;2023*
Paser;72,93;73,44;74,14
Kota Balikpapan;80,71;...;81,89
Kalimantan Timur;76,88;77,44;78,20
Catatan: *) Angka sementara
Sumber: BPS Provinsi Kalimantan Timur
"""


@pytest.fixture
def ipm(balikpapan: City) -> Indicator:
    return factories.indicator("ipm", unit_id="", unit_en="", places=2, kind="index")


@pytest.fixture
def office(client: Any, rina: Any) -> Any:
    client.force_login(rina)
    return client


def sent(office: Any, name: str, **fields: Any) -> Any:
    given = {"indikator": "ipm", "status": "fact", "submission_key": KEY} | fields
    if name == "rest-json":
        given = {"sumber": "Layanan data terbuka"} | given
    return office.post(f"/indikator/ambil/{name}/?kota=64.71", given)


def file(content: str | bytes = TABLE) -> SimpleUploadedFile:
    return SimpleUploadedFile("ipm.csv", content.encode() if isinstance(content, str) else content)


@pytest.mark.django_db
def test_a_table_of_bps_goes_the_way_of_every_workbook(office, ipm, rina):
    landed = sent(office, "bps-csv", masuk=file())
    run = ImportRun.objects.get()
    assert landed["Location"] == run.get_absolute_url()
    assert (run.state, run.count("added"), run.count("faulty"), run.city.code) == (
        State.PLANNED,
        2,
        0,
        "64.71",
    )

    assert [note.kind for note in run.told] == ["bps-left-out", "bps-marked"]
    write(run, rina)
    first, last = Observation.objects.select_related("source").order_by("period")
    assert (first.period, first.value, first.places, first.status) == ("2021", Decimal("80.71"), 2, "fact")
    assert (last.period, last.value, last.status) == ("2023", Decimal("81.89"), "estimate")
    assert first.source.title.startswith("BPS Provinsi Kalimantan Timur: Indeks Pembangunan Manusia")
    assert last.note_id
    assert last.note_en
    again = sent(office, "bps-csv", masuk=file(), submission_key=f"{KEY}-2")
    assert (
        ImportRun.objects.get(code=again["Location"].rstrip("/").rpartition("/")[2]).count("unchanged") == 2
    )


@pytest.mark.django_db
def test_what_an_adapter_wrote_teaches_nothing_about_the_workbooks_of_people(office, ipm, rina):
    """Whoever fills in the template afterwards writes numbers in his or her own way."""
    sent(office, "bps-csv", masuk=file(TABLE.replace("80,71", "0,123").replace("81,89", "-1.234,567")))
    run = ImportRun.objects.get()
    assert [row.after["value"] for row in run.lines.order_by("row")] == ["0.123", "-1234.567"]
    assert set(KnownLayout.objects.values_list("numbers", "clears", "with_hidden")) == {("", False, False)}


@pytest.mark.django_db
def test_another_unit_is_refused_with_its_cell(office, balikpapan):
    factories.series(factories.indicator("ipm", unit_id="jiwa", unit_en="people"), balikpapan)
    sent(office, "bps-csv", masuk=file(TABLE.replace("Manusia", "Manusia (Ribu Jiwa)")))
    (run,) = ImportRun.objects.all()
    assert {fault.kind for row in run.lines.all() for fault in row.blamed} == {"unit-differs"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "said"),
    [(b"\x00\x01", "NUL"), (TABLE.replace("Kota Balikpapan", "Kota Lain"), "Kota Lain"), (TABLE.replace("80,71", "=1+1"), "B4")],
)  # fmt: skip
def test_what_cannot_be_read_is_told_on_the_page_and_leaves_nothing(office, ipm, content, said):
    answer = sent(office, "bps-csv", masuk=file(content))
    assert answer.status_code == 422
    assert "masuk" in answer.context["form"].errors
    assert not ImportRun.objects.exists()


@pytest.mark.django_db
def test_formulas_in_titles_and_notes_stay_words(office, ipm, rina):
    sent(
        office,
        "bps-csv",
        masuk=file(TABLE.replace("Indeks", "=HYPERLINK(1) Indeks").replace("Sumber: BPS", "Sumber: =BPS")),
    )
    write(ImportRun.objects.get(), rina)
    assert Observation.objects.first().source.title.startswith(
        "=BPS Provinsi Kalimantan Timur: =HYPERLINK(1)"
    )


@pytest.mark.django_db
def test_a_bare_name_that_two_places_bear_is_not_taken(office, ipm):
    city_called("32.71", "Kota Bogor", of=province("32", "Jawa Barat"))
    city_called("32.01", "Kab. Bogor", of=province("32", "Jawa Barat"))
    city = City.objects.get(code="32.71")
    assert handing.names_of(city, AnonymousUser())["city"] == {"kota bogor"}
    assert "balikpapan" in handing.names_of(City.objects.get(code="64.71"), AnonymousUser())["city"]


@pytest.mark.django_db
def test_shared_figures_are_read_only_for_who_may_write_them(balikpapan, rina):
    assert set(handing.names_of(balikpapan, rina)) == {"city"}
    assert set(handing.names_of(balikpapan, None)) == {"city", "province", "nation"}


@pytest.mark.django_db
def test_an_address_is_asked_in_a_job_and_remembered(office, ipm, rina, service):
    given = {"masuk": service.url("/data"), "tanya-path": "data", "tanya-period_field": "tahun", "tanya-value_field": "nilai",
             }  # fmt: skip
    sent(office, "rest-json", **given)
    assert not ImportRun.objects.exists(), "nothing is asked while the page waits"
    run_all()
    feed = Feed.objects.get()
    assert feed.run
    assert (feed.run.state, feed.run.count("added"), feed.run.by) == (State.PLANNED, 2, rina)
    page = office.get("/indikator/ambil/?kota=64.71").content.decode()
    assert feed.run.get_absolute_url() in page
    write(feed.run, rina)
    assert list(Observation.objects.order_by("period").values_list("period", "places")) == [
        ("2022", 2),
        ("2023", 2),
    ]

    office.post(f"/indikator/ambil/alamat/{feed.code}/lagi/?kota=64.71", {"submission_key": KEY})
    run_all()
    feed = Feed.objects.get()
    assert feed.run.count("unchanged") == 2
    office.post(f"/indikator/ambil/alamat/{feed.code}/lupakan/?kota=64.71", {"submission_key": KEY})
    assert not Feed.objects.exists()
    assert Observation.objects.count() == 2


@pytest.mark.django_db
def test_what_a_publisher_answers_wrongly_is_told_and_is_no_error_of_ours(office, ipm, service):
    sent(
        office,
        "rest-json",
        masuk=service.url("/missing"),
        **{"tanya-period_field": "tahun", "tanya-value_field": "nilai"},
    )
    (job,) = run_all()
    (feed,) = feeds.of(City.objects.get(code="64.71"))
    assert [fault.kind for fault in feed.faults] == ["feed-status"]
    assert job.state == "done"
    assert "127.0.0.1" in office.get("/indikator/ambil/?kota=64.71").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["http://contoh.go.id/", "https://a:b@contoh.go.id/", "file:///etc/passwd"]
)
def test_an_address_that_is_never_asked_is_refused_at_once(office, ipm, address):
    answer = sent(
        office, "rest-json", masuk=address, **{"tanya-period_field": "tahun", "tanya-value_field": "nilai"}
    )
    assert answer.status_code == 422
    assert not Job.objects.exists()


@pytest.mark.django_db
def test_who_has_lost_the_role_meanwhile_brings_nothing(office, ipm, rina, service):
    fields = {"tanya-path": "data", "tanya-period_field": "tahun", "tanya-value_field": "nilai"}
    sent(office, "rest-json", masuk=service.url("/data"), **fields)
    rina.assignments.all().delete()
    run_all()
    (feed,) = feeds.of(City.objects.get(code="64.71"))
    assert [fault.kind for fault in feed.faults] == ["no-longer-allowed"]
    assert not ImportRun.objects.exists()


@pytest.mark.django_db
def test_others_have_no_way_in(as_user, ipm, lestari, tetangga):
    for reader in (lestari, tetangga):
        for path in ("", "bps-csv/", "rest-json/"):
            assert as_user(reader).get(f"/indikator/ambil/{path}?kota=64.71").status_code in {403, 404}


@pytest.mark.django_db
def test_the_pages_ask_a_constant_number_of_questions(office, ipm, service, django_assert_max_num_queries):
    city = City.objects.get(code="64.71")
    for at in range(3):
        of = factories.indicator(f"lain-{at}")
        feeding.ask(
            of,
            city,
            adapter="rest-json",
            address=service.url(f"/data?{at}"),
            answers={},
            by=None,
            now=factories.NOW,
        )
    with django_assert_max_num_queries(16):
        office.get("/indikator/ambil/?kota=64.71")
    with django_assert_max_num_queries(12):
        office.get("/indikator/ambil/bps-csv/?kota=64.71")
