"""What classes were called before: changes of names are followed, and those that take them back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from studio.core.data.changes import Change
from studio.core.data.former_names import FormerNames


class Classes:
    """A list of classes, and what is done to it."""

    def __init__(self, *names: str) -> None:
        self.names = list(names)
        self.former = FormerNames(self.names)

    def write(self, change: Change) -> Change:
        """Do as a dataset does."""
        self.names[:] = change.new
        self.former.follow(change)
        return change

    def rename(self, old: str, new: str) -> Change:
        names = [new if name == old else name for name in self.names]
        return self.write(Change(tuple(self.names), tuple(names), (), calls=(old, new)))

    def merge(self, source: str, target: str) -> Change:
        names = self.names[: len(self.names) - (self.names[-1] == source)]
        return self.write(Change(tuple(self.names), tuple(names), (), calls=(source, target)))


def test_a_name_leads_to_what_became_of_its_class():
    classes = Classes("a", "b", "c")
    assert classes.former.now() == {}
    classes.rename("a", "x")
    classes.rename("x", "y")
    assert classes.former.now() == {"a": "y", "x": "y"}
    # One that stays in the list, and one that leaves it.
    classes.merge("b", "y")
    classes.merge("c", "y")
    assert classes.names == ["y", "b"]
    assert classes.former.now() == {"a": "y", "x": "y", "b": "y", "c": "y"}
    assert classes.former.now(since=3) == {"c": "y"} and classes.former.count == 4


def test_a_name_that_is_given_anew_means_the_new_class():
    classes = Classes("a", "b")
    classes.rename("a", "x")
    classes.write(Change(("x", "b"), ("x", "b", "a"), ()))
    assert classes.former.now() == {}
    # Renamed back by hand.
    classes = Classes("a", "b")
    classes.rename("a", "x")
    classes.rename("x", "a")
    assert classes.former.now() == {"x": "a"}


def test_a_class_that_is_deleted_with_its_boxes_leads_nowhere():
    classes = Classes("a", "b")
    classes.merge("a", "")
    assert classes.former.now() == {"a": ""}


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 3), st.integers(0, 9)), max_size=12))
def test_what_is_taken_back_was_never_there(steps):
    classes = Classes("a", "b", "c", "d")
    done, states = [], [{}]
    for is_rename, at, number in steps:
        name = classes.names[at % len(classes.names)]
        if is_rename and f"n{number}" not in classes.names:
            done.append(classes.rename(name, f"n{number}"))
        elif (other := classes.names[number % len(classes.names)]) != name:
            done.append(classes.merge(name, other))
        else:
            continue
        states.append(classes.former.now())
    for change in reversed(done):
        assert classes.former.now() == states.pop()
        classes.write(change.reversed())
    assert classes.former.now() == {} and classes.former.count == 0
    assert classes.names == ["a", "b", "c", "d"]
    for change in done:
        classes.write(change)
    assert classes.former.count == len(done)
