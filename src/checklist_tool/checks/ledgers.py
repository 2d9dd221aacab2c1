"""CK26x: a ledger is defined soundly, its entries fit it, and committees are those there are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches
from typing import cast

from checklist_tool.checks.rule import rule
from checklist_tool.model.committee import CommitteeRegister
from checklist_tool.model.content import EVERY
from checklist_tool.model.kinds import KIND_BY_NAME
from checklist_tool.model.ledger import (
    FIELD_TYPES,
    REFERENCES,
    TIMES,
    Ledger,
    LedgerEntry,
    LedgerField,
    Measure,
)
from checklist_tool.model.meant import when_meant
from checklist_tool.model.scalars import NUMBER_PATTERN
from checklist_tool.problems import Problem
from checklist_tool.repository import Entry, Repository
from checklist_tool.yaml_source import Loc, Source

_WHEN = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_EVERY = re.compile(r"(全部|所有|各|全区|全镇|全街道)+(居村|村居|居委|居委会|村|村委|村委会)")


@rule(
    "CK260",
    "台账的栏目和统计项前后说得通",
    "统计项指到没有的栏目，就算不出数；键重复的，不知道说的是哪一栏。",
    "对照 fields 里的键改；合计、占比用数的栏目，最近日期和 dated_by 用日期的栏目。",
)
def a_ledger_is_sound(repository: Repository, today: date) -> Iterator[Problem]:
    """Keys name one field or measure, and what a measure refers to is there and of its type."""
    for source, ledger in ledgers(repository):
        types = {one.key: one.type for one in ledger.fields}

        def problem(loc: Loc, message: str, hint: str, source: Source = source) -> Problem:
            return Problem(source.place(loc), "CK260", message, hint)

        for name in ("fields", "measures"):
            keys = [one.key for one in getattr(ledger, name)]
            for index, key in enumerate(keys):
                if key in keys[:index] or (name == "fields" and key in TIMES):
                    why = "已经用过" if key in keys[:index] else "用来按年、按月分，不能作栏目的键"
                    yield problem([name, index, "key"], f"键“{key}”{why}", "换一个键")
        for index, one in enumerate(ledger.fields):
            if (one.type == "choice") != bool(one.choices):
                yield problem(
                    ["fields", index], f"栏目“{one.heading}”的类型和可选的值对不上",
                    "类型是 choice 的写 choices；别的类型不写",
                )  # fmt: skip
        wanted: list[tuple[str | int, Loc, str | None, tuple[str, ...]]]
        wanted = [("dated_by", [], ledger.dated_by, ("date",))]
        for index, measure in enumerate(ledger.measures):
            loc: Loc = ["measures", index]
            of, hint = _needed(measure)
            wanted.append(("of", loc, measure.of, of))
            wanted.append(("out_of", loc, measure.out_of, ("number",)))
            if hint:
                yield problem(loc, f"统计项“{measure.heading}”没有写全，或者多写了", hint)
            field = ledger.field(measure.of) if measure.equal and measure.of else None
            if field and field.choices and measure.equal not in field.choices:
                hint = f"可以写：{'、'.join(field.choices)}"
                message = f"“{field.heading}”没有“{measure.equal}”这个值"
                yield problem([*loc, "equal"], message, hint)
            for at, key in enumerate(measure.by):
                if key in TIMES:
                    if not ledger.dated_by:
                        hint = "写上 dated_by，或者不这样分"
                        yield problem(
                            [*loc, "by", at], "按年、按月分，却没有写按哪一栏算时间", hint
                        )
                else:
                    wanted.append((at, [*loc, "by"], key, tuple(FIELD_TYPES)))
        for part, loc, key, allowed in wanted:
            if key is not None and key not in types:
                known = "、".join(types) or "还没有栏目"
                yield problem([*loc, part], f"没有键是“{key}”的栏目", f"栏目有：{known}")
            elif key is not None and types[key] not in allowed:
                words = "、".join(FIELD_TYPES[one] for one in allowed)
                message = f"栏目“{key}”是{FIELD_TYPES[types[key]]}，这里要用{words}"
                yield problem([*loc, part], message, "换一栏，或者改栏目的 type")


def _needed(measure: Measure) -> tuple[tuple[str, ...], str]:
    """Of which types the field of a measure may be, and what to do about what it lacks."""
    given = tuple(bool(value) for value in (measure.of, measure.equal, measure.out_of))
    every = tuple(FIELD_TYPES)
    if measure.kind == "count":
        return every, "" if not any(given) else "条数不写 of、equal、out_of"
    if measure.kind == "share":
        right = given in ((True, True, False), (True, False, True))
        hint = "写 of 和 equal（这一栏是什么的占多少），或者 of 和 out_of（两栏相除）"
        return ("number",) if measure.out_of else every, "" if right else hint
    types = ("number",) if measure.kind == "sum" else ("date",)
    return types, "" if given == (True, False, False) else "写 of，不写 equal、out_of"


@rule(
    "CK261",
    "台账里每一条都照栏目填写",
    "漏填、填错的，统计时就数不到或者数错。",
    "对照这本台账的 fields 填；栏目不够的，先在 fields 里加一栏。",
)
def an_entry_fits_its_ledger(repository: Repository, today: date) -> Iterator[Problem]:
    """The values of an entry are those of its ledger's fields, each of its type."""
    for entry, ledger in entries(repository):
        values = cast(LedgerEntry, entry.item).values
        for key, value in values.items():
            field = ledger.field(key)
            loc: Loc = ["values", key]
            if field is None or field.key != key:
                near = get_close_matches(key, [one.key for one in ledger.fields], 1, 0.6)
                meant = field.key if field else next(iter(near), "")
                known = "、".join(f"{one.key}（{one.heading}）" for one in ledger.fields)
                hint = f"写 {meant}" if meant else f"栏目有：{known}"
                message = f"这本台账没有“{key}”这一栏"
                yield Problem(entry.place(*loc, key=True), "CK261", message, hint, entry.id)
            elif found := _unfit(field, value):
                yield entry.problem("CK261", loc, f"“{field.heading}”{found[0]}", found[1])
        for field in ledger.fields:
            if field.required and field.key not in values:
                yield entry.problem(
                    "CK261", [], f"“{entry.name}”没有写{field.heading}（{field.key}）",
                    f"在 values 里加一行“{field.key}: …”",
                )  # fmt: skip


