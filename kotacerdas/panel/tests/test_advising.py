"""First recommendations: told to the city after stage I, followed up there, unseen by everybody else until the result."""

from kotacerdas.evaluation.models import Recommendation
from kotacerdas.notices.models import Notice
from kotacerdas.panel import actions
from kotacerdas.panel.actions import Said
from kotacerdas.panel.tests.saying import refusal, said
from kotacerdas.selfassessment.tests.factories import NOW


def write(seat, advice):
    row = seat.opinions.filter(stage="I").first()
    expected = row.version if row else 0
    actions.write_opinion(seat, "I", Said(advice=advice), expected=expected, by=seat.user, now=NOW)


def test_the_city_knows_them_at_once_and_nobody_else(panel, seats, nadia, rina, tetangga, siti, hadi):
    write(seats[0], "Lengkapi notulen Dewan.\nPerbarui SK Tim.")
    write(seats[1], "Perbarui SK Tim.")

    assert actions.tell_first_advice(panel, by=nadia, now=NOW) == 2

    rows = Recommendation.objects.filter(round=panel.round)
    assert [(row.stage, row.number, row.text_id) for row in rows.order_by("number")] == [
        ("I", 1, "Lengkapi notulen Dewan."),
        ("I", 2, "Perbarui SK Tim."),
    ]
    for person, sees in ((rina, True), (nadia, True), (tetangga, False), (siti, False), (hadi, False)):
        assert Recommendation.objects.visible_to(person).filter(round=panel.round).exists() == sees
    assert Notice.objects.filter(kind="panel.advised", person=rina).count() == 1
    assert "2 first recommendations" in said("advice_told", nadia)


def test_told_again_a_corrected_one_keeps_its_number(panel, seats, nadia):
    write(seats[0], "Lengkapi notulen rapat Dewan tahun ini.")
    actions.tell_first_advice(panel, by=nadia, now=NOW)
    before = Recommendation.objects.get(round=panel.round)

    write(seats[0], "Lengkapi notulen rapat Dewan tahun ini dan tahun lalu.")
    actions.tell_first_advice(panel, by=nadia, now=NOW)

    after = Recommendation.objects.get(round=panel.round)
    assert (after.pk, after.number) == (before.pk, before.number)
    assert after.text_id.endswith("tahun lalu.")


def test_without_words_there_is_nothing_to_tell(panel, nadia):
    assert refusal(actions.tell_first_advice, panel, by=nadia, now=NOW) == ["advice-none-written"]


def test_only_whoever_keeps_the_round_tells(panel, seats, rina):
    write(seats[0], "Lengkapi notulen.")

    for person in (rina, seats[0].user):
        assert refusal(actions.tell_first_advice, panel, by=person, now=NOW) == ["round-not-yours"]
