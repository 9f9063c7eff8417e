"""What is kept from one build to the next: that which was made of the very same things, and nothing with a problem."""

from explainer.kept import NOTHING, Kept


def test_what_was_made_of_the_same_things_is_not_made_again() -> None:
    kept, one, made = Kept(), object(), iter(range(9))
    assert [kept.make(("a",), (one,), lambda: next(made)) for _ in range(3)] == [0, 0, 0]
    assert kept.make(("b",), (one,), lambda: next(made)) == 1
    assert kept.make(("a",), (object(),), lambda: next(made)) == 2
    assert kept.make(("a",), (one,), lambda: next(made)) == 3  # only the last is kept
    assert kept.make(("a",), (one, one), lambda: next(made)) == 4


def test_things_that_only_look_the_same_are_others() -> None:
    kept, made = Kept(), iter(range(9))
    one, other = ["a"], ["a"]
    assert [kept.make(("a",), (thing,), lambda: next(made)) for thing in (one, other)] == [0, 1]
    assert kept.equal(("thing",), one) is one
    assert kept.equal(("thing",), other) is one
    assert kept.equal(("thing",), ["b"]) == ["b"]


def test_what_had_problems_is_made_again_to_find_them_again() -> None:
    kept, one, problems = Kept(), object(), ["earlier"]

    def make() -> int:
        problems.append("another")
        return len(problems)

    assert [kept.make(("a",), (one,), make, problems) for _ in range(2)] == [2, 3]
    assert kept.make(("a",), (one,), lambda: 7, problems) == 7
    assert kept.make(("a",), (one,), make, problems) == 7


def test_who_builds_once_keeps_nothing() -> None:
    one, made = object(), iter(range(9))
    assert [NOTHING.make(("a",), (one,), lambda: next(made)) for _ in range(2)] == [0, 1]
    assert NOTHING.equal(("b",), [1]) == [1]
    assert not NOTHING.made
