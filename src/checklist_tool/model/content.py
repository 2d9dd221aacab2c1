"""What a request asks for (申请内容): the part of it that is decided, and stands as decided."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from checklist_tool.model.base import Column, Day, Flag, Line, Record, Text, headings
from checklist_tool.model.policy import Basis, Policy, cited

EVERY = "全部居村"  # among the committees of a request: each there is


class Period(Record):
    """From when to when a task runs (完成时限); open ends stay empty."""

    start: Annotated[Day | None, Column("开始", says="从哪天开始")] = None
    end: Annotated[Day | None, Column("结束", says="到哪天结束")] = None


class Support(Record):
    """What the department brings along (费随事转)."""

    money: Annotated[Text | None, Column("经费", says="给多少经费")] = None
    people: Annotated[Text | None, Column("人员", says="派什么人")] = None
    equipment: Annotated[Text | None, Column("设备", says="配什么设备")] = None
    training: Annotated[Text | None, Column("培训", says="做什么培训")] = None
    none: Annotated[Flag, Column("不提供支持", says="部门写明什么支持都不给的，写 true")] = False


class Burdens(Record):
    """What the task would add at the committee."""

    ledger: Annotated[Text | None, Column("台账", says="要新建什么台账")] = None
    form: Annotated[Text | None, Column("报表", says="要填什么报表")] = None
    system: Annotated[Text | None, Column("系统", says="要用什么系统")] = None
    signboard: Annotated[Text | None, Column("挂牌", says="要挂什么牌子")] = None
    inspection: Annotated[Text | None, Column("检查", says="要受什么检查")] = None
    assessment: Annotated[Text | None, Column("考核", says="要受什么考核")] = None
    none: Annotated[Flag, Column("不新增负担", says="部门写明不添负担的，写 true")] = False


class Content(Record):
    """What is asked for. Submission, approval and publication each fix it as it then is.

    `committees` names those that carry the task, or says EVERY. As the change of another content
    it has only the fields that become other.
    """

    past: ClassVar[bool] = True  # within a step: what was said then, which need not hold now

    title: Annotated[Line | None, Column("事项", says="要居村承担的事项", shown=None)] = None
    applicant: Annotated[Line | None, Column("申请部门", says="哪个部门申请")] = None
    level: Annotated[Line | None, Column("层级", says="市级、区级或镇级")] = None
    task: Annotated[Text | None, Column("任务内容", says="要居村具体做什么")] = None
    ground: Annotated[Text | None, Column("申请理由", says="为什么要居村来做")] = None
    basis: Annotated[list[Basis], Column("依据", says="依据政策依据库里的哪份文件、哪一条")] = []
    workload: Annotated[Text | None, Column("任务量", says="要花多少人、多少时间")] = None
    period: Annotated[Period | None, Column("时限", says="从什么时候到什么时候")] = None
    targets: Annotated[Text | None, Column("适用范围", says="哪些居村要做")] = None
    committees: Annotated[list[Line], Column("承担的居村", says="具体哪些居村承担，每个一行")] = []
    support: Annotated[Support | None, Column("支持保障", says="费随事转：给居村什么支持")] = None
    burdens: Annotated[Burdens | None, Column("新增负担", says="会给居村添什么负担")] = None
    opinions: Annotated[list[Text], Column("听取意见", says="听了谁的意见，每条一行")] = []

    @property
    def fingerprint(self) -> str:
        """What two contents share only when every field of them is the same."""
        said = self.model_dump(mode="json", exclude_defaults=True)
        text = json.dumps(said, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def changed_by(self, *changes: Content | None) -> Content:
        """The content after these changes, the later over the earlier."""
        fields = {
            name: getattr(change, name)
            for change in changes
            if change is not None
            for name in FIELDS
            if name in change.model_fields_set
        }
        return self.model_copy(update=fields)

    def as_texts(self, *names: str) -> dict[str, Any]:
        """These fields, or all, as the files hold them; what is not filled in is None."""
        said = self.model_dump(mode="json", exclude_defaults=True)
        return {name: _texts(said.get(name)) for name in names or FIELDS}


FIELDS = tuple(Content.model_fields)


def content_of(holder: Any) -> Content:
    """What a request says now."""
    return Content.model_construct(**{name: getattr(holder, name) for name in FIELDS})


def differing(one: Any, other: Any) -> list[str]:
    """The fields in which two contents, or a content and a request, are not the same."""
    return [name for name in FIELDS if getattr(one, name) != getattr(other, name)]


def in_words(value: Any, policies: Mapping[str, Policy]) -> str:
    """What a field says, in one line; empty when it says nothing."""
    match value:
        case list():
            return "、".join(in_words(one, policies) for one in value)
        case Basis():
            return cited(value, policies)
        case Period():
            return f"{value.start or '没有写开始'} 至 {value.end or '没有写结束'}"
        case Support() | Burdens():
            none = headings(type(value))["none"]
            return none if value.none else "；".join(f"{k}：{v}" for k, v in told(value).items())
    return str(value or "")


def changed(name: str, before: Any, after: Any, policies: Mapping[str, Policy]) -> str:
    """What a field was and what it is, in one line."""
    was, now = (
        f"“{said}”" if (said := in_words(getattr(one, name), policies)) else "没有写"
        for one in (before, after)
    )
    return f"{headings(Content)[name]}由{was}改为{now}"


def told(value: Support | Burdens) -> dict[str, str]:
    """What is filled in of the support or the burdens, by its Chinese heading."""
    titles = headings(type(value))
    return {
        titles[name]: text
        for name in titles
        if name != "none" and (text := getattr(value, name))
    }  # fmt: skip


def _texts(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _texts(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_texts(one) for one in value]
    return str(value).lower() if isinstance(value, bool) else value
