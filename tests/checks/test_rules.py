"""What the rules say as days go by, and what they leave alone."""

from __future__ import annotations

from datetime import date

import pytest

from builders import BASE, PATHS, Texts, certificates, examined, loaded, register, tree
from checklist_tool import checks
from checklist_tool.checks.every import RULES
from checklist_tool.problems import Problem


def codes(problems: list[Problem]) -> list[str]:
    return [problem.code for problem in problems]


def test_a_review_older_than_a_year_is_a_warning_from_the_day_after():
    texts = tree(
        positive=certificates("id: jia\nname: 甲证明\nreviewed: {on: 2026-03-01, by: 街道}")
    )

    assert examined(texts, date(2027, 3, 2)) == []
    [problem] = examined(texts, date(2027, 3, 3))
    assert (problem.code, problem.severity) == ("CK106", "warning")


def test_a_new_edition_confirms_every_item():
    edition = str(BASE[PATHS["edition"]])

    old = examined(tree(), date(2028, 1, 1))
    new = examined(tree(edition=edition.replace("2026-01-01", "2027-12-01")), date(2028, 1, 1))

    assert codes(old) == ["CK106"]
    assert new == []


def test_an_id_is_taken_also_by_an_item_that_does_not_fit():
    texts = tree(positive=certificates("id: jia\nname: 甲证明\nnmae: 甲", "id: jia\nname: 乙证明"))

    assert codes(examined(texts)) == ["CK022", "CK101"]


@pytest.mark.parametrize(
    ("in_force", "last_wrong_day"),
    [
        ("2027-01-01", date(2026, 12, 31)),
        ("2027-03", date(2027, 2, 28)),
        ("2027", date(2026, 12, 31)),
    ],
)
def test_a_basis_becomes_fine_on_the_day_it_is_in_force(in_force: str, last_wrong_day: date):
    texts = tree(register=register(f"{{id: minfa-2020-20, title: 意见, in_force_on: {in_force}}}"))
    next_day = date.fromordinal(last_wrong_day.toordinal() + 1)

    assert "CK103" in codes(examined(texts, last_wrong_day))
    assert "CK103" not in codes(examined(texts, next_day))


@pytest.mark.parametrize(
    ("repealed", "last_good_day"),
    [
        ("2026-09-15", date(2026, 9, 14)),
        ("2026-09", date(2026, 9, 29)),
        ("2026", date(2026, 12, 30)),
    ],
)
def test_a_basis_holds_until_it_is_surely_repealed(repealed: str, last_good_day: date):
    texts = tree(register=register(f"{{id: minfa-2020-20, title: 意见, repealed_on: {repealed}}}"))
    next_day = date.fromordinal(last_good_day.toordinal() + 1)

    assert "CK103" not in codes(examined(texts, last_good_day))
    assert "CK103" in codes(examined(texts, next_day))


REPEALED = register("{id: minfa-2020-20, title: 意见, repealed_on: 2026-06-30}")


def test_an_item_that_ended_may_rest_on_what_is_repealed():
    ended = "id: jia\nname: 甲证明\neffective_to: 2026-06-30\nbasis: [{policy: minfa-2020-20}]"

    assert examined(tree(register=REPEALED, positive=certificates(ended))) == []


def test_an_item_that_has_yet_to_end_may_not():
    ending = "id: jia\nname: 甲证明\neffective_to: 2027-06-30\nbasis: [{policy: minfa-2020-20}]"

    assert codes(examined(tree(register=REPEALED, positive=certificates(ending)))) == ["CK103"]


def test_an_item_that_is_retired_may_rest_on_what_is_repealed():
    retired = "id: jia\nname: 甲证明\nstatus: retired\neffective_to: 2026-06-30"
    retired += "\nbasis: [{policy: minfa-2020-20}]"

    assert examined(tree(register=REPEALED, positive=certificates(retired))) == []


