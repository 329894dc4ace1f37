from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.people.domain.headship import Tenure, check, months_later


def day(number, month=3):
    return date(2026, month, number)


HEAD = Tenure("Ani", "substantive", day(1))
LEFT = Tenure("Ani", "substantive", day(1), day(9))
PLT = Tenure("Beni", "plt", day(10), day(20))
PLH = Tenure("Beni", "plh", day(10), day(20))


@pytest.mark.parametrize(
    ("new", "others", "refused"),
    [
        (HEAD, [], []),
        (Tenure("Cici", "substantive", day(5)), [HEAD], ["post-has-head-without-end"]),
        (Tenure("Cici", "substantive", day(9)), [LEFT], ["post-has-head"]),
        (Tenure("Cici", "substantive", day(10)), [LEFT], []),
        (Tenure("Cici", "substantive", day(15)), [LEFT, PLT], ["post-has-deputy"]),
        (Tenure("Cici", "substantive", day(21)), [LEFT, PLT], []),
        (Tenure("Cici", "substantive", day(15)), [PLH], []),
        (PLT, [LEFT], []),
        (PLT, [], []),
        (PLT, [HEAD], ["post-not-vacant-without-end"]),
        (PLH, [HEAD], []),
        (Tenure("Cici", "plh", day(20), day(25)), [HEAD, PLH], ["post-has-deputy"]),
        (Tenure("Cici", "plh", day(21), day(25)), [HEAD, PLH], []),
        (Tenure("Ani", "plh", day(10), day(20)), [HEAD], ["deputy-of-oneself"]),
        (Tenure("Beni", "plt", day(1)), [], ["acting-without-end"]),
        (Tenure("Beni", "plh", day(2), day(1)), [HEAD], ["last-day-before-first"]),
    ],
)
def test_post_has_one_head_and_one_deputy_at_a_time(new, others, refused):
    assert [fault.kind for fault in check(new, others).refused] == refused


def test_stand_in_for_nobody_is_doubted():
    assert [fault.kind for fault in check(PLH, []).doubted] == ["nobody-to-stand-in-for"]
    assert [fault.kind for fault in check(PLH, [LEFT]).doubted] == ["nobody-to-stand-in-for"]
    assert not check(PLH, [HEAD]).doubted


@pytest.mark.parametrize(("until", "doubted"), [(date(2026, 6, 9), False), (date(2026, 6, 10), True)])
def test_acting_longer_than_usual_is_doubted(until, doubted):
    new = Tenure("Beni", "plt", day(10), until)

    assert bool(check(new, [], most_months=3).doubted) is doubted


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2025, 11, 30), 3, date(2026, 3, 1)),
        (date(2026, 10, 1), 3, date(2027, 1, 1)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2026, 1, 31), 1, date(2026, 3, 1)),
    ],
)
def test_months_are_counted_by_the_calendar(start, months, end):
    assert months_later(start, months) == end


days = st.dates(date(2026, 1, 1), date(2026, 12, 31))
tenures = st.builds(
    lambda person, manner, start, length: Tenure(person, manner, start, start + timedelta(length)),
    st.sampled_from("ABC"),
    st.sampled_from(["substantive", "plt", "plh"]),
    days,
    st.integers(0, 60),
)


@given(st.lists(tenures, max_size=8))
def test_whoever_was_let_in_never_meets_another_of_his_kind(wished):
    let_in = []
    for each in wished:
        if not check(each, let_in).refused:
            let_in.append(each)

    for first in let_in:
        for second in let_in:
            if first is second or not first.overlaps(second):
                continue
            assert {first.manner, second.manner} == {"substantive", "plh"}
