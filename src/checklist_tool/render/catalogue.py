"""The published catalogue of a year as a paper, a table and data for the platform."""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO
from typing import Any

from checklist_tool.admission.catalogue import HEADINGS, catalogue, row
from checklist_tool.admission.catalogue import text as cell_of
from checklist_tool.model.policy import cited
from checklist_tool.problems import ChecklistError
from checklist_tool.render import paper as papers
from checklist_tool.render.blocks import Row
from checklist_tool.render.paper import Paper, Sheet
from checklist_tool.render.templates import Where
from checklist_tool.repository import Repository

_TABLE = ("number", "title", "applicant", "committees", "start", "end", "published_on")
_WIDTHS = (3, 10, 7, 7, 6, 6, 6)
_SHEET = (
    "task",
    "basis",
    "workload",
    "targets",
    "support",
    "burdens",
    "conditions",
    "altered",
    "uploaded_on",
    "ended_on",
    "ended_because",
)
_COLUMNS = {"number": 6, "id": 18, "title": 28, "task": 40, "basis": 36}  # characters


def rows(repository: Repository, year: int) -> list[dict[str, Any]]:
    """The tasks of the year, by the keys of admission.catalogue.HEADINGS."""
    entries = catalogue(repository, year)
    return [row(number, entry, repository.policies) for number, entry in enumerate(entries, 1)]


def data(repository: Repository, year: int) -> dict[str, Any]:
    """The catalogue as the platform takes it."""
    edition = repository.edition
    return {
        "jurisdiction": edition.jurisdiction,
        "title": _title(year),
        "year": year,
        "edition": {"title": edition.title, "edition": edition.edition,
                    "issued_on": edition.issued_on.isoformat()},
        "tasks": rows(repository, year),
    }  # fmt: skip


def paper(repository: Repository, year: int, today: date) -> Paper:
    """The catalogue as it is printed."""
    found = rows(repository, year)
    return Paper(
        title=_title(year),
        jurisdiction=repository.edition.jurisdiction,
        day=min(today, date(year, 12, 31)),
        lead=(("任务", f"{len(found)} 项"), ("口径", f"{year} 年内执行过的、已经发布的任务")),
        headings=tuple(HEADINGS[name] for name in _TABLE),
        widths=_WIDTHS,
        table=tuple(
            tuple(cell_of(one[name]) or "—" for name in _TABLE)
            for one in ({**each, "end": each["ended_on"] or each["end"]} for each in found)
        ),
        empty=f"没有登记 {year} 年的任务。" + _elsewhere(repository, year),
        sheets=tuple(_sheet(one) for one in found),
        foot=_right_to_refuse(repository),
    )


def document(repository: Repository, year: int, today: date, where: Where) -> bytes:
    """The catalogue as PDF."""
    return papers.document(paper(repository, year, today), where)


def page(repository: Repository, year: int, today: date, where: Where) -> str:
    """The catalogue as one HTML file."""
    return papers.page(paper(repository, year, today), where)


def text(repository: Repository, year: int, today: date, where: Where) -> str:
    """The catalogue as JSON."""
    return json.dumps(data(repository, year), ensure_ascii=False, indent=2) + "\n"


def workbook(repository: Repository, year: int, today: date, where: Where) -> bytes:
    """The catalogue as an Excel file; ChecklistError when the library for it is missing."""
    try:
        import xlsxwriter
    except ImportError:
        raise ChecklistError(
            "没有装写 Excel 文件的组件 xlsxwriter", hint="pip install 'checklist-tool[office]'"
        ) from None
    buffer = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        sheet = book.add_worksheet(f"{year}年")
        head = book.add_format({"bold": True, "bg_color": "#EEEEEE", "border": 1, "valign": "top"})
        cell = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
        for column, (name, heading) in enumerate(HEADINGS.items()):
            sheet.set_column(column, column, _COLUMNS.get(name, 16))
            sheet.write_string(0, column, heading, head)
        found = rows(repository, year)
        for at, one in enumerate(found, 1):
            for column, name in enumerate(HEADINGS):
                sheet.write_string(at, column, cell_of(one[name]), cell)
        sheet.freeze_panes(1, 3)
        sheet.autofilter(0, 0, len(found), len(HEADINGS) - 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
    return buffer.getvalue()


def _title(year: int) -> str:
    return f"{year} 年居村组织准入任务目录"


def _right_to_refuse(repository: Repository) -> str:
    """What committees may do about other tasks, where the edition has the rule."""
    rules = repository.edition.admission.grounds.refusal
    said = "；".join(cited(basis, repository.policies) for basis in rules)
    return f"清单以外的事项，居民委员会有权拒绝：{said}。" if said else ""


def _elsewhere(repository: Repository, year: int) -> str:
    """What sources say of the year in numbers alone."""
    cited = [
        f"来源写{count.span.stated or year}发布 {count.value} {count.unit}，没有公开名称。"
        for count in repository.counts.values()
        if count.figure == "published" and (count.span.start or "").startswith(str(year))
    ]
    return "".join(cited)


def _sheet(one: dict[str, Any]) -> Sheet:
    lines = [
        Row(HEADINGS[name], tuple(_lines(one[name])), False, "")
        for name in _SHEET
        if _lines(one[name])
    ]
    return Sheet(
        heading=f"{one['number']}．{one['title']}",
        badge=one["applicant"] or "",
        rows=tuple(lines),
    )


def _lines(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [f"{heading}：{said}" for heading, said in value.items()]
    if isinstance(value, list):
        return value
    return [value] if value else []
