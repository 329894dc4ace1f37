"""Small questions for tests, and the answer by trying every choice."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from kotacerdas.siting.domain.problem import Problem, Rules, problem

if TYPE_CHECKING:
    from collections.abc import Iterator

LETTERS = "ABCDEFGH"


def line(*covers: str, weights: dict[str, float], costs: tuple[int, ...] = (), **rules: Any) -> Problem:
    """Sites A, B, ... that cover the demands named by small letters: `line("ab", "bc", weights={"a": 1, ...}, most=1)`."""
    groups = rules.pop("groups", None)
    names = sorted(weights)
    pairs = [(site, names.index(letter)) for site, letters in enumerate(covers) for letter in letters]
    return problem(
        costs or (1,) * len(covers),
        [weights[name] for name in names],
        pairs,
        Rules(**rules),
        sites=LETTERS[: len(covers)],
        groups=groups,
        group_names=("utara", "selatan", "timur"),
    )


def named(of: Problem, chosen: frozenset[int]) -> str:
    return "".join(sorted(of.sites[site] for site in chosen))


def choices(of: Problem) -> Iterator[frozenset[int]]:
    """Every choice that keeps the rules."""
    sites = range(len(of.sites))
    for count in range(len(of.sites) + 1):
        yield from (frozenset(each) for each in combinations(sites, count) if of.is_kept(frozenset(each)))


def best_by_trying(of: Problem) -> float | None:
    """None where no choice keeps the rules."""
    return max((of.value(each) for each in choices(of)), default=None)


@st.composite
def questions(draw: st.DrawFn) -> Problem:
    count = draw(st.integers(1, 7))
    demands = draw(st.integers(0, 9))
    sites = range(count)
    pairs = (
        draw(st.sets(st.tuples(st.sampled_from(sites), st.integers(0, demands - 1)))) if demands else set()
    )
    some = st.integers(0, count - 1)
    reaching = draw(st.sets(some))
    return problem(
        draw(st.lists(st.integers(0, 9), min_size=count, max_size=count)),
        draw(st.lists(st.integers(0, 50), min_size=demands, max_size=demands)),
        pairs,
        Rules(
            most=draw(st.none() | st.integers(0, count)),
            budget=draw(st.none() | st.integers(0, 30)),
            musts=frozenset(draw(st.sets(some, max_size=2))),
            excludes=tuple(
                sorted(pair for pair in draw(st.sets(st.tuples(some, some), max_size=2)) if pair[0] < pair[1])
            ),
            least={group: draw(st.integers(0, 2)) for group in draw(st.sets(st.integers(0, 1)))},
            hangs_on={
                site: frozenset(draw(st.sets(st.sampled_from(sorted(reaching)))) if reaching else ())
                for site in draw(st.sets(some, max_size=2)) - reaching
            },
        ),
        groups=draw(st.lists(st.integers(-1, 1), min_size=count, max_size=count)),
    )
