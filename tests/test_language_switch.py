"""The language switch keeps the page and what was asked of it, on every page that a visitor may read."""

import pytest
from django.urls import reverse

from kotacerdas.common.tests.reading import switch
from tests.test_every_url import ADDRESSES

ASKED = "?q=a%26b&lain=x"
# Not pages: files, answers to machines, buttons, and addresses that only lead on to another.
NO_PAGES = {
    "alive",
    "description",
    "ready",
    "robots",
    "evaluation:calendar-file",
    "evaluation:ranking-download",
    "evaluation:report-pdf",
    "evaluation:report-xlsx",
    "evaluation:scorecard-download",
    "evaluation:latest",
    "terrain:picture",
    "geography:areas-download",
    "geography:outlines",
    "geography:places-download",
    "indicators:download",
    "indicators:download-one",
    "masterplan:board-download",
    "masterplan:compare-download",
    "masterplan:agencies-download",
    "masterplan:programme-sheet",
    "connectivity:download",
    "connectivity:measurements-download",
    "coverage:links-download",
    "coverage:run-download",
    "coverage:run-picture",
    "coverage:spots-download",
    "coverage:spots-sheet",
    "letters:received-file",
    "accounts:demo-sign-in",
    "accounts:follow",
    "accounts:join-on",
    "accounts:open-invitation",
    "accounts:passkey-options",
    "accounts:passkey-sign-in",
    "accounts:password-reset-link",
    "accounts:provider",
    "accounts:provider-return",
    "accounts:second-factor",
    "common:start",
    "files:file",
    "followup:feed",
    "search:suggestions",
    "wifi:contracts-download",
    "wifi:download",
    "wifi:gaps-download",
    "wifi:photo",
}
OPEN = sorted(name for name, each in ADDRESSES.items() if not each.permission and name not in NO_PAGES)


@pytest.mark.parametrize("name", OPEN)
def test_switch_keeps_page_and_query(anonymous, samples, name):
    address = reverse(name, kwargs=samples.get(name, {}))
    page = anonymous.get(address + ASKED)
    assert page.status_code == 200

    other = switch(page)
    back = anonymous.get(other)

    assert other == f"/en{address}{ASKED}"
    assert '<html lang="en"' in back.content.decode()
    assert switch(back) == address + ASKED
