"""What a request must bring (申请材料) before it is filed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checklist_tool.model.admission import Request
from checklist_tool.model.base import headings
from checklist_tool.model.content import Burdens, Support, told
from checklist_tool.model.procedure import Bodies, Objection, Procedure, in_effect

# Compiled from what other places ask for and what the laws on committees speak of.
ASKED = {
    "applicant": "写明是哪个部门申请",
    "task": "写明要居村做什么",
    "ground": "写明为什么要由居村做，部门为什么不能自己办",
    "basis": "写明法律法规或政策依据；文件先登记到政策依据库",
    "workload": "写明每个居村要做多少，如每月几次、每次多久",
    "period": "写明从哪天开始、到哪天结束：start、end",
    "targets": "写明哪些居村做、为哪些人做",
    "support": "写明 money、people、equipment、training 里提供哪些；一样也没有的，写 none: true",
    "burdens": "写明新增哪些台账、报表、系统、挂牌、检查、考核；一样也没有的，写 none: true",
    "opinions": "写明听取了谁的意见，他们怎么说",
}


def incomplete(
    procedure: Procedure, record: Request, today: date, bodies: Bodies
) -> Iterator[Objection]:
    """What a request that has been filed does not say.

    A submission that a source leaves us to infer is not asked: the source does not tell what
    was handed in with it.
    """
    filed = [
        index for index, step in in_effect(record.steps)
        if step.act == "submit" and not step.inferred
    ]  # fmt: skip
    if not filed:
        return
    titles = headings(Request)
    for name, hint in ASKED.items():
        if missing(record, name):
            yield Objection(
                filed[-1], "act", f"“{record.title}”提交了，没有写{titles[name]}（{name}）", hint
            )
    for name in ("support", "burdens"):
        value: Support | Burdens | None = getattr(record, name)
        if value and value.none and told(value):
            yield Objection(
                filed[-1], "act", f"“{record.title}”的{titles[name]}写了 none: true，又写了别的",
                f"只留一种：有的，删掉 none；没有的，{name} 里只写 none: true",
            )  # fmt: skip


def missing(record: Request, name: str) -> bool:
    """Whether the request does not say this."""
    value = getattr(record, name)
    if isinstance(value, Support | Burdens):
        return not value.none and not told(value)
    if name == "period":
        return value is None or value.start is None
    return not value