def test_an_item_that_begins_with_its_basis_may_rest_on_it():
    future = register("{id: minfa-2020-20, title: 意见, in_force_on: 2027-01-01}")
    begins = "id: jia\nname: 甲证明\neffective_from: 2027-01-01\nbasis: [{policy: minfa-2020-20}]"

    assert examined(tree(register=future, positive=certificates(begins))) == []


def test_what_happens_today_is_not_in_the_future():
    item = "id: jia\nname: 甲证明\nreviewed: {on: 2026-11-23, by: 街道}"
    item += "\neffective_from: 2026-11-23\neffective_to: 2026-11-23"

    assert examined(tree(positive=certificates(item)), date(2026, 11, 23)) == []


def test_a_step_of_this_month_is_not_in_the_future():
    request = (
        "id: shuju-hecha\ntitle: 数据核查\nsteps:\n  - {on: 2026-11, act: submit, inferred: true}\n"
    )
    request += "sources:\n  - {title: 申请表, publisher: 某局, published_on: 2026-11}\n"
    texts = tree(request=request)

    assert examined(texts, date(2026, 11, 1)) == []
    assert codes(examined(texts, date(2026, 10, 31))) == ["CK402"]


def test_what_happens_on_one_day_is_in_order():
    request = "id: shuju-hecha\ntitle: 数据核查\nsteps:\n"
    request += (
        "  - {on: 2026-03-01, act: submit, inferred: true}\n  - {on: 2026-03-01, act: accept}\n"
    )
    request += "sources:\n  - {title: 申请表, publisher: 某局, published_on: 2026-03}\n"
    policy = "{id: minfa-2020-20, title: 意见, issued_on: 2020-10-01, in_force_on: 2020-10-01}"

    assert examined(tree(request=request, register=register(policy))) == []


@pytest.mark.parametrize(
    "way", ["where: [居委会]", "process: [{what: 来登记}]", "phone: ['12345']"]
)
def test_one_way_to_go_is_enough_for_a_service(way: str):
    handle = f"title: 为民办事\nitems:\n  - id: yi\n    name: 乙\n    {way}\n"
    handle += "    sources:\n      - {title: 指南, publisher: 某局, published_on: 2026}\n"

    assert examined(tree(handle=handle)) == []


def periods(first: str, second: str) -> dict[str, str | bytes]:
    refused = "id: xin\nname: 无房证明\ninstead: [{what: 查不动产登记}]\n"
    return tree(
        positive=certificates(f"id: jiu\nname: 无房证明\n{first}"),
        negative=certificates(refused + second, verdict="refuse"),
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("effective_to: 2026-06-30", "effective_from: 2026-07-01"),
        ("effective_from: 2027-01-01", "effective_to: 2026-12-31"),
        ("effective_from: 2025-01-01\neffective_to: 2025-12-31", "effective_from: 2026-01-01"),
    ],
)
def test_one_name_may_have_two_verdicts_one_after_the_other(first: str, second: str):
    assert examined(periods(first, second)) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("", ""),
        ("effective_to: 2026-07-01", "effective_from: 2026-07-01"),
        ("effective_from: 2025-01-01", "effective_to: 2026-07-01"),
        ("effective_from: 2025-01-01\neffective_to: 2026-01-01", ""),
    ],
)
def test_one_name_never_has_two_verdicts_on_one_day(first: str, second: str):
    assert "CK201" in codes(examined(periods(first, second)))


def test_a_name_that_contradicts_two_items_is_told_once():
    issued = certificates("id: jia\nname: 甲证明", "id: yi\nname: 乙证明\naliases: [甲证明]")
    refused = "id: bing\nname: 甲证明\nverdict: refuse\ninstead: [{what: 不必}]"

    problems = examined(tree(positive=issued, reserve=certificates(refused)))

    assert [(each.item, each.code) for each in problems] == [("bing", "CK201")]


def test_one_name_on_two_lists_with_one_verdict_is_fine():
    same = certificates("id: jia\nname: 甲证明\naliases: [乙证明]")
    again = certificates("id: yi\nname: 乙证明\naliases: [甲证明]")

    assert examined(tree(positive=same, reserve=again)) == []


