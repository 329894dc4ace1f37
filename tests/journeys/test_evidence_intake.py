"""An officer drops files: one is refused with its reason, the list says what became of each; a lost line is no loss."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Error, Page, Route, expect

from kotacerdas.jobs.tests.conftest import wait_for
from tests.journeys.test_letters import assert_accessible, press, tab_to

pytestmark = pytest.mark.journey

OFFICER = "diskominfo@balikpapan.example"
# Larger than one piece, so that it is sent in several.
LONG = 2_500_000
# What a script finds in a drop that a person makes; a browser lets nobody forge entries of a folder.
DROP = """([box, files]) => {
    const transfer = new DataTransfer();
    for (const [name, text] of files) transfer.items.add(new File([text], name, {type: "text/plain"}));
    box.dispatchEvent(new DragEvent("drop", {dataTransfer: transfer, bubbles: true, cancelable: true}));
}"""


@pytest.fixture
def folder(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """Files that no other story has sent."""
    story = request.node.name
    for name, size in (("Notulen Rapat.txt", 200), ("Laporan Tahunan.txt", LONG)):
        text = f"{name} untuk {story}\n"
        (tmp_path / name).write_text(text * (size // len(text) + 1), encoding="utf-8")
    (tmp_path / "pasang.exe").write_bytes(b"MZ\x90\x00" + bytes(300))
    return tmp_path


def arrive(visitor: Callable[..., Page], sign_in: Callable[..., None], language: str, width: int) -> Page:
    page = visitor(viewport={"width": width, "height": 800}, reduced_motion="reduce")
    sign_in(page, OFFICER)
    page.goto(f"{'/en' if language == 'en' else ''}/bukti/tambah/")
    return page


def states(page: Page) -> dict[str, str]:
    """What the list says of each file, by the tone of its status."""
    rows = page.locator("table.tb-kiriman tbody tr")
    return {
        row.locator("th").inner_text().split("\n")[0]: row.locator(".st").get_attribute("class") or ""
        for row in rows.all()
    }


@pytest.mark.parametrize(("language", "width"), [("id", 390), ("en", 1440)])
def test_files_are_sent_taken_in_and_one_is_refused(
    visitor: Callable[..., Page], sign_in: Callable[..., None], folder: Path, language: str, width: int
):
    page = arrive(visitor, sign_in, language, width)
    assert_accessible(page)

    tab_to(page, "#id_berkas")
    page.locator("#id_berkas").set_input_files(sorted(folder.iterdir()))
    expect(page.locator("[data-daftar] li")).to_have_count(3)
    assert_accessible(page)
    page.evaluate(DROP, [page.locator("[data-jatuh]").element_handle(), [["diseret.txt", f"{folder}"]]])
    expect(page.locator("[data-daftar] li")).to_have_count(4)
    press(page, "form.borang-kirim button[type=submit]")

    expect(page.locator("table.tb-kiriman")).to_be_visible(timeout=60_000)
    assert states(page) == {
        "pasang.exe": "st st--telat",
        "Laporan Tahunan.txt": "st st--ok",
        "Notulen Rapat.txt": "st st--ok",
        "diseret.txt": "st st--ok",
    }
    refused = page.locator("tr", has_text="pasang.exe").locator("small")
    expect(refused).to_contain_text("PDF")
    assert_accessible(page)

    press(page, "nav.ruas a[href$='lihat=refused']")
    expect(page.locator("table.tb-kiriman tbody tr")).to_have_count(1)


def test_what_is_here_already_is_said_and_led_to(
    visitor: Callable[..., Page], sign_in: Callable[..., None], folder: Path
):
    for name in ("Notulen Rapat.txt", "Salinan.txt"):
        page = arrive(visitor, sign_in, "id", 390)
        copy = {"name": name, "mimeType": "text/plain", "buffer": (folder / "Notulen Rapat.txt").read_bytes()}
        page.locator("#id_berkas").set_input_files(copy)
        press(page, "form.borang-kirim button[type=submit]")
        expect(page.locator("table.tb-kiriman")).to_be_visible(timeout=60_000)

    assert states(page) == {"Salinan.txt": "st"}
    page.locator("table.tb-kiriman th a").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Notulen Rapat")


def test_a_lost_line_and_a_reloaded_page_lose_nothing_that_has_arrived(
    visitor: Callable[..., Page], sign_in: Callable[..., None], folder: Path, watch: Any
):
    page = arrive(visitor, sign_in, "id", 1440)
    pieces: list[int] = []

    def break_off(route: Route) -> None:
        """The first piece comes through; then the line is dead."""
        at = int(route.request.headers["upload-offset"])
        pieces.append(at)
        if at:
            route.abort("connectionfailed")
        else:
            route.continue_()

    page.route("**/unggah/*/", break_off)
    page.locator("#id_berkas").set_input_files(folder / "Laporan Tahunan.txt")
    page.locator("form.borang-kirim button[type=submit]").click()
    expect(page.locator(".kirim-kata[data-nada=awas]")).to_be_visible()
    page.unroute("**/unggah/*/")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()

    expect(page.locator(".kirim-daftar .kirim-nama").first).to_have_text("Laporan Tahunan.txt")
    again: list[int] = []
    page.on(
        "request",
        lambda request: (
            again.append(int(request.headers["upload-offset"])) if request.method == "PATCH" else None
        ),
    )
    page.locator("#id_berkas").set_input_files(folder / "Laporan Tahunan.txt")
    page.locator("form.borang-kirim button[type=submit]").click()
    expect(page.locator("table.tb-kiriman")).to_be_visible(timeout=60_000)

    assert states(page) == {"Laporan Tahunan.txt": "st st--ok"}
    assert pieces[0] == 0 < again[0]
    watch.seen[:] = [seen for seen in watch.seen if "ERR_CONNECTION_FAILED" not in seen]


def test_without_javascript_files_are_sent_by_the_form(
    visitor: Callable[..., Page], sign_in: Callable[..., None], folder: Path
):
    page = visitor(viewport={"width": 390, "height": 800}, java_script_enabled=False)
    sign_in(page, OFFICER)
    page.goto("/bukti/tambah/")

    page.locator("#id_berkas").set_input_files([folder / "Notulen Rapat.txt", folder / "pasang.exe"])
    page.locator("form.borang-kirim button[type=submit]").click()
    expect(page.locator("table.tb-kiriman tbody tr")).to_have_count(2)
    there = page.url
    page.locator("main .kepala-laman button.btn-utama").click()

    def taken_in() -> int:
        """Without a script the page is asked again; while one page gives way to the next, there is nothing to ask."""
        with contextlib.suppress(Error):
            page.goto(there)
            return page.locator("table.tb-kiriman .st--ok").count()
        return 0

    wait_for(taken_in)
    assert states(page) == {"pasang.exe": "st st--telat", "Notulen Rapat.txt": "st st--ok"}
