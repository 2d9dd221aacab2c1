"""Where the head of a foreign table stands, and which column holds which field."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from checklist_tool.exchange import book
from checklist_tool.exchange.grids import At, Grid, TableFault, letters
from checklist_tool.model.kinds import Kind
from checklist_tool.problems import ChecklistError

_DEEP = 40  # rows among which the head is looked for
_BRACKETS = re.compile(r"[（(\[【][^）)\]】]*[）)\]】]")
_NOISE = re.compile(r"[\s*＊:：\ufeff\u200b-\u200f\u2060]+")
# Columns of tables that other places publish, beside the headings of our own fields.
_CALLED: Mapping[str, Mapping[str, str]] = {
    "certificate": {
        "name": "证明名称 证明事项名称 证明事项 证明材料名称 证明材料 事项名称 事项 项目名称"
        " 清单事项 证明种类 取消证明名称 名称",
        "asked_by": "索要单位 索要部门 需求单位 用证单位 使用单位 要求单位"
        " 要求出具单位 要求出具部门",
        "purpose": "证明用途 用途 使用情形 适用情形",
        "reason": "理由 不予出具理由 取消理由 取消原因 原因 出具理由",
        "instead": "替代方式 替代途径 替代办法 替代措施 取消后办理方式 取消后的办理方式 核验方式"
        " 办理途径 办理方式 解决途径",
        "instead.who": "办理部门 办理单位 出具部门 出具单位 承办部门 责任部门 主管部门",
        "conditions": "出具条件 条件 适用条件",
        "time_limit": "办理时限 时限",
        "basis": "设定依据 依据 法律依据 政策依据 法律法规依据 文件依据",
        "aliases": "别名 又称 俗称 其他名称",
        "note": "备注 说明 备注说明",
    },
    "service": {
        "name": "服务事项 服务事项名称 事项名称 办理事项 办事事项 事项 项目名称 服务项目 名称",
        "audience": "服务对象 办理对象 适用对象 受理对象",
        "conditions": "办理条件 申请条件 受理条件 条件",
        "materials": "申报材料 申请材料 所需材料 办理材料 提交材料 材料",
        "process": "办理流程 办事流程 办理程序 流程",
        "where": "办理地点 受理地点 地点 办理窗口",
        "time_limit": "办理时限 办结时限 承诺时限 时限",
        "fee": "收费 收费标准 是否收费 收费情况",
        "phone": "咨询电话 联系电话 办理电话 电话",
        "basis": "设定依据 依据 法律依据 政策依据 办理依据",
        "aliases": "别名 又称 俗称",
        "note": "备注 说明 备注说明",
    },
}
# Fields of rows that a single cell can give, and under which key each of its lines stands.
COMPOSED = {"instead": "what", "materials": "name", "process": "what"}


@dataclass(slots=True)
class Head:
    """The row of the head, the field of each column that is read, and the headings of the rest."""

    row: int
    fields: dict[int, str] = field(default_factory=dict)
    headings: dict[int, str] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)

    def column(self, key: str) -> int:
        """The column of a field."""
        return next(column for column, one in self.fields.items() if one == key)


def found(
    file: str, grid: Grid, kind: Kind, mapped: Mapping[str, str], faults: list[TableFault]
) -> Head | None:
    """The head of a table, below any titles; None, and a fault, when it has none that is known.

    `mapped` gives the field of a heading, or of a column by its letter, and "" for one that is
    not to be read.
    """
    known = _known(kind)
    best: Head | None = None
    for row, cells in list(grid.rows())[:_DEEP]:
        head = Head(row)
        for column, cell in sorted(cells.items()):
            text = cell.text.strip()
            plain = heading(text)
            key = next((mapped[name] for name in (text, plain, letters(column)) if name in mapped),
                       known.get(plain))  # fmt: skip
            if text:
                head.headings[column] = text.replace("\n", "")
            if key:
                head.fields[column] = key
            elif text and key is None:
                head.unread.append(head.headings[column])
        if "name" in head.fields.values() and len(head.fields) > len(best.fields if best else ()):
            best = head
    if best is None:
        faults.append(TableFault(At(file, grid.title), "找不到表头：没有一列认得是名称",
            "表头要有“证明名称”或“事项名称”这样的列；叫别的名字的写 --map 列名=name，"
            "没有表头的加一行；如果看到的是乱码，在 Excel 里另存为 xlsx"))  # fmt: skip
        return None
    for column, key in best.fields.items():
        other = best.column(key)
        if other == column:
            continue
        faults.append(TableFault(At(file, grid.title, best.row, column, best.headings[column]),
            f"{letters(other)} 列和 {letters(column)} 列都像是“{key}”",
            f"两张表并排的，分成两张；只用一列的，另一列写 --map {letters(column)}="))  # fmt: skip
        return None
    return best


def heading(text: str) -> str:
    """A heading without what does not tell: spaces, brackets, marks, width, what cannot be seen."""
    plain = _NOISE.sub("", unicodedata.normalize("NFKC", text))
    return _NOISE.sub("", _BRACKETS.sub("", plain)) or plain


def mapping(kind: Kind, typed: list[str]) -> dict[str, str]:
    """What --map says: heading=field, with the field in English or Chinese; "" to pass it over."""
    known = {**{one: one for one in _keys(kind)},
             **{unit.heading: unit.key for unit in book.units_of(kind)}}  # fmt: skip
    pairs: dict[str, str] = {}
    for one in typed:
        name, sign, key = one.rpartition("=")
        if not sign or not name.strip() or (key.strip() and key.strip() not in known):
            raise ChecklistError(
                f"--map 后面的“{one}”不对",
                hint=f"写成 列名=键，或者 B=键；不要的列写 列名=。键有：{'、'.join(_keys(kind))}",
            )
        pairs[name.strip()] = known.get(key.strip(), "")
    return pairs


def _keys(kind: Kind) -> Iterator[str]:
    yield from (one.key for one in book.units_of(kind) if not one.rows or one.key in COMPOSED)
    if kind.name == "certificate":
        yield "instead.who"


def _known(kind: Kind) -> dict[str, str]:
    known = {unit.heading: unit.key for unit in book.units_of(kind)
             if (not unit.rows or unit.key in COMPOSED) and unit.key != "item_no"}  # fmt: skip
    for key, names in _CALLED.get(kind.name, {}).items():
        known |= dict.fromkeys(names.split(), key)
    return known