def test_a_register_that_cannot_be_read_is_not_held_against_every_item():
    problems = examined(tree(register="title: 政策依据库\nitems: [\n"))

    assert codes(problems) == ["CK009"]


def test_a_policy_at_fault_is_not_held_against_those_that_cite_it():
    problems = examined(tree(register=register("{id: minfa-2020-20}", "{id: other, title: 甲法}")))

    assert codes(problems) == ["CK021"]


def test_a_request_at_fault_is_not_held_against_its_review():
    review = "on: 2026-03-10\ntitle: 联审\nmatters: [{request: shuju-hecha}]\n"
    review += "sources:\n  - {title: 纪要, publisher: 某部, published_on: 2026-03}\n"
    texts = tree({"data/tasks/reviews/2026-03-10.yaml": review}, request="id: shuju-hecha\n")

    assert codes(examined(texts)) == ["CK021"]


def test_an_edition_that_cannot_be_read_leaves_the_other_rules_at_work():
    broken = certificates("id: jia\nname: 甲证明\nverdict: refuse")

    assert codes(examined(tree(edition="title", positive=broken))) == ["CK014", "CK202"]


def test_an_item_at_fault_does_not_hide_its_neighbours():
    texts = tree(
        positive=certificates(
            "id: jia\nname: 甲证明\nbasis: [{policy: wu}]",
            "id: yi\nname: 乙证明\neffective_from: 昨天",
            "id: bing\nname: 丙证明\nbasis: [{policy: wu}]",
        )
    )

    problems = examined(texts)

    assert [(each.item, each.code, each.place.line) for each in problems] == [
        ("jia", "CK102", 6),
        ("yi", "CK024", 13),
        ("bing", "CK102", 20),
    ]
    assert [entry.id for entry in loaded(texts).on("positive")] == ["jia", "bing"]


def test_items_that_are_no_list_are_one_fault():
    assert codes(examined(tree(positive="title: 正面清单\nitems: 甲证明\n"))) == ["CK023"]


def test_a_file_that_cannot_be_opened_is_told_of_and_the_rest_is_examined():
    class Locked(Texts):
        def read(self, path: str) -> bytes:
            if path == PATHS["negative"]:
                raise PermissionError(13, "Permission denied")
            return super().read(path)

    _, problems = checks.examine(
        Locked(tree(negative="", positive=certificates("id: jia\nname: 甲\nverdict: refuse"))),
        date(2026, 11, 23),
    )

    assert [(each.code, each.place.path) for each in problems] == [
        ("CK001", PATHS["negative"]),
        ("CK202", PATHS["positive"]),
    ]
    assert "没有读取权限" in problems[0].message


def test_problems_come_sorted_by_place_and_each_once():
    texts = tree(
        positive=certificates(
            "id: yi\nname: 乙 ", "id: jia\nname: 甲\nverdict: refuse", "id: jia\nname: 甲"
        ),
        handle="title: 为民办事\nitems:\n  - {id: jia, name: 丙}\n",
        edition=str(BASE[PATHS["edition"]]) + "联系: 无\n",
    )

    problems = examined(texts)

    assert len(problems) > 4
    assert [each.place for each in problems] == sorted(each.place for each in problems)
    assert len(set(problems)) == len(problems)


def test_inferred_names_nothing_but_fields():
    item = "id: jia\nname: 甲证明\ninferred: [copy]"

    assert codes(examined(tree(positive=certificates(item)))) == ["CK107"]


def test_every_rule_says_what_it_promises():
    assert all(rule.check.__doc__ and code == rule.code for code, rule in RULES.items())


def test_an_id_of_the_list_itself_is_no_item():
    stray = "id: siwang\ntitle: 备库清单\nitems: []\n"

    assert [problem.code for problem in examined(tree(reserve=stray))] == ["CK022"]
