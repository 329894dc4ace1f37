"""What is invented says so, on every page of it."""

from kotacerdas.evaluation.tests.factories import MALANG_2022, result, round_


def test_a_sample_round_says_so_on_its_ranking_and_its_scorecard(anonymous, balikpapan):
    made, official = round_("contoh-uji", is_sample=True), round_("uji")
    for each in (made, official):
        result(each, balikpapan, MALANG_2022)

    for each in (made, official):
        for address in (f"/putaran/{each.code}/", f"/k/{balikpapan.code}/rapor/{each.code}/"):
            page = anonymous.get(address).content.decode()
            assert ("setrip-contoh" in page) == each.is_sample
