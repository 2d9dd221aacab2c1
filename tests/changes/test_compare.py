"""What differs between two states of the lists."""

import json

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import BASE, PATHS, certificates, loaded, register, tree
from checklist_tool.changes import Changes, compare
from checklist_tool.model.base import Record
from checklist_tool.model.certificate import Certificate
from checklist_tool.model.kinds import KINDS
from strategies import records

LISTS = [kind for kind in KINDS if "items" in kind.shape.model_fields]
ALONE = [kind for kind in KINDS if kind not in LISTS]
HEADS = {"ledger": {"entry": "一条", "fields": []}}
EXAMPLES = {"request": PATHS["request"], "joint_review": "data/tasks/reviews/2026-03-01.yaml"}


def told(changes: Changes) -> list[tuple]:
    return [
        (change.name, change.acts, [(f.path, f.before, f.after) for f in change.fields])
        for change in changes.entries
    ]


def shape_of_items(kind):
    return kind.shape.model_fields["items"].annotation.__args__[0]


def path_of(kind):
    stem = kind.stems[0] if kind.stems else "yangli"
    return kind.pattern.replace("[0-9][0-9][0-9][0-9]", "2026").replace("*", stem)


def state(kind, data):
    if kind in LISTS:
        data = {"title": kind.title, **HEADS.get(kind.name, {}), "items": data}
    return loaded({path_of(kind): yaml.safe_dump(data, allow_unicode=True, sort_keys=False)})


def test_the_same_lists_differ_in_nothing(lists):
    assert not compare(lists, lists)


def test_how_a_file_is_written_is_no_change():
    text = BASE[PATHS["positive"]]
    other = "# 说明\n" + text.replace("name: 死亡证明", 'name:   "死亡证明"  # 名称')

    assert not compare(loaded(BASE), loaded(tree(positive=other.replace("\n", "\r\n"))))


def test_what_comes_and_goes_is_told_with_its_list():
    before = tree(negative=certificates("id: a\nname: 甲证明", verdict="refuse"))
    after = tree(negative=certificates("id: b\nname: 乙证明", verdict="refuse"))

    changes = compare(loaded(before), loaded(after))

    assert told(changes) == [("乙证明", ("added",), []), ("甲证明", ("removed",), [])]
    assert [change.entry.list for change in changes.entries] == ["negative", "negative"]


def test_a_move_between_lists_keeps_the_item_and_tells_its_verdict():
    one = certificates("id: a\nname: 甲证明\nverdict: conditional", verdict="issue")
    other = certificates("id: a\nname: 甲证明", verdict="refuse")
    rest = certificates("id: b\nname: 乙证明", verdict="refuse")
    before = tree(reserve=one, negative=rest)
    after = tree(reserve=None or certificates("id: c\nname: 丙证明"), negative=other)

    [moved] = [c for c in compare(loaded(before), loaded(after)).entries if c.entry.id == "a"]

    assert moved.acts == ("moved", "verdict")
    assert [(f.path, f.before, f.after) for f in moved.fields] == [
        (("list",), "reserve", "negative"),
        (("verdict",), "conditional", "refuse"),
    ]


def test_a_new_default_verdict_changes_the_items_that_state_none():
    items = ("id: a\nname: 甲证明", "id: b\nname: 乙证明\nverdict: refuse")
    before = tree(reserve=certificates(*items, verdict="refuse"))
    after = tree(reserve=certificates(*items, verdict="issue"))

    changes = compare(loaded(before), loaded(after))

    verdict = (("verdict",), "refuse", "issue")
    assert told(changes) == [("清单", ("verdict",), [verdict]), ("甲证明", ("verdict",), [verdict])]
    assert [change.by_list for change in changes.entries] == [False, True]


def test_a_verdict_that_is_now_written_out_is_told_as_that():
    before = tree(reserve=certificates("id: a\nname: 甲证明", verdict="refuse"))
    after = tree(reserve=certificates("id: a\nname: 甲证明\nverdict: refuse", verdict="refuse"))

    assert told(compare(loaded(before), loaded(after))) == [
        ("甲证明", ("changed",), [(("verdict",), None, "refuse")])
    ]


@pytest.mark.parametrize(
    ("line", "act"),
    [
        ("status: retired", "retired"),
        ("effective_to: 2026-01-01", "retired"),
        ("note: 注", "changed"),
    ],
)
def test_an_item_that_is_taken_out_of_use_is_told_as_retired(line, act):
    before = tree(negative=certificates("id: a\nname: 甲证明"))
    after = tree(negative=certificates(f"id: a\nname: 甲证明\n{line}"))

    assert compare(loaded(before), loaded(after)).entries[0].acts == (act,)
    back = "changed" if act == "changed" else "restored"
    assert compare(loaded(after), loaded(before)).entries[0].acts == (back,)


