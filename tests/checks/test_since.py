"""Which problems a change brings in: those that only moved are the same ones."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from builders import PATHS, TODAY, Texts, certificates, tree
from checklist_tool import checks
from checklist_tool.checks.since import brought_in
from checklist_tool.problems import Problem

Tree = Mapping[str, str | bytes]


def compared(now: Tree, before: Tree) -> tuple[list[Problem], list[Problem]]:
    return brought_in(
        checks.examine(Texts(now), TODAY)[1], Texts(now),
        checks.examine(Texts(before), TODAY)[1], Texts(before),
    )  # fmt: skip


def item(name: str, *more: str) -> str:
    return "\n".join((f"id: {name}", f"name: 证明{name}", *more))


def test_a_problem_that_only_moved_down_is_known():
    before = tree(positive=certificates(item("jia", "conditons: [有]")))
    now = tree(positive=certificates(item("yi"), item("jia", "conditons: [有]")))

    new, known = compared(now, before)

    assert new == []
    assert [problem.code for problem in known] == ["CK022"]


def test_a_warning_that_becomes_an_error_is_new():
    copied = tree({f"{PATHS['positive']}.bak": certificates(item("jia"))})
    now = {path: text for path, text in copied.items() if path != PATHS["positive"]}

    new, known = compared(now, copied)

    assert [(each.code, each.severity) for each in new] == [("CK032", "error")]
    assert known == []


def test_a_message_that_names_another_place_is_the_same_when_that_place_moved():
    same = [item("jia"), "id: jia\nname: 另一项"]
    before = tree(positive=certificates(*same))
    now = tree(positive=certificates(item("yi"), *same))

    new, known = compared(now, before)

    assert new == []
    assert [problem.code for problem in known] == ["CK101"]


def test_the_second_of_two_alike_is_new_also_when_it_stands_first():
    before = tree(positive=certificates(item("jia", "note: 电话13800138000")))
    now = tree(
        positive=certificates(
            item("yi", "note: 找13900139000"), item("jia", "note: 电话13800138000")
        )
    )

    [new], [known] = compared(now, before)

    assert (new.code, new.place.line) == ("CK503", 6)
    assert known.place.line > new.place.line


def test_a_problem_that_was_mended_is_in_neither():
    before = tree(positive=certificates(item("jia", "conditons: [有]")))

    assert compared(tree(positive=certificates(item("jia"))), before) == ([], [])


def test_a_new_file_has_only_new_problems():
    now = tree(negative=certificates(item("jia"), verdict="refuse"))

    new, known = compared(now, tree())

    assert [(problem.code, problem.place.path) for problem in new] == [("CK202", PATHS["negative"])]
    assert known == []


ITEMS = st.lists(
    st.tuples(st.sampled_from("abcd"), st.sampled_from(["", "x: 1", "note: 13800138000"])),
    min_size=1, max_size=5,
)  # fmt: skip


def listed(items: list[tuple[str, str]]) -> Tree:
    return tree(positive=certificates(*(item(name, *filter(None, [more])) for name, more in items)))


@given(ITEMS)
def test_no_change_brings_in_nothing(items):
    new, known = compared(listed(items), listed(items))

    assert new == []
    assert known == checks.examine(Texts(listed(items)), TODAY)[1]


@given(ITEMS, ITEMS)
def test_every_problem_is_new_or_known_and_no_more_are_known_than_there_were(now, before):
    found = checks.examine(Texts(listed(now)), TODAY)[1]
    earlier = checks.examine(Texts(listed(before)), TODAY)[1]

    new, known = compared(listed(now), listed(before))

    assert sorted([*new, *known]) == found
    for problem in known:
        alike = [each for each in known if each.identity == problem.identity]
        assert len(alike) <= sum(each.identity == problem.identity for each in earlier)
