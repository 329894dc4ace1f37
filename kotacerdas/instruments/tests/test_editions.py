"""Editions that staff write: begun, changed, checked, published for good; known to the catalogue of whom they belong to."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from kotacerdas.audit.models import Entry
from kotacerdas.common import personal
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.versions import StaleSave
from kotacerdas.instruments import actions, catalogue, queries, searchables
from kotacerdas.instruments.actions.editions import edition_of
from kotacerdas.instruments.documents import from_yaml, to_yaml
from kotacerdas.instruments.domain import checks, editing
from kotacerdas.instruments.domain.editing import Typed
from kotacerdas.instruments.domain.edition import Period, Words
from kotacerdas.instruments.models import EditionDraft
from kotacerdas.instruments.tests.factories import NOW, draft, published
from kotacerdas.people.roles import Role
from kotacerdas.people.tests import factories

pytestmark = pytest.mark.django_db
KEY = "smartcity/2027-uji"


def refusal(call):
    with pytest.raises(Refused) as refused:
        call()
    return [fault.kind for fault in refused.value.faults]


def reweigh(made, code, weight, *, by=None, seen=None):
    node = edition_of(made).nodes[code]
    typed = Typed(node.title, Decimal(weight), note=node.note)
    return actions.write_node(made, code, typed, seen=seen or editing.mark_of(node), by=by, now=NOW)


def begun(base="smartcity/2023-kppn", **fields):
    return actions.begin(
        catalogue.edition(base),
        edition="2027-uji",
        title=Words("Uji"),
        applies_to=Words("Uji"),
        in_force=Period(date(2027, 1, 1)),
        now=NOW,
        **{"city": None, "by": None, **fields},
    )


# --- Begun -------------------------------------------------------------------------------------------------


def test_a_draft_is_known_to_nobody_but_its_writers(balikpapan, rina, budi, lestari, tetangga, nadia, siti):
    made = draft(city=balikpapan, by=rina)

    seen = [
        EditionDraft.objects.visible_to(each).exists()
        for each in (rina, budi, lestari, tetangga, nadia, siti)
    ]
    assert seen == [True, False, False, False, False, False]
    assert KEY not in catalogue.every_key(balikpapan)
    assert refusal(lambda: catalogue.edition(KEY)) == ["unknown-instrument"]
    assert made.version == 1


def test_a_name_is_given_once_in_the_whole_installation(balikpapan, samarinda):
    draft(city=balikpapan)

    assert refusal(lambda: draft(city=samarinda)) == ["edition-name-taken"]


def test_no_copy_takes_the_name_of_a_shipped_form():
    assert refusal(lambda: draft(edition="2024")) == ["edition-name-shipped"]


@pytest.mark.parametrize("name", ["", "2027 Kota", "../etc", "x" * 31, "-", "a--b"])
def test_a_name_stands_in_addresses(name):
    assert refusal(lambda: draft(edition=name)) == ["edition-name"]


def test_an_office_writes_for_its_city_and_an_operator_for_all(balikpapan, samarinda, rina, nadia, budi):
    refused = [(rina, None), (rina, samarinda), (nadia, balikpapan), (budi, balikpapan)]

    assert [refusal(lambda w=who, c=city: begun(city=c, by=w)) for who, city in refused] == [
        ["edition-not-yours"]
    ] * 4
    assert begun(city=balikpapan, by=rina).city == balikpapan
    assert [owner.city for owner in queries.owners(nadia)] == [None]
    assert [owner.city for owner in queries.owners(rina)] == [balikpapan]


def test_a_provincial_operator_writes_none(balikpapan):
    operator = factories.officeholder(
        "prov@contoh.id", Role.PROVINCIAL_OPERATOR, province=balikpapan.province
    )

    assert queries.owners(operator) == []
    assert refusal(lambda: begun(city=balikpapan, by=operator)) == ["edition-not-yours"]


# --- Changed -----------------------------------------------------------------------------------------------


def test_two_people_may_change_two_parts_at_once(balikpapan, rina):
    made = draft(city=balikpapan)
    seen = {code: editing.mark_of(edition_of(made).nodes[code]) for code in ("A", "B")}

    reweigh(made, "A", 15, by=rina, seen=seen["A"])
    reweigh(made, "B", 15, by=rina, seen=seen["B"])

    made.refresh_from_db()
    weights = [node.weight for node in edition_of(made).root.children]
    assert (weights[:2], made.version, made.updated_by) == ([15, 15], 3, rina)


def test_the_same_part_changed_meanwhile_is_not_overwritten(balikpapan):
    made = draft(city=balikpapan)
    seen = editing.mark_of(edition_of(made).nodes["A"])
    reweigh(made, "A", 15, seen=seen)

    with pytest.raises(actions.PartChanged) as changed:
        reweigh(made, "A", 20, seen=seen)

    assert edition_of(changed.value.current).nodes["A"].weight == 15


def test_every_deed_leaves_a_line_with_before_and_after(balikpapan, rina):
    made = draft(city=balikpapan, by=rina)

    reweigh(made, "A", 15, by=rina)

    kinds = list(Entry.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["instruments.edition_begun", "instruments.edition_changed"]


def test_another_office_changes_nothing(balikpapan, tetangga, nadia):
    made = draft(city=balikpapan)

    for who in (tetangga, nadia):
        assert refusal(lambda w=who: reweigh(made, "A", 15, by=w)) == ["edition-not-yours"]
        assert refusal(lambda w=who: actions.discard(made, by=w, now=NOW)) == ["edition-not-yours"]
        assert refusal(lambda w=who: actions.publish(made, expected=1, by=w, now=NOW)) == [
            "edition-not-yours"
        ]


def test_a_draft_that_is_thrown_away_frees_its_name(balikpapan, rina):
    made = draft(city=balikpapan)

    actions.discard(made, by=rina, now=NOW)

    assert refusal(lambda: reweigh_gone(made)) == ["edition-gone"]
    assert draft(city=balikpapan).pk != made.pk


def reweigh_gone(made):
    return actions.remove_node(made, "A1", by=None, now=NOW)


# --- Published ---------------------------------------------------------------------------------------------


def test_it_is_refused_as_long_as_one_fault_is_left(balikpapan):
    made = reweigh(draft(city=balikpapan), "A", 15)

    assert refusal(lambda: actions.publish(made, expected=made.version, by=None, now=NOW)) == [
        "edition-weights"
    ]
    made.refresh_from_db()
    assert not made.is_published


def test_what_was_changed_after_the_look_is_looked_at_again(balikpapan):
    made = draft(city=balikpapan)
    looked_at = made.version
    actions.add_node(made, "A", "A6", Typed(Words("Baru")), by=None, now=NOW)

    with pytest.raises(StaleSave):
        actions.publish(made, expected=looked_at, by=None, now=NOW)


def test_a_published_edition_is_the_one_that_was_written(balikpapan):
    made = published(city=balikpapan)

    assert catalogue.edition(KEY) == edition_of(made)
    assert checks.problems(catalogue.edition(KEY)) == []
    assert catalogue.edition(KEY) is catalogue.edition(KEY)


def test_a_citys_edition_is_its_own_and_an_operators_for_all(balikpapan, samarinda):
    published(city=balikpapan)
    published(edition="2027-semua")

    def known(city):
        return set(catalogue.every_key(city)) - set(catalogue.shipped_keys())

    assert known(balikpapan) == {KEY, "smartcity/2027-semua"}
    assert known(samarinda) == known(None) == {"smartcity/2027-semua"}
    assert {each.key for each in catalogue.editions_for(balikpapan)} > known(balikpapan)
    assert KEY not in {place.edition.key for place in searchables.places()}
    assert refusal(lambda: catalogue.edition_for(KEY, samarinda)) == ["unknown-instrument"]
    assert refusal(lambda: catalogue.edition_for(KEY, None)) == ["unknown-instrument"]
    assert catalogue.edition_for(KEY, balikpapan).key == KEY


def test_a_known_edition_costs_no_query_and_a_new_one_costs_one(balikpapan, django_assert_num_queries):
    published(city=balikpapan)

    with django_assert_num_queries(0):
        catalogue.edition("smartcity/2024")
    with django_assert_num_queries(1):
        catalogue.edition(KEY)
    with django_assert_num_queries(0):
        catalogue.edition(KEY)


def test_all_editions_cost_two_queries_however_many_are_new(balikpapan, django_assert_num_queries):
    for number in range(4):
        published(city=balikpapan, edition=f"2027-uji-{number}")

    with django_assert_num_queries(2):
        assert len(catalogue.editions_for(balikpapan)) == len(catalogue.shipped_keys()) + 4
    with django_assert_num_queries(1):
        catalogue.editions_for(balikpapan)


def test_it_is_never_changed_again(balikpapan, rina):
    made = published(city=balikpapan)

    deeds = [
        lambda: reweigh(made, "A", 15),
        lambda: actions.remove_node(made, "A1", by=rina, now=NOW),
        lambda: actions.publish(made, expected=made.version, by=rina, now=NOW),
        lambda: actions.discard(made, by=rina, now=NOW),
    ]
    assert [refusal(deed) for deed in deeds] == [["edition-published"]] * 4


@pytest.mark.parametrize(
    "change", [{"content": {}}, {"edition": "2027-lain"}, {"is_published": False, "published_at": None}]
)
def test_the_database_itself_refuses_a_change(balikpapan, change):
    made = published(city=balikpapan)

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        EditionDraft.objects.filter(pk=made.pk).update(**change)


def test_who_published_it_may_still_be_erased(balikpapan, rina):
    made = draft(city=balikpapan, by=rina)
    actions.publish(made, expected=made.version, by=rina, now=NOW)
    (holding,) = [each for each in personal.holdings() if each.name == "instruments.editors"]

    assert [each["deed"] for each in holding.export(rina)] == ["created", "updated", "published"]
    assert holding.erase(rina, NOW) == 3
    assert holding.export(rina) == []


def test_the_search_finds_what_is_for_all(django_capture_on_commit_callbacks):
    from kotacerdas.search.models import Entry as Found

    with django_capture_on_commit_callbacks(execute=True):
        published(edition="2027-semua")

    assert Found.objects.filter(kind="instruments.node", key="smartcity/2027-semua/A1").exists()


# --- As a file ---------------------------------------------------------------------------------------------


def test_a_file_becomes_a_draft_that_can_be_mended(balikpapan, rina):
    made = reweigh(draft(city=balikpapan), "A", 15)
    text = to_yaml(edition_of(made)).replace("2027-uji", "2027-berkas")

    brought = actions.bring(from_yaml(text.encode()), city=balikpapan, by=rina, now=NOW)

    assert [fault.kind for fault in queries.faults_of(brought)] == ["edition-weights"]
    reweigh(brought, "A", 10, by=rina)
    brought.refresh_from_db()
    assert queries.faults_of(brought) == []
    assert queries.base_of(brought) is None


def test_a_file_that_is_a_shipped_form_is_not_taken_twice(balikpapan):
    form = from_yaml(to_yaml(catalogue.edition("spbe/2020")).encode())

    assert refusal(lambda: actions.bring(form, city=balikpapan, by=None, now=NOW)) == ["edition-name-shipped"]


def test_where_there_is_no_database_the_shipped_forms_are_known(monkeypatch):
    monkeypatch.setattr(EditionDraft.objects, "usable_by", lambda city: Unreadable())
    monkeypatch.setattr(EditionDraft.objects, "published", lambda: Unreadable())
    assert catalogue.every_key() == catalogue.shipped_keys()
    assert refusal(lambda: catalogue.edition(KEY)) == ["unknown-instrument"]


class Unreadable:
    """Rows of a table that does not exist."""

    def values_list(self, *names):
        return self

    def filter(self, **conditions):
        return self

    def __iter__(self):
        raise DatabaseError("no such table")