def _unfit(field: LedgerField, value: str) -> tuple[str, str] | None:
    """What is wrong with a value, and what to write instead."""
    shown = value if len(value) <= 30 else f"{value[:30]}…"
    if field.type == "number" and not re.fullmatch(NUMBER_PATTERN, value, re.ASCII):
        unit = f"；单位“{field.unit}”不用写" if field.unit else ""
        return f"写的“{shown}”不是数", f"只写数字，可以有小数点{unit}"
    if field.type == "date" and not _is_date(value):
        meant = when_meant(value)
        way = f"写 {meant}" if meant else "写成 2024、2024-02 或 2024-02-26，日期要真实存在"
        return f"写的“{shown}”不是一个日期", way
    if field.type == "choice" and value not in field.choices:
        return f"不能是“{shown}”", f"只能写：{'、'.join(field.choices)}"
    return None


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat((value + "-01-01")[:10])
    except ValueError:
        return False
    return bool(_WHEN.fullmatch(value))


@rule(
    "CK262",
    "台账提到的清单事项、政策文件、居村和准入申请都在",
    "指不到的，别人没法核对。",
    "写编号；居村写 data/committees.yaml 里的编号或名称。",
    needs=("certificate", "service", "policy", "request"),
)
def a_ledger_refers_to_what_is_there(repository: Repository, today: date) -> Iterator[Problem]:
    """What an entry of a ledger refers to is on the lists, in the register or among the tasks."""
    known = {
        type_: {entry.id for entry in repository.of(*kinds)} for type_, kinds in REFERENCES.items()
    }
    for entry, ledger in entries(repository):
        for key, value in cast(LedgerEntry, entry.item).values.items():
            field = ledger.field(key)
            type_ = field.type if field else ""
            if type_ in known and type_ != "committee" and value not in known[type_]:
                near = get_close_matches(value, known[type_], 1, 0.6)
                yield entry.problem(
                    "CK262", ["values", key], f"没有编号是“{value}”的{FIELD_TYPES[type_]}",
                    f"是不是 {near[0]}？" if near else "检查编号",
                )  # fmt: skip


@rule(
    "CK263",
    "台账的每一条都有公开出处，或者写明由哪个单位记录",
    "没有来历的数字不能用在报告里。",
    "写上 sources，或者写 recorded_by。",
)
def an_entry_says_where_it_comes_from(repository: Repository, today: date) -> Iterator[Problem]:
    """An entry of a ledger has a source, or names the office that recorded it."""
    for entry, _ in entries(repository):
        if not entry.item.sources and not entry.item.recorded_by:
            yield entry.problem(
                "CK263", [], f"{entry.id}“{entry.name}”没有出处，也没有写由谁记录",
                "有公开出处的写 sources；自己记的写 recorded_by: 单位",
            )  # fmt: skip