def test_a_new_name_is_a_rename_and_a_new_id_is_told_as_that():
    before = tree(negative=certificates("id: a\nname: 甲证明", "id: b\nname: 乙证明"))
    after = tree(negative=certificates("id: a\nname: 甲的证明", "id: c\nname: 乙证明"))

    assert told(compare(loaded(before), loaded(after))) == [
        ("甲的证明", ("renamed",), [(("name",), "甲证明", "甲的证明")]),
        ("乙证明", ("renumbered",), [(("id",), "b", "c")]),
    ]


def test_boards_of_one_name_at_several_committees_are_not_taken_for_one_another():
    board = "title: 登记\nitems:\n"
    for number, committee in ((1, "甲村"), (2, "乙村")):
        board += (
            f"  - {{id: b{number}, name: 妇女之家, committee: {committee}, spot: indoor, "
            f"note: 第 {number} 块}}\n"
        )
    after = board.replace("b1", "b3").replace("甲村", "丙村")

    changes = compare(loaded(tree(boards=board)), loaded(tree(boards=after)))

    assert [change.acts for change in changes.entries] == [("added",), ("removed",)]


def test_a_list_is_told_by_what_came_and_went():
    before = tree(negative=certificates("id: a\nname: 甲\naliases: [一, 二, 三]"))
    after = tree(negative=certificates("id: a\nname: 甲\naliases: [一, 三, 四四, 五五]"))

    [(_, _, fields)] = told(compare(loaded(before), loaded(after)))

    assert fields == [
        (("aliases", 1), "二", None), (("aliases", 2), None, "四四"), (("aliases", 3), None, "五五")
    ]  # fmt: skip


def test_another_order_is_told_once():
    before = tree(negative=certificates("id: a\nname: 甲\nsteps: [一, 二, 三]", "id: b\nname: 乙"))
    after = tree(negative=certificates("id: b\nname: 乙", "id: a\nname: 甲\nsteps: [三, 一, 二]"))

    head, item = compare(loaded(before), loaded(after)).entries

    assert [(f.heading, f.reordered) for f in (*head.fields, *item.fields)] == [
        ("事项的次序", True), ("步骤的次序", True)
    ]  # fmt: skip
    assert head.fields[0].after == ["b", "a"]


def test_a_nested_record_is_told_by_its_path_in_words():
    one = "id: a\nname: 甲\ninstead:\n  - {what: 凭户口簿办, who: 派出所}\n  - {what: 其他}"
    before = tree(negative=certificates(one))
    after = tree(negative=certificates(one.replace("派出所", "公证处")))

    [change] = compare(loaded(before), loaded(after)).entries

    assert [(f.path, f.heading, f.before, f.after) for f in change.fields] == [
        (("instead", 0, "who"), "替代方式 第 1 项 · 办理单位", "派出所", "公证处")
    ]


def test_a_record_that_was_not_there_is_told_key_by_key():
    edition = BASE[PATHS["edition"]]
    more = "issued_by: 社会工作部\nadmission: {accept_within: 5, note: 暂行}\n"

    [change] = compare(loaded(BASE), loaded(tree(edition=edition + more))).entries

    assert [(f.path, f.before, f.after) for f in change.fields] == [
        (("issued_by",), None, "社会工作部"),
        (("admission", "accept_within"), None, 5),
        (("admission", "note"), None, "暂行"),
    ]


def test_an_article_is_told_with_its_policy():
    before = tree(negative=certificates("id: a\nname: 甲\nbasis: [{policy: fa, article: 第一条}]"))
    after = tree(negative=certificates("id: a\nname: 甲\nbasis: [{policy: fa, article: 第二条}]"))

    [field] = compare(loaded(before), loaded(after)).entries[0].fields

    assert field.as_json() == {
        "path": ["basis", 0],
        "heading": "依据",
        "before": {"policy": "fa", "article": "第一条"},
        "after": {"policy": "fa", "article": "第二条"},
    }


def test_policies_requests_answers_and_the_edition_are_compared_as_well():
    request = "id: shuju-hecha\ntitle: 数据核查\nsteps:\n  - {act: submit, on: 2026-01-01}\n"
    answers = "title: 问答\nitems:\n  - {ask: 死亡证明, item: siwang}\n"
    path = "data/answers.yaml"
    edition = BASE[PATHS["edition"]].replace("第1期", "第2期")
    before = tree({path: answers}, request=request)
    after = tree(
        {path: answers.replace("siwang", "other")},
        edition=edition,
        request=request + "  - {act: accept, on: 2026-01-02}\n",
        register=register("{id: minfa-2020-20, title: 意见, repealed_on: 2026-02-01}"),
    )

    changes = compare(loaded(before), loaded(after)).entries

    assert [(c.entry.kind, c.acts, [f.path for f in c.fields]) for c in changes] == [
        ("edition", ("changed",), [("edition",)]),
        ("policy", ("repealed", "renamed"), [("title",), ("repealed_on",)]),
        ("answer", ("changed",), [("item",)]),
        ("request", ("changed",), [("steps", 1)]),
    ]


