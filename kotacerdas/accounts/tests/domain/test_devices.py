import pytest

from kotacerdas.accounts.domain.devices import Network, coarse, device, neighbourhood, network
from kotacerdas.accounts.domain.grouping import grouped

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0 Safari/537.36"


@pytest.mark.parametrize(
    ("said", "browser", "system"),
    [
        (WINDOWS, "Chrome", "Windows"),
        (f"{WINDOWS} Edg/129.0", "Edge", "Windows"),
        ("Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0", "Firefox", "Android"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Safari/604.1",
            "Safari",
            "iPhone",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/129.0", "Chrome", "Linux"),
        ("", "", ""),
        ("curl/8.5", "", ""),
    ],
)
def test_device_is_told_in_two_words(said, browser, system):
    assert device(said) == (browser, system)


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("103.28.15.9", "103.28.0.0"),
        ("2001:448a:4040:aa::1", "2001:448a::"),
        ("127.0.0.1", "127.0.0.1"),
        ("::1", "::1"),
    ],
)
def test_only_the_neighbourhood_of_an_address_is_kept(address, kept):
    assert coarse(address) == kept
    assert coarse(kept) == kept


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("127.0.0.1", Network.THIS_MACHINE),
        ("::1", Network.THIS_MACHINE),
        ("10.20.30.40", Network.LOCAL),
        ("192.168.1.7", Network.LOCAL),
        ("103.28.15.9", Network.INTERNET),
        ("2001:448a:4040:aa::1", Network.INTERNET),
    ],
)
def test_network_is_still_known_from_what_is_kept(address, kind):
    assert network(coarse(address)) == kind


def test_what_was_not_kept_is_a_star():
    assert neighbourhood("103.28.0.0") == "103.28.*.*"
    assert neighbourhood("2001:448a::") == "2001:448a:*"


def test_letters_are_grouped_as_people_read_them_aloud():
    assert grouped("JBSWY3DPEH") == "JBSW Y3DP EH"
    assert grouped("1234567890", 5) == "12345 67890"
