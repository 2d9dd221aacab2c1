"""What a change takes away or rewrites is told; what only moves, ends or is added is not."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import date

import pytest

from builders import BASE, PATHS, TODAY, certificates, loaded, tree
from checklist_tool.changes.rewritten import rewritten
from checklist_tool.problems import Problem

Tree = Mapping[str, str | bytes]
EDITION = str(BASE[PATHS["edition"]])
JIA, YI = "id: jia\nname: 甲居住证明", "id: yi\nname: 乙收入证明"
INTERVENTION = "data/tasks/interventions/dati.yaml"


def told(before: Tree, after: Tree, today: date = TODAY) -> list[Problem]:
    return [*rewritten(loaded(before), loaded(after), today)]


def codes(before: Tree, after: Tree) -> list[str]:
    return [problem.code for problem in told(before, after)]


def issued(*items: str, **others: str) -> dict[str, str | bytes]:
    return tree(positive=certificates(*items), **others)


def pinned(*asks: str) -> dict[str, str | bytes]:
    items = "".join(f"  - {ask}\n" for ask in asks)
    return tree({"data/answers.yaml": f"title: 固定问答\nitems:\n{items}"})


def corrected(what: str, others: str = EDITION, on: str = "2026-11-20") -> str:
    return others + f"corrections:\n  - what: {what}\n    on: {on}\n    reason: 当时抄错了\n"


def test_nothing_changed_is_nothing_told():
    assert told(issued(JIA, YI), issued(JIA, YI)) == []


def test_an_item_that_is_deleted_is_told_where_it_stood():
    [problem] = told(issued(JIA, YI), issued(JIA))

    assert (problem.code, problem.severity, problem.item) == ("CK701", "error", "yi")
    assert (problem.place.path, problem.place.line) == (PATHS["positive"], 4)
    assert f"{PATHS['positive']}:10:5" in problem.message


def test_an_item_that_is_retired_or_added_is_not_told():
    ended = f"{YI}\nstatus: retired\neffective_to: 2026-10-31"

    assert told(issued(JIA, YI), issued(JIA, ended, "id: bing\nname: 丙证明")) == []


def test_an_item_that_moves_to_another_list_is_not_told():
    moved = certificates(f"{YI}\ninstead: [{{what: 工资单}}]", verdict="refuse")
    past = "id: yi-20261031\nname: 乙收入证明\nstatus: retired\neffective_to: 2026-10-31"

    assert told(issued(JIA, YI), issued(JIA, negative=moved)) == []
    assert told(issued(JIA, YI), issued(JIA, past, negative=moved)) == []


def test_a_date_behind_an_id_does_not_stand_for_what_comes_after():
    past = "id: yi-20261031\nname: 乙收入证明\nstatus: retired\neffective_to: 2026-10-31"
    service = "title: 为民办事\nitems:\n  - {id: yi, name: 丙, where: [居委会]}\n"

    assert codes(issued(JIA, YI), issued(JIA, "id: yi-19000101\nname: 乙收入证明")) == ["CK701"]
    assert codes(issued(JIA, YI), issued(JIA, past)) == ["CK701"]
    assert codes(issued(JIA, YI), issued(JIA, past, handle=service)) == ["CK703"]


def test_what_moved_away_may_not_be_deleted_later():
    past = "id: yi-20261031\nname: 乙收入证明\nstatus: retired\neffective_to: 2026-10-31"

    assert codes(issued(JIA, past), issued(JIA)) == ["CK701"]


def test_another_id_is_an_id_that_is_gone():
    [problem] = told(issued(JIA, YI), issued(JIA, "id: shouru\nname: 乙收入证明"))

    assert problem.code == "CK701"
    assert "“yi”" in problem.message and "“shouru”" in problem.message
    assert problem.place.line == 10


def test_a_list_that_is_deleted_is_told_item_by_item():
    before = issued(JIA, negative=certificates(f"{YI}\ninstead: [{{what: 甲}}]", verdict="refuse"))

    [problem] = told(before, issued(JIA))

    assert (problem.code, problem.place.path) == ("CK701", PATHS["negative"])


def test_what_cannot_be_read_now_is_not_taken_for_deleted():
    broken = issued(JIA, f"{YI}\nconditons: [有]")
    unread = tree(positive="title: 正面清单\nitems:\n  - id: [")
    renamed = {path: text for path, text in issued(JIA, YI).items() if path != PATHS["positive"]}
    renamed["data/lists/certificates/positive.yaml.txt"] = certificates(JIA, YI)

    for after in (broken, unread, renamed):
        assert told(issued(JIA, YI), after) == []


def test_a_copy_with_another_ending_does_not_hide_that_the_list_is_deleted():
    request = "data/tasks/2026/shuju-hecha.yaml"
    before = {**pinned("{ask: 甲, verdict: issue}"), **stepped(SUBMIT)}
    for path in ("data/answers.yaml", PATHS["positive"], request):
        copied = {**before, f"{path}.bak": before[path]}
        after = {name: text for name, text in copied.items() if name != path}

        assert set(codes(copied, after)) <= {"CK701", "CK702"}
        assert codes(copied, after) != []
        assert told(before, after) == []


def test_a_list_that_breaks_beside_its_copy_is_not_taken_for_deleted():
    copy = {f"{PATHS['positive']}.bak": certificates(JIA)}

    assert told(issued(JIA) | copy, tree(positive="items: [") | copy) == []


def test_a_known_fault_hides_nothing_of_its_id():
    count = "title: 数字\nitems:\n  - {id: yi, measure: 项, value: 许多}\n"
    broken = issued(JIA, f"{YI}\nconditons: [有]")
    twice = issued(JIA, YI, f"{YI}\nconditons: [有]")

    assert codes(issued(JIA, YI, counts=count), issued(JIA, counts=count)) == ["CK701"]
    assert codes(issued(JIA, YI), issued(JIA, counts=count)) == ["CK701"]
    assert codes(twice, broken) == ["CK703"]


def test_a_pinned_answer_may_change_and_not_go():
    before = pinned("{ask: 甲, verdict: issue}", "{ask: 乙, verdict: issue}")

    after = pinned("{ask: 甲, verdict: refuse}", "{ask: 乙, item: yi, verdict: refuse}")
    assert told(before, after) == []
    [problem] = told(before, pinned("{ask: 甲, verdict: issue}"))
    assert problem.code == "CK701"
    assert "“乙”" in problem.message


FULL = "{ask: 甲, item: jia, verdict: refuse, level: sure}"


@pytest.mark.parametrize(
    ("was", "now"),
    [
        (FULL, "{ask: 甲, item: jia, verdict: refuse}"),
        (FULL, "{ask: 甲, item: jia, level: sure}"),
        (FULL, "{ask: 甲, item: yi, level: sure}"),
        (FULL, "{ask: 甲, verdict: refuse, level: sure}"),
        (FULL, "{ask: 甲, verdict: issue, level: sure}"),
        (FULL, FULL.replace("甲,", "甲, kind: certificate,")),
        (FULL, FULL.replace("甲,", "甲, on: 2020-01-01,")),
        (FULL.replace("甲,", "甲, on: 2026-01-01,"), FULL.replace("甲,", "甲, on: 2020-01-01,")),
        (FULL.replace("甲,", "甲, kind: service,"), FULL.replace("甲,", "甲, kind: certificate,")),
        (FULL, FULL.replace("甲", "乙")),
        ("{ask: 甲, verdict: not_listed}", "{ask: 甲, item: jia}"),
    ],
)  # fmt: skip
def test_a_pinned_answer_that_pins_less_is_told(was: str, now: str):
    [problem] = told(pinned(was), pinned(now))

    assert (problem.code, problem.place.path) == ("CK701", "data/answers.yaml")
    assert "“甲”" in problem.message


@pytest.mark.parametrize(
    ("was", "now"),
    [
        (FULL, "{ask: 甲, item: yi, verdict: issue, level: sure}"),
        (FULL, "{ask: 甲, level: none}"),
        (FULL, "{ask: 甲, verdict: not_listed}"),
        (FULL, "{ask: 甲, item: yi, level: near}"),
        (FULL, "{ask: 甲, item: banshi}"),
        ("{ask: 甲, level: none}", "{ask: 甲, item: jia, verdict: refuse}"),
        ("{ask: 甲, verdict: refuse}", FULL),
        (FULL.replace("甲,", "甲, kind: certificate,"), FULL),
    ],
)
def test_a_pinned_answer_may_become_what_the_desk_answers_now(was: str, now: str):
    service = {PATHS["handle"]: "title: 办\nitems:\n  - {id: banshi, name: 办, where: [居委会]}\n"}

    assert told(pinned(was) | service, pinned(now) | service) == []


def test_a_pinned_answer_may_be_split_by_the_days_to_come():
    split = (FULL.replace("甲,", f"甲, on: {day},") for day in (TODAY, "2027-01-01"))

    assert told(pinned(FULL), pinned(*split)) == []


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("乙收入情况证明", []), ("低收入证明", []), ("丙婚姻证明", ["CK703"]),
        ("丙婚姻证明\naliases: [乙收入证明]", []), ("丙婚姻证明\naliases: [乙 收入證明]", []),
        ("婚姻情况证明", ["CK703"]),
    ],
)  # fmt: skip
def test_an_id_stays_with_what_it_was_given_to(name: str, code: list[str]):
    assert codes(issued(JIA, YI), issued(JIA, f"id: yi\nname: {name}")) == code


def test_words_that_are_said_of_anything_do_not_make_two_names_one():
    before, after = issued("id: yi\nname: 收入情况证明"), issued("id: yi\nname: 婚姻情况证明")

    assert codes(before, after) == ["CK703"]


def test_an_id_of_a_certificate_that_a_service_gets_is_told():
    service = "title: 为民办事\nitems:\n  - {id: yi, name: 丙, where: [居委会]}\n"

    [problem] = told(issued(JIA, YI), issued(JIA, handle=service))

    assert (problem.code, problem.place.path) == ("CK703", PATHS["handle"])


SUBMIT, ACCEPT = "{on: 2026-03-01, act: submit}", "{on: 2026-03-05, act: accept, by: 受理单位}"
REVIEW = "{act: review, outcome: approved}"


def stepped(*steps: str, path: str = PATHS["request"], head: str = "id: shuju-hecha") -> Tree:
    lines = "".join(f"  - {step}\n" for step in steps)
    return tree({path: f"{head}\ntitle: 数据核查\n" + (f"steps:\n{lines}" if steps else "")})


@pytest.mark.parametrize(
    ("now", "line", "said"),
    [
        ((SUBMIT, ACCEPT.replace("03-05", "03-04"), REVIEW), 5,
         "第 2 步受理（2026-03-05）改了日期"),
        ((SUBMIT, ACCEPT.replace("on: 2026-03-05, ", ""), REVIEW), 5, "改了日期，现在是 没有日期"),
        ((SUBMIT, ACCEPT.replace("受理单位", "某局"), REVIEW), 5,
         "第 2 步受理（2026-03-05）改写了"),
        ((SUBMIT, ACCEPT.replace("accept", "decline"), REVIEW), 5,
         "第 2 步受理（2026-03-05）改写了"),
        ((SUBMIT, REVIEW), 4, "第 2 步受理（2026-03-05）删掉了"),
        ((), 1, "第 1 步提交（2026-03-01）删掉了"),
        ((ACCEPT, SUBMIT, REVIEW), 5,
         "第 2 步受理（2026-03-05）改写了"),
    ],
)  # fmt: skip
def test_a_step_that_is_redated_rewritten_or_gone_is_told(now, line: int, said: str):
    problem, *_ = told(stepped(SUBMIT, ACCEPT, REVIEW), stepped(*now))

    assert (problem.code, problem.item) == ("CK702", "shuju-hecha")
    assert said in problem.message
    assert (problem.place.path, problem.place.line) == (PATHS["request"], line)


@pytest.mark.parametrize(
    "now",
    [
        (SUBMIT, ACCEPT, REVIEW, "{on: 2026-03-12, act: publish}"),
        (SUBMIT, ACCEPT, REVIEW.replace("{", "{on: 2026-03-10, by: 联审会议, note: 补记, ")),
        (SUBMIT, "{on: 2026-03-02, act: withdraw, reason: 改}", ACCEPT, REVIEW),
    ],
)
def test_a_step_that_is_added_or_made_complete_is_not_told(now):
    assert told(stepped(SUBMIT, ACCEPT, REVIEW), stepped(*now)) == []


def test_steps_of_an_intervention_stay_and_what_stands_for_steps_too():
    head = "id: dati\nfound_on: 2026-04\nsettled_on: 2026-05"
    before = stepped("{on: 2026-06, act: file}", path=INTERVENTION, head=head)
    after = stepped("{on: 2026-07, act: file}", path=INTERVENTION, head=head)
    redated = stepped(
        "{on: 2026-06, act: file}", path=INTERVENTION, head=head.replace("2026-05", "2026-06")
    )

    assert codes(before, after) == codes(before, redated) == ["CK702"]


def test_a_request_and_a_meeting_are_not_deleted():
    review = "data/tasks/reviews/2026-03-10.yaml"
    before = stepped(SUBMIT) | {review: "on: 2026-03-10\ntitle: 联审\n"}

    problems = told(before, tree())

    assert [(each.code, each.place.path) for each in problems] == [
        ("CK702", review), ("CK702", PATHS["request"]),
    ]  # fmt: skip


REVIEW_FILE = "data/tasks/reviews/2026-03-10.yaml"


def meeting(*matters: str, head: str = "title: 联审") -> Tree:
    lines = "".join(f"  - {matter}\n" for matter in matters)
    return tree({REVIEW_FILE: f"on: 2026-03-10\n{head}\nmatters:\n{lines}"})


@pytest.mark.parametrize(
    ("now", "line"),
    [
        (("{request: yi}",), 4),
        (("{request: jia, outcome: rejected, reason: 不清楚}", "{request: yi}"), 4),
        (("{request: jia}", "{request: yi}"), 4),
        (("{request: yi}", "{request: bing, outcome: approved}"), 4),
    ],
)
def test_what_a_meeting_decided_stays(now: tuple[str, ...], line: int):
    [problem] = told(meeting("{request: jia, outcome: approved}", "{request: yi}"), meeting(*now))

    assert (problem.code, problem.place.path, problem.place.line) == ("CK702", REVIEW_FILE, line)
    assert "jia" in problem.message


def test_who_called_a_meeting_stays():
    before, after = (
        meeting("{request: jia}", head=f"title: 联审\nconvened_by: {who}") for who in "甲乙"
    )

    assert codes(before, after) == ["CK702"]


def test_a_meeting_may_be_made_complete_and_one_to_come_may_change():
    before = meeting("{request: jia}", "{request: yi, outcome: approved}")
    after = meeting(
        "{request: yi, outcome: approved}", "{request: bing}", "{request: jia, outcome: approved}",
        head="title: 联审\nconvened_by: 某部\nnote: 补记",
    )  # fmt: skip

    assert told(before, after) == []
    assert told(before, meeting("{request: bing}"), date(2026, 3, 9)) == []


def edition(**changed: str) -> Tree:
    text = EDITION
    for name, value in changed.items():
        line = next(line for line in EDITION.splitlines() if line.startswith(name))
        text = text.replace(line, f"{name}: {value}")
    return tree(edition=text)


@pytest.mark.parametrize(
    ("changed", "line"),
    [
        ({"jurisdiction": "上海市奉贤区"}, 1), ({"title": "另一套清单"}, 2),
        ({"issued_on": "2026-02-01"}, 4),
        ({"edition": "第2期"}, 3), ({"edition": "第2期", "issued_on": "2025-12-31"}, 4),
    ],
)  # fmt: skip
def test_a_published_edition_keeps_its_number_day_and_title(changed: dict[str, str], line: int):
    [problem] = told(tree(), edition(**changed))

    assert (problem.code, problem.place.line) == ("CK704", line)


def test_a_new_edition_may_be_another_in_all():
    new = edition(
        edition="第2期", issued_on="2026-10-01", title="另一套清单", jurisdiction="上海市"
    )

    assert told(tree(), new) == []


def test_an_edition_that_is_yet_to_be_published_may_change():
    assert told(tree(), edition(title="另一套清单"), date(2025, 12, 31)) == []


def test_a_published_edition_keeps_its_answer_on_what_is_not_listed_and_its_notice():
    said = EDITION.replace("清单上没有这一项", "一律可以开")
    instead = EDITION + "  instead: [{what: 户口簿}]\n"

    for before, after in (
        (EDITION, said), (instead, instead.replace("户口簿", "身份证")),
        (EDITION + "notice: 试行\n", EDITION + "notice: 正式\n"),
        (EDITION + "notice: 试行\n", EDITION),
    ):  # fmt: skip
        assert codes(tree(edition=before), tree(edition=after)) == ["CK704"]


def test_what_an_edition_did_not_say_may_be_added():
    said = EDITION + "  instead: [{what: 户口簿}]\nnotice: 试行\nissued_by: 某部\n"

    assert told(tree(), tree(edition=said)) == []


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        (issued(JIA, YI), issued(JIA), "yi"),
        (issued(JIA, YI), issued(JIA, "id: shouru\nname: 乙收入证明"), "yi"),
        (issued(JIA, YI), issued(JIA, "id: yi\nname: 丙婚姻证明"), "yi"),
        (pinned("{ask: 甲问, verdict: issue}", "{ask: 乙, item: yi}"),
         pinned("{ask: 乙, item: yi}"), "甲问"),
        (stepped(SUBMIT, ACCEPT), stepped(SUBMIT), "shuju-hecha"),
    ],
)  # fmt: skip
def test_a_correction_lets_pass_what_it_names_and_nothing_else(before: Tree, after, what: str):
    right = {**after, PATHS["edition"]: corrected(what)}
    wrong = {**after, PATHS["edition"]: corrected("bing")}

    assert told(before, right) == []
    assert told(before, wrong) == told(before, after) != []


def test_a_correction_of_an_edition_names_it():
    changed = EDITION.replace("居村组织清单", "另一套清单")

    assert told(tree(), tree(edition=corrected("第1期", changed))) == []


def test_a_correction_counts_only_for_the_change_that_brings_it_in():
    before = issued(JIA, YI, edition=corrected("yi"))

    assert codes(before, issued(JIA, edition=corrected("yi"))) == ["CK701"]
    assert codes(before, issued(JIA, edition=corrected("yi", on="2026-11-21"))) == []


def test_another_reason_does_not_make_an_old_correction_new():
    before = issued(JIA, YI, edition=corrected("yi"))
    after = issued(JIA, edition=corrected("yi").replace("当时抄错了", "当时抄错了。"))

    assert codes(before, after) == ["CK701"]


def test_a_correction_says_which_it_means_where_two_kinds_have_the_name():
    request = dict(stepped(SUBMIT, head="id: yi", path="data/tasks/2026/yi.yaml"))
    before = {**request, **issued(JIA, YI)}

    for what, left in (
        ("yi", ["CK701", "CK702"]), ("准入申请 yi", ["CK701"]), ("证明清单 yi", ["CK702"]),
    ):  # fmt: skip
        assert codes(before, issued(JIA, edition=corrected(what))) == left
    [problem, _] = told(before, issued(JIA, edition=corrected("yi")))
    assert "“证明清单 yi”" in problem.hint


@pytest.mark.slow
def test_thousands_of_items_that_are_gone_take_time_in_proportion():
    def seconds(count: int) -> float:
        before = loaded(issued(JIA, *(f"id: a-{number}\nname: 甲" for number in range(count))))
        after = loaded(issued(JIA))
        start = time.process_time()
        assert len([*rewritten(before, after, TODAY)]) == count
        return time.process_time() - start

    less, more = (min(seconds(count) for _ in range(3)) for count in (500, 4000))

    assert more < 20 * less


def test_an_outcome_may_go_from_a_meeting_once_the_request_takes_its_step_back():
    path = "data/tasks/reviews/2026-03-10.yaml"
    review = "on: 2026-03-10\ntitle: 联审\nmatters:\n  - {request: shuju-hecha%s}\n"
    held = {path: review % ", outcome: approved"}
    reopened = {path: review % ""}
    decided = "{on: 2026-03-10, act: review, outcome: approved}"
    back = "{on: 2026-03-11, act: take_back, reason: 记错了, takes_back: 3}"
    before = stepped(SUBMIT, ACCEPT, decided) | held
    now = stepped(SUBMIT, ACCEPT, decided, back) | reopened

    assert [*rewritten(loaded(before), loaded(now), TODAY)] == []
    assert [*rewritten(loaded(before), loaded(before | reopened), TODAY)] != []
