"""Whatever is done in whatever order: what is not refused leaves files that have no fault."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, get_args

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from admission.tasks import edition
from builders import Texts, examined, tree
from checklist_tool import repository
from checklist_tool.admission import drafts, meeting, steps
from checklist_tool.editing.in_place import fresh, spliced
from checklist_tool.editing.layout import layout_of
from checklist_tool.model.admission import REQUESTS, Outcome
from checklist_tool.model.conditions import open_conditions
from checklist_tool.model.intervention import INTERVENTIONS
from checklist_tool.model.intervention import Outcome as Conclusion
from checklist_tool.model.returns import asked
from checklist_tool.problems import ChecklistError
from checklist_tool.repository import Entry, Repository

FIRST = date(2026, 3, 2)
TODAY = date(2026, 11, 23)
COMPLETE = {
    "title": "入户走访", "applicant": "某局", "task": "上门看望", "ground": "居村了解情况",
    "basis": [{"policy": "minfa-2020-20"}], "workload": "每月一次",
    "period": {"start": "2026-03-15", "end": "2026-06-30"}, "targets": "全部居村",
    "support": {"money": "每月若干元"}, "burdens": {"none": "true"}, "opinions": ["没有意见"],
}  # fmt: skip
BODIES = (
    edition() + "admission:\n  bodies:\n    office: [受理处]\n    publisher: [发布处, 受理处]\n"
)

DAYS = st.integers(-5, 200).map(lambda days: FIRST + timedelta(days=days))
WHO = st.sampled_from(
    [None, None, None, "某局", "office", "受理处", "联审会议", "publisher", "别处"]
)
REASONS = st.sampled_from([None, "没有依据", "费用没有落实", " "])
CONDITIONS = st.sampled_from(
    [{"text": "少做一些", "changes": {"workload": "半年一次"}}, {"text": "先印好表"}]
)
NUMBER = st.integers(0, 5)
ON = ("submit", "accept", "review", "publish", "upload", "expire")


def completed(request):
    return {**request, **COMPLETE}


COMPLETED = {"submit": completed, "amend": lambda request: {**request, "workload": "每季一次"}}


class Tasks(RuleBasedStateMachine):
    """Requests, interventions and meetings, with every command that changes them."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: dict[str, str | bytes] = tree(edition=BODIES)
        self.taken = 0

    def _loaded(self) -> Repository:
        return repository.load(Texts(self.texts))[0]

    def _entry(self, kind: str, number: int) -> Entry:
        entries = list(self._loaded().of(kind))
        return entries[number % len(entries)]

    def _write(self, files: Mapping[str, dict[str, Any]]) -> None:
        for path, data in files.items():
            before = self.texts.get(path)
            layout = layout_of(path)
            if isinstance(before, str):
                self.texts[path] = spliced(before, data, layout)
            else:
                self.texts[path] = fresh(data, layout)
        self.taken += 1

    def _has(self, kind: str) -> bool:
        return any(self._loaded().of(kind))

    @rule(day=DAYS, complete=st.booleans())
    def draft(self, day: date, complete: bool) -> None:
        if sum(1 for _ in self._loaded().of("request")) < 4:
            fields = COMPLETE if complete else {"title": "入户走访", "applicant": "某局"}
            self._write(drafts.draft(self._loaded(), fields, day))

    @precondition(lambda self: self._has("request"))
    @rule(
        number=NUMBER, act=st.sampled_from(list(REQUESTS.acts)), day=DAYS, by=WHO, reason=REASONS,
        outcome=st.sampled_from([None, None, *get_args(Outcome)]), fill=st.booleans(),
        conditions=st.lists(CONDITIONS, max_size=2),
    )  # fmt: skip
    def step(self, number, act, day, by, reason, outcome, fill, conditions) -> None:
        entry = self._entry("request", number)
        try:
            files = steps.step(
                entry, self._loaded(), TODAY, act=act, on=day, by=by,
                fill=COMPLETED.get(act) if fill else None,
                outcome=outcome if act == "review" else None, reason=reason,
                conditions=conditions if act == "review" else None,
            )  # fmt: skip
        except ChecklistError:
            return
        self._write(files)

    @precondition(lambda self: self._has("request"))
    @rule(number=NUMBER)
    def go_on(self, number: int) -> None:
        """The next step of a request as it should be taken: so that the machine gets far."""
        entry = self._entry("request", number)
        acts = [act for act in REQUESTS.next_acts(entry.item.state) if act in ON]
        if open_conditions(entry.item):
            acts.insert(0, "fulfil")
        if acts:
            last = max([step.on for step in entry.item.steps if step.on], default="2026-03-02")
            day = date.fromisoformat("2026-07-01" if acts[0] == "expire" else last)
            answers = ["已经补正"] * len(asked(entry.item.steps)) if acts[0] == "submit" else []
            self._write(
                steps.step(
                    entry, self._loaded(), TODAY, act=acts[0],
                    on=max(day, date.fromisoformat(last)),
                    fill=completed if acts[0] == "submit" else None,
                    outcome="approved" if acts[0] == "review" else None,
                    **({"answers": answers} if answers else {}),
                )
            )  # fmt: skip

    @rule(
        day=DAYS,
        outcomes=st.lists(st.sampled_from([None, "通过", "退回补正", "rejected"]), max_size=4),
        reason=REASONS,
    )
    def meet(self, day: date, outcomes: list[str | None], reason: str | None) -> None:
        loaded = self._loaded()
        form = meeting.form(loaded, day, TODAY)
        form = {key: value for key, value in form.items() if value is not None}
        for matter, outcome in zip(form["matters"], outcomes, strict=False):
            matter |= {"outcome": outcome, "reason": reason}
        try:
            files = meeting.recorded(loaded, day, form, TODAY)
        except ChecklistError:
            return
        self._write(files)

    @rule(day=DAYS)
    def plan(self, day: date) -> None:
        try:
            files = meeting.planned(self._loaded(), day, TODAY, None, None)
        except ChecklistError:
            return
        self._write(files)

    @rule(day=DAYS, by=WHO)
    def report(self, day: date, by: str | None) -> None:
        if sum(1 for _ in self._loaded().of("intervention")) < 2:
            fields = {"title": "微信答题", "handed_down_by": "某局", "committees": ["东村"]}
            self._write(drafts.reported(self._loaded(), fields, day, by, TODAY))

    @precondition(lambda self: self._has("intervention"))
    @rule(
        number=NUMBER, act=st.sampled_from(list(INTERVENTIONS.acts)), day=DAYS, by=WHO,
        outcome=st.sampled_from([None, None, *get_args(Conclusion)]), reason=REASONS,
        way=st.sampled_from(["admit", "own", "merge"]),
    )  # fmt: skip
    def intervene(self, number, act, day, by, outcome, reason, way) -> None:
        loaded, entry = self._loaded(), self._entry("intervention", number)
        requests = [one.id for one in loaded.of("request")]
        try:
            if act == "regularise":
                files = drafts.regularised(
                    entry, loaded, TODAY, on=day, way=way, by=by, note=None,
                    request=requests[number % len(requests)] if requests and number else None,
                )  # fmt: skip
            else:
                files = steps.step(
                    entry, loaded, TODAY, act=act, on=day, by=by, outcome=outcome, reason=reason
                )
        except ChecklistError:
            return
        self._write(files)

    @invariant()
    def no_file_has_a_fault(self) -> None:
        assert examined(self.texts, TODAY) == []

    @invariant()
    def steps_are_appended_and_never_rewritten(self) -> None:
        now = {one.id: one.item.steps for one in self._loaded().of("request", "intervention")}
        before = getattr(self, "before", {})
        for name, taken in before.items():
            assert now[name][: len(taken)] == taken
        self.before = now


TestTasks = Tasks.TestCase
TestTasks.settings = settings(
    max_examples=settings.default.max_examples * 6 // 10, stateful_step_count=25
)
TestTasks.pytestmark = [pytest.mark.slow]
