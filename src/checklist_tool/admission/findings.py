"""What to look at before the meeting (会前提示): questions about a request, each with its ground.

These are no verdicts. What a machine can see (the same words, an empty field, a number) is
said as it is seen; what only a person can judge is asked as a question.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from checklist_tool.admission.overview import by_committee
from checklist_tool.admission.similar import Texts
from checklist_tool.admission.status import Standing, settings_of, standings
from checklist_tool.chinese.words import plain
from checklist_tool.model.admission import RUNNING, Request
from checklist_tool.model.content import EVERY, told
from checklist_tool.model.policy import cited
from checklist_tool.model.requirements import missing
from checklist_tool.problems import ChecklistError
from checklist_tool.repository import Repository

ALIKE = 0.42  # from here on two requests are likely about the same; see tests/admission
_REFUSED = ("declined", "rejected")
_COMPARED = (*RUNNING, *_REFUSED, "submitted", "accepted", "in_review", "approved")
_SHOWN = 3  # requests that are alike
_NOTHING = re.compile(r"(无|没有|暂无|不提供|不需要|不涉及|不安排)")
# Words that speak of work which a department does itself; our reading, hence a question.
_OWN_DUTY = re.compile(
    r"代为?[办收填录征缴报]|代[收填录征缴]|录入[^，。；]{0,8}(?:系统|平台)|填报|报送数据|数据上报"
    r"|执法|监督检查|行政(?:处罚|许可|审批)|征收|收缴|催缴|招商|考核指标|任务指标|分解下达"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at: what is seen, by what ground; `other` and `score` of a comparison."""

    code: str
    text: str
    ground: str = ""
    other: str = ""
    score: float | None = None

    def as_json(self) -> dict[str, object]:
        """The stable form of `tasks check --json`."""
        return {
            "code": self.code,
            "text": self.text,
            "ground": self.ground or None,
            "other": self.other or None,
            "score": None if self.score is None else round(self.score, 2),
        }


