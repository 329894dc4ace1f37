"""What is kept is made once, replaced when it is made from something else, and bounded in bytes."""

import threading
from typing import Any

import pytest

from kotacerdas.planner.domain.warm import Warm


class Maker:
    def __init__(self, value: Any) -> None:
        self.value, self.times = value, 0

    def __call__(self) -> Any:
        self.times += 1
        return self.value


def test_the_same_is_made_once() -> None:
    warm, maker = Warm(100), Maker("relief")

    found = [warm.kept("ground", "g1", maker, len) for _each in range(3)]

    assert found == ["relief"] * 3
    assert maker.times == 1


def test_made_from_something_else_it_takes_the_place_of_the_old() -> None:
    warm = Warm(100)
    warm.kept("ground", "g1", Maker("old"), len)

    assert warm.kept("ground", "g2", Maker("newer"), len) == "newer"
    assert warm.bytes == 5


def test_what_was_not_asked_for_longest_goes_first() -> None:
    warm = Warm(10)
    first, second = Maker("1234"), Maker("5678")
    warm.kept("a", 1, first, len)
    warm.kept("b", 1, second, len)
    warm.kept("a", 1, first, len)
    warm.kept("c", 1, Maker("90ab"), len)

    assert warm.bytes == 8
    warm.kept("a", 1, first, len)
    warm.kept("b", 1, second, len)
    assert (first.times, second.times) == (1, 2)


def test_what_is_larger_than_everything_is_kept_alone() -> None:
    warm, large = Warm(3), Maker("a whole province")
    warm.kept("small", 1, Maker("ab"), len)

    warm.kept("large", 1, large, len)
    warm.kept("large", 1, large, len)

    assert large.times == 1
    assert warm.bytes == len("a whole province")


def test_what_could_not_be_made_is_not_kept() -> None:
    warm = Warm(10)

    def broken() -> str:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        warm.kept("ground", 1, broken, len)
    assert warm.kept("ground", 1, Maker("there"), len) == "there"


def test_many_that_ask_at_once_wait_for_one_that_makes() -> None:
    warm, together, made = Warm(10), threading.Barrier(4), []

    def slow() -> str:
        made.append(threading.get_ident())
        return "relief"

    def ask() -> None:
        together.wait()
        warm.kept("ground", 1, slow, len)

    threads = [threading.Thread(target=ask) for _each in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert len(made) == 1
    assert not warm._making
