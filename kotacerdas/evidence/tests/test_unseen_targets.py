"""What may be proven is what one sees: the questions of a round that is still a draft elsewhere are nobody's guess."""

import hashlib

from kotacerdas.common.submissions import new_key
from kotacerdas.evaluation.tests import factories as rounds
from kotacerdas.evidence.models import Citation
from kotacerdas.evidence.tests import factories
from kotacerdas.evidence.tests.factories import TEXT

HIDDEN = "evaluation.question:rahasia-2023/E09"
READING = hashlib.sha256(TEXT.encode()).hexdigest()[:16]


def test_question_of_a_round_that_one_does_not_see_is_neither_offered_nor_cited(as_user, balikpapan, joko):
    rounds.round_("rahasia-2023", instrument="smartcity/2023-kppn", year=2023, is_published=False)
    document = factories.document(balikpapan)
    address = f"/bukti/{document.code}/kutip/?satuan=1&dari=0&sampai=5"

    offered = as_user(joko).get(address, {"sasaran": HIDDEN}).content.decode()
    form = {"submission_key": new_key(), "bacaan": READING, "dari": 0, "sampai": 5, "sasaran": [HIDDEN]}
    sent = as_user(joko).post(address, form)

    assert "rahasia-2023" not in offered.partition('id="sasaran"')[2]
    assert sent.status_code == 422
    assert not Citation.objects.exists()


def test_question_of_another_list_that_one_sees_stays_chosen(as_user, balikpapan, joko):
    for code, instrument, year in (
        ("uji-2023", "smartcity/2023-kppn", 2023),
        ("uji-2022", "smartcity/2022-kppn", 2022),
    ):
        rounds.round_(code, instrument=instrument, year=year)
    document = factories.document(balikpapan)
    address = f"/bukti/{document.code}/kutip/?satuan=1&dari=0&sampai=5"
    chosen = "evaluation.question:uji-2023/E09"
    form = {"submission_key": new_key(), "bacaan": READING, "dari": 0, "sampai": 5}

    sent = as_user(joko).post(address, form | {"sasaran": [chosen], "lingkup": "uji-2022"})

    assert sent.status_code == 302
    assert Citation.objects.get().uses.get().target_key == "uji-2023/E09"