@rule(
    "CK264",
    "台账里引用的数字写明是哪个统计项、哪里来的，编号不重复",
    "说不清数的是什么、哪里来的，就不能引用。",
    "measure 写 measures 里的键；sources 写标题和网址；起止日期对照原文。",
)
def a_cited_count_belongs_to_a_measure(repository: Repository, today: date) -> Iterator[Problem]:
    """A cited count is of a measure of its ledger, has a source, and an id of its own."""
    used: dict[str, str] = {}
    for source, ledger in ledgers(repository):
        measures = {one.key: one.heading for one in ledger.measures}
        for index, count in enumerate(ledger.counts):
            loc: Loc = ["counts", index]
            place = str(source.place([*loc, "id"]))
            found: list[tuple[Loc, str, str]] = []
            if (other := used.setdefault(count.id, place)) != place:
                found.append(([*loc, "id"], f"编号“{count.id}”已经用过（{other}）", "另起一个编号"))
            if count.measure not in measures:
                known = "、".join(f"{key}（{heading}）" for key, heading in measures.items())
                hint = f"统计项有：{known}" if known else "先在 measures 里写这个统计项"
                message = f"没有键是“{count.measure}”的统计项"
                found.append(([*loc, "measure"], message, hint))
            if not count.sources:
                message = f"引用的数字 {count.id} 没有出处"
                found.append((loc, message, "写上 sources：标题和网址"))
            if count.span.start is None and count.span.end is None:
                message = f"引用的数字 {count.id} 没有写时段"
                found.append(([*loc, "span"], message, "写上 start 或 end"))
            for where, message, hint in found:
                yield Problem(source.place(where), "CK264", message, hint, count.id)


@rule(
    "CK265",
    "台账提到的居村在居村名录里；名录写明收全的（complete: true），任务和牌子提到的也在；"
    "“全部居村”不是一个居村",
    "名字写得不一样，同一个居村的任务、牌子和台账就分成几处，按居村数就数错。",
    "照 data/committees.yaml 里的编号或名称写；新的居村先加进名录。",
    needs=("committee",),
)
def a_committee_is_in_the_register(repository: Repository, today: date) -> Iterator[Problem]:
    """Committees of ledgers are in the register; those of tasks and boards where it is complete."""
    register = [entry.item for entry in repository.of("committee")]
    for entry in repository.of("committee"):
        if is_every(entry.name):
            yield entry.problem(
                "CK265", ["name"], f"“{entry.name}”不是一个居村的名称", "每个居村写一项"
            )
    head = repository.lists.get(KIND_BY_NAME["committee"].pattern)
    complete = isinstance(head, CommitteeRegister) and head.complete
    known = {name for one in register for name in one.names}
    for entry, loc, name in _named(repository):
        if is_every(name) and entry.kind != "request":
            yield entry.problem(
                "CK265", loc, f"“{name}”不是一个居村的名称", "写是哪个居村；几个居村的，分开写几条"
            )
        elif (complete or entry.kind == "ledger") and name not in known and not is_every(name):
            near = get_close_matches(name, known, 1, 0.5)
            yield entry.problem(
                "CK265", loc, f"居村名录里没有“{name}”",
                f"是不是“{near[0]}”？" if near else "检查名称；新的居村先加进 data/committees.yaml",
            )  # fmt: skip


def is_every(name: str) -> bool:
    """Whether this says every committee, and is the name of none."""
    return name == EVERY or bool(_EVERY.fullmatch(name))


def _named(repository: Repository) -> Iterator[tuple[Entry, Loc, str]]:
    """Every committee that a record names, and where."""
    for entry in repository.of("request", "intervention"):
        for loc, name in entry.texts("committees"):
            yield entry, loc, name
    for entry in repository.of("board"):
        yield entry, ["committee"], entry.item.committee
    for entry, ledger in entries(repository):
        for key, value in cast(LedgerEntry, entry.item).values.items():
            if (field := ledger.field(key)) and field.type == "committee":
                yield entry, ["values", key], value


def ledgers(repository: Repository) -> Iterator[tuple[Source, Ledger]]:
    """Every ledger without its entries, and its file."""
    for path, record in repository.lists.items():
        if isinstance(record, Ledger):
            yield repository.sources[path], record


def entries(repository: Repository) -> Iterator[tuple[Entry, Ledger]]:
    """Every entry of a ledger, and its ledger."""
    for entry in repository.of("ledger"):
        yield entry, cast(Ledger, repository.lists[entry.source.path])