class Findings:
    """The findings about any request of a repository; what all share is reckoned once."""

    def __init__(self, repository: Repository, today: date) -> None:
        self._repository = repository
        self._settings = settings_of(repository)
        self._standings = {one.entry.id: one for one in standings(repository, today)}
        self._texts: tuple[Texts, Texts] | None = None

    def about(self, wanted: str) -> list[Finding]:
        """What to look at of the request with this id; ChecklistError when there is none."""
        if wanted not in self._standings:
            raise ChecklistError(
                f"没有编号是“{wanted}”的准入申请", hint="用 checklist tasks list 看编号"
            )
        one = self._standings[wanted]
        looks: tuple[Callable[[Standing], Iterator[Finding]], ...] = (
            self._alike, self._own_duty, self._support, self._certificates, self._signboard,
            self._ceiling, self._end,
        )  # fmt: skip
        return [
            Finding(found.code, found.text, self._ground(found.code), found.other, found.score)
            for look in looks
            for found in look(one)
        ]

    def _ground(self, code: str) -> str:
        """The rules by which this is asked, as the edition gives them."""
        grounds = getattr(self._settings.grounds, code, ())
        return "；".join(cited(basis, self._repository.policies) for basis in grounds)

    def _alike(self, one: Standing) -> Iterator[Finding]:
        others = [
            name for name, other in self._standings.items()
            if other is not one and other.state in _COMPARED and name != one.item.renews
        ]  # fmt: skip
        for score, name in self._likeness(one.entry.id, others)[:_SHOWN]:
            if score < ALIKE:
                break
            other = self._standings[name]
            refused = other.state in _REFUSED
            reason = next((step.reason for step in reversed(other.item.steps) if step.reason), "")
            yield Finding(
                "refused_before" if refused else "same",
                f"与“{other.word}”的“{other.item.title}”（{name}）"
                f"{'很像' if score >= (1 + ALIKE) / 2 else '有些像'}（相似度 {score:.2f}），"
                f"是不是同一件事？本件：{_said(one.item)}；那件：{_said(other.item)}"
                + (f"；那件当时的理由：{reason}" if refused and reason else ""),
                other=name, score=score,
            )  # fmt: skip

    def _likeness(self, wanted: str, others: list[str]) -> list[tuple[float, str]]:
        """How alike the others are: by title, or by title and task, whichever says more."""
        if self._texts is None:
            items = {name: one.item for name, one in self._standings.items()}
            self._texts = (
                Texts({name: [(1.0, item.title)] for name, item in items.items()}),
                Texts({
                    name: [(1.0, item.title), (0.6, item.task or "")]
                    for name, item in items.items()
                }),
            )  # fmt: skip
        best: dict[str, float] = {}
        for texts in self._texts:
            for score, name in texts.alike(wanted, others):
                best[name] = max(score, best.get(name, 0.0))
        return sorted(((score, name) for name, score in best.items()), key=lambda p: (-p[0], p[1]))

    def _own_duty(self, one: Standing) -> Iterator[Finding]:
        text = "。".join(filter(None, (one.item.title, one.item.task, one.item.ground)))
        words = list(dict.fromkeys(_OWN_DUTY.findall(text)))
        if words:
            yield Finding(
                "own_duty",
                f"写有“{'”“'.join(words)}”：这是不是{one.item.applicant or '申请部门'}自己的职责，"
                "只是转给居村做？为什么部门不能自己办？",
            )

    def _support(self, one: Standing) -> Iterator[Finding]:
        if missing(one.item, "support"):
            return  # told as missing
        given = told(one.item.support)
        real = {name: text for name, text in given.items() if not _NOTHING.match(text)}
        if not real:
            yield Finding("no_support", "没有经费、人员、设备、培训的支持：费随事转怎么落实？")
        elif "经费" not in real:
            shown = "、".join(real)
            yield Finding("no_support", f"只有{shown}，没有经费：要不要经费？要的由谁承担？")

    def _certificates(self, one: Standing) -> Iterator[Finding]:
        text = plain("。".join(_texts(one.item)))
        for entry in self._repository.of("certificate"):
            if entry.verdict != "refuse":
                continue
            names = (entry.name, *entry.aliases)
            found = next((name for name in names if len(name) > 3 and plain(name) in text), None)
            if found:
                yield Finding(
                    "certificate",
                    f"提到“{found}”，它在不予出具的清单上（{entry.id}“{entry.name}”）："
                    "这件任务是不是要居村再开这个证明？",
                    other=entry.id,
                )

    def _signboard(self, one: Standing) -> Iterator[Finding]:
        burdens = one.item.burdens
        board = burdens.signboard if burdens else None
        if board is None or _NOTHING.match(board):
            return
        allowed = {entry.name for entry in self._repository.of("allowed_board")}
        if not any(plain(name) in plain(board) for name in allowed):
            yield Finding(
                "signboard",
                f"要挂“{board}”，准许悬挂的牌子里没有它"
                f"（有：{'、'.join(sorted(allowed)) or '无'}）",
            )

    def _ceiling(self, one: Standing) -> Iterator[Finding]:
        most = self._settings.most_per_committee
        if most is None:
            return
        if not one.item.carriers:
            yield Finding(
                "ceiling", f"没有写明由哪些居村承担（committees），没法核对每个居村不超过 {most} 项"
            )
            return
        counted = [
            other for other in self._standings.values()
            if other is one or (other.state in ("approved", *RUNNING) and _meet(one, other))
        ]  # fmt: skip
        for name, tasks in by_committee(counted).items():
            if len(tasks) > most and one in tasks and {name, EVERY} & {*one.item.carriers}:
                others = "、".join(other.item.title for other in tasks if other is not one)
                yield Finding(
                    "ceiling", f"“{name}”会有 {len(tasks)} 项任务，上限 {most} 项；已有：{others}"
                )

    def _end(self, one: Standing) -> Iterator[Finding]:
        period = one.item.period
        if period is not None and period.end is None:
            yield Finding("no_end", "没有写结束日期：做到什么时候为止？到期要不要重新申请？")


def _meet(one: Standing, other: Standing) -> bool:
    """Whether the times of two tasks overlap, as far as they are known."""
    first, second = one.item.period, other.item.period
    if first is None or second is None:
        return True
    starts_late = second.start and first.end and second.start > first.end
    ends_early = second.end and first.start and second.end < first.start
    return not (starts_late or ends_early)


def _said(request: Request) -> str:
    return f"“{request.title}”" + (f"——{request.task}" if request.task else "（没有写任务内容）")


def _texts(request: Request) -> Iterator[str]:
    for text in (request.title, request.task, request.workload, request.targets):
        if text:
            yield text
    if request.burdens:
        yield from told(request.burdens).values()
