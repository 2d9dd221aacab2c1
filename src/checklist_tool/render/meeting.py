"""The papers of a joint review (联审): the agenda, and the minutes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from checklist_tool.admission import conditional
from checklist_tool.admission.alterations import alterations, proposed, since_before, told
from checklist_tool.admission.catalogue import days_of
from checklist_tool.admission.findings import Findings
from checklist_tool.admission.meeting import TITLE, decision, tabled
from checklist_tool.admission.order import left_open
from checklist_tool.admission.status import settings_of, standing
from checklist_tool.model.admission import OUTCOMES, JointReview, Request
from checklist_tool.model.base import headings
from checklist_tool.model.policy import Policy
from checklist_tool.model.requirements import ASKED, missing
from checklist_tool.model.returns import answered
from checklist_tool.render.blocks import Row
from checklist_tool.render.paper import Note, Paper, Sheet
from checklist_tool.repository import Entry, Repository
from checklist_tool.search.view import view

_LEFT_OUT = frozenset(("steps", "sources", "committees", "renews"))
_FOOT = "会前提示由软件按清单和申请比对得出，是供会上讨论的问题，不是结论。"


def agenda(
    repository: Repository, requests: Iterable[Entry], on: date, today: date,
    meeting: JointReview | None = None,
) -> Paper:  # fmt: skip
    """The agenda: what is on the table, and of each request a page with what to look at."""
    requests = list(requests)
    findings = Findings(repository, today)
    sheets = tuple(
        _sheet(number, entry, findings, repository) for number, entry in enumerate(requests, 1)
    )
    return Paper(
        title=f"{meeting.title if meeting else TITLE}议程",
        jurisdiction=repository.edition.jurisdiction,
        day=on,
        lead=(*_lead(meeting, len(requests)), *_left_open(repository, requests, on)),
        headings=("序号", "事项", "申请部门", "提交", "受理", "提示"),
        widths=(3, 12, 8, 6, 6, 4),
        table=tuple(
            (
                str(number), entry.name, entry.item.applicant or "—",
                _last(entry, "submit"), _last(entry, "accept"),
                f"{len(sheet.notes)} 条" if sheet.notes else "—",
            )
            for number, (entry, sheet) in enumerate(zip(requests, sheets, strict=True), 1)
        ),
        empty="没有等待联审的申请。",
        sheets=sheets,
        notes_heading="会前提示",
        apart=True,
        foot=_FOOT,
    )  # fmt: skip


def minutes(repository: Repository, meeting: JointReview, on: date) -> Paper:
    """The minutes: of each matter what was decided, and why."""
    requests = {entry.id: entry for entry in repository.of("request")}
    rows = []
    for number, matter in enumerate(meeting.matters, 1):
        entry = requests.get(matter.request)
        rows.append(
            (
                str(number), entry.name if entry else matter.request,
                (entry.item.applicant if entry else None) or "—",
                OUTCOMES[matter.outcome] if matter.outcome else "没有记结果",
                _grounds(matter.reason, entry, meeting.on, repository.policies),
            )
        )  # fmt: skip
    counted = "，".join(
        f"{word} {number} 项"
        for outcome, word in OUTCOMES.items()
        if (number := sum(matter.outcome == outcome for matter in meeting.matters))
    )
    return Paper(
        title=f"{meeting.title}纪要",
        jurisdiction=repository.edition.jurisdiction,
        day=on,
        lead=(*_lead(meeting, len(rows)), *((("结果", counted),) if counted else ())),
        headings=("序号", "事项", "申请部门", "结果", "理由、条件"),
        widths=(3, 11, 7, 5, 13),
        table=tuple(rows),
        empty="会议没有事项。",
        signatures=("记录", "核对", "召集单位（盖章）"),
        foot=meeting.note or "",
    )


def _grounds(
    reason: str | None, entry: Entry | None, on: str, policies: Mapping[str, Policy]
) -> str:
    """Why it was decided so, on which conditions, and what is to be made good."""
    step = decision(entry, on) if entry else None
    said = [reason] if reason else []
    if entry and step and (change := proposed(tabled(entry, on).item)):
        said.insert(0, f"变更：{'；'.join(change.lines(policies))}")
    for heading, points in (
        ("条件", conditional.told(step, policies) if step else []),
        ("补正", step.asks if step else []),
    ):
        said += [f"{heading} {number}：{point}" for number, point in enumerate(points, 1)]
    return "；".join(said) or "—"


def _last(entry: Entry, act: str) -> str:
    days = days_of(entry.item, act)
    return (days[-1] if days else None) or "—"


def _lead(meeting: JointReview | None, count: int) -> tuple[tuple[str, str], ...]:
    found = [("事项", f"{count} 项")]
    if meeting and meeting.convened_by:
        found.insert(0, ("召集单位", meeting.convened_by))
    if meeting and meeting.present:
        found.append(("到会单位", "、".join(meeting.present)))
    return tuple(found)


def _renewed(repository: Repository, item: Request) -> Iterator[Row]:
    if lines := tuple(since_before(repository, item)):
        yield Row("与上一期相比", lines, len(lines) > 1, "续办的任务")


def _left_open(
    repository: Repository, requests: Iterable[Entry], on: date
) -> Iterator[tuple[str, str]]:
    """How many of the requests nothing happened to for long: they stand at the end."""
    settings = settings_of(repository)
    count = sum(left_open(standing(entry, settings, on), on) for entry in requests)
    if count:
        yield "其中", f"一年以上没有办结的 {count} 项，排在最后"


def _sheet(number: int, entry: Entry, findings: Findings, repository: Repository) -> Sheet:
    titles = headings(Request)
    lacking = [titles[name] for name in ASKED if missing(entry.item, name)]
    notes = [Note(found.text, found.ground) for found in findings.about(entry.id)]
    if lacking:
        inferred = any(step.act == "submit" and step.inferred for step in entry.item.steps)
        who = "公开的来源没有写" if inferred else "申请没有写"
        notes.insert(0, Note(f"{who}：{'、'.join(lacking)}。", ""))
    return Sheet(
        heading=f"{number}．{entry.name}",
        badge=entry.item.applicant or "申请部门没有写明",
        rows=(*_renewed(repository, entry.item), *_rows(entry.item, repository.policies)),
        notes=tuple(notes),
        clear="没有要特别注意的。",
    )


def _rows(item: Request, policies: Mapping[str, Policy]) -> Iterator[Row]:
    titles = headings(Request)
    left_out = {titles[name] for name in (*_LEFT_OUT, "applicant")}
    for heading, lines, numbered, remark in view(item, policies):
        if heading not in left_out:
            yield Row(heading, tuple(lines), numbered, remark)
    if made_good := tuple(f"{point}——{answer}" for point, answer in answered(item.steps)):
        yield Row("补正说明", made_good, len(made_good) > 1, "")
    if proposal := proposed(item):
        asked = (*proposal.lines(policies), f"理由：{proposal.step.reason}")
        yield Row("申请变更", asked, True, "")
    if altered := tuple(told(alterations(item), policies)):
        yield Row("已有的变更", altered, len(altered) > 1, "")
    if item.committees:
        yield Row(titles["committees"], ("、".join(item.committees),), False, "")