def test_what_could_not_be_read_is_neither_added_nor_removed():
    good = tree(negative=certificates("id: a\nname: 甲", "id: b\nname: 乙"))
    broken = tree(negative=certificates("id: a\nname: 甲\nnmae: 乙", "id: b\nname: 乙"))
    torn = tree(negative="items: [")

    item = compare(loaded(broken), loaded(good))
    file = compare(loaded(good), loaded(torn))

    assert (item.entries, [u.as_json() for u in item.unread]) == (
        (), [{"side": "before", "path": PATHS["negative"], "ids": ["a"]}]
    )  # fmt: skip
    assert (file.entries, [u.as_json() for u in file.unread]) == (
        (), [{"side": "after", "path": PATHS["negative"], "ids": []}]
    )  # fmt: skip


def test_an_id_that_stands_twice_loses_nothing():
    twice = tree(negative=certificates("id: a\nname: 甲", "id: a\nname: 乙"))
    once = tree(negative=certificates("id: a\nname: 甲"))

    assert not compare(loaded(twice), loaded(twice))
    assert told(compare(loaded(twice), loaded(once))) == [("乙", ("removed",), [])]


def test_answers_asked_the_same_way_on_other_days_are_told_apart():
    path = "data/answers.yaml"
    head = "title: 问答\nitems:\n"
    old, new = "  - {ask: 甲, item: a, on: 2024-01-01}\n", "  - {ask: 甲, item: b}\n"

    changes = compare(loaded({path: head + old + new}), loaded({path: head + new}))

    assert [(c.name, c.acts, c.before.item.item) for c in changes.entries] == [
        ("甲", ("removed",), "a")
    ]


def test_every_change_can_be_written_as_json(lists):
    changes = compare(loaded(BASE), lists)

    found = json.loads(json.dumps(changes.as_json()))

    assert {change["kind"] for change in found["changes"]} >= {"certificate", "service", "policy"}


def filled(shape, data):
    """The data with every record that is there by default, as nothing."""
    for name, info in shape.model_fields.items():
        default = info.get_default(call_default_factory=True)
        if isinstance(default, Record):
            data[name] = filled(type(default), data.get(name, {}))
    return data


def edited(data, draw, other):
    """The data with one thing in it put as in the other: a value, or the end of a list."""
    if isinstance(data, dict):
        if not other:
            return data
        name = draw(st.sampled_from(sorted(other)))
        if name in data:
            return data | {name: edited(data[name], draw, other[name])}
        return data | {name: other[name][:1] if isinstance(other[name], list) else other[name]}
    if isinstance(data, list):
        match draw(st.sampled_from(["more", "less", "other"])):
            case "more":
                return [*data, other[0]]
            case "less" if len(data) > 1:
                return data[:-1]
        return [edited(data[0], draw, other[0]), *data[1:]]
    return other


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@settings(max_examples=settings.default.max_examples // 2)
@given(data=st.data())
def test_every_single_change_of_a_field_is_told_exactly_once(kind, data):
    shape = shape_of_items(kind) if kind in LISTS else kind.shape
    one, other = filled(shape, data.draw(records(shape))), data.draw(records(shape))
    for pinned in (one, other) if kind.name == "answer" else ():
        pinned.setdefault("verdict", "refuse")
        pinned["ask"] = "怎么问"
    other = edited(one, data.draw, other)
    before, after = (state(kind, [item] if kind in LISTS else item) for item in (one, other))
    [was], [now] = before.entries, after.entries
    changes = compare(before, after)

    assert [len(change.fields) for change in changes.entries] == [1] * (was.item != now.item)
    assert not compare(before, before)


CERTIFICATES = st.lists(records(Certificate), min_size=1, max_size=4)


@settings(max_examples=settings.default.max_examples // 2)
@given(CERTIFICATES, CERTIFICATES)
def test_nothing_is_lost_between_two_lists(before, after):
    kind = next(kind for kind in KINDS if kind.name == "certificate")
    old, new = state(kind, before), state(kind, after)

    changes = [change for change in compare(old, new).entries if change.entry.kind == kind.name]

    added = sum(change.acts == ("added",) for change in changes)
    removed = sum(change.acts == ("removed",) for change in changes)
    assert len(before) - removed + added == len(after)
