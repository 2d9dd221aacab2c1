"""A procedure (流程): which step may follow which, who takes it, and what it must bring.

Requests and interventions are both a record with steps that are appended and never rewritten;
the state follows from the steps alone. Pure: `today` is an argument.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from checklist_tool.model.base import first_day, last_day

# Who takes a step. No source names the members of Jinshan's mechanism, so these are words of
# ours for a part that somebody plays; the edition may say which bodies play it.
ROLES = {
    "applicant": "申请部门",
    "office": "受理单位",
    "joint_review": "联审会议",
    "publisher": "发布单位",
    "department": "下派部门",
}
_OWN = ("applicant", "department")  # played by whom the record itself names
BACK = "back"  # as the state after a step: the one from which the record went aside
TAKE_BACK = "take_back"  # an act of any procedure: the last step in effect was a mistake
Bodies = Mapping[str, Sequence[str]]  # role → who plays it; a role without bodies is not settled


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a step must not stand where it stands: which step, which field, and the way out."""

    index: int
    field: str
    message: str
    hint: str


@dataclass(frozen=True)
class Procedure:
    """What steps there are, in which state each may be taken, and by whom.

    `moves` gives for a state the state after (act, outcome); `reasoned` are the acts and
    outcomes that must say why; `roles` says who may take an act, anyone when it has none. From
    the states in `asides` a step may lead BACK to the last state that is none of them. An act
    `on_demand` is not proposed by its state alone.
    """

    start: str
    acts: Mapping[str, str]
    outcomes: Mapping[str, str]
    states: Mapping[str, str]
    moves: Mapping[str, Mapping[tuple[str, str | None], str]]
    roles: Mapping[str, tuple[str, ...]]
    reasoned: frozenset[str]
    asides: frozenset[str] = frozenset()
    on_demand: frozenset[str] = frozenset()

    def next_state(self, state: str, act: str, outcome: str | None = None) -> str | None:
        """The state that a step leads to, or None when it must not be taken."""
        return self.moves[state].get((act, outcome))

    def next_acts(self, state: str) -> list[str]:
        """The acts that may follow in this state."""
        return list(dict.fromkeys(act for act, _ in self.moves[state]))

    def walk(
        self, steps: Sequence[Any], start: str | None = None
    ) -> Iterator[tuple[int, str, str | None]]:
        """Each step's index, the state before it, and the state after (None: not a legal step).

        A step that was taken back is passed over, and so is an illegal one, so that one mistake
        is not told twice.
        """
        state = home = start or self.start
        for index, step in in_effect(steps):
            after = self.next_state(state, step.act, step.outcome)
            after = home if after == BACK else after
            yield index, state, after
            state = after or state
            home = home if state in self.asides else state

    def state_of(self, steps: Sequence[Any], start: str | None = None) -> str:
        """The state that the steps lead to."""
        state = start or self.start
        for _, before, after in self.walk(steps, start):
            state = after or before
        return state

    def called(self, step: Any) -> str:
        """The step in Chinese, with its outcome."""
        outcome = f"（{self.outcomes[step.outcome]}）" if step.outcome else ""
        return f"{self.acts[step.act]}{outcome}"

    def possible(self, state: str) -> str:
        """The acts that may follow, as commands are typed; empty when there are none."""
        return self.typed(act for act in self.next_acts(state) if act not in self.on_demand)

    def typed(self, acts: Iterable[str]) -> str:
        """These acts, as commands are typed."""
        return "、".join(f"{act.replace('_', '-')}（{self.acts[act]}）" for act in acts)


def in_effect(steps: Sequence[Any]) -> list[tuple[int, Any]]:
    """The steps that count, each with its place: not those taken back, nor what took them back."""
    found: list[tuple[int, Any]] = []
    for index, step in enumerate(steps):
        if step.act != TAKE_BACK:
            found.append((index, step))
        elif found and step.takes_back == found[-1][0] + 1:
            found.pop()
    return found


Rule = Callable[[Procedure, Any, date, Bodies], Iterator[Objection]]


def out_of_order(
    procedure: Procedure, record: Any, today: date, bodies: Bodies
) -> Iterator[Objection]:
    """Steps that must not be taken in the state in which they are."""
    for index, before, after in procedure.walk(record.steps, record.start):
        if after is None:
            step = record.steps[index]
            possible = procedure.possible(before)
            yield Objection(
                index, "act",
                f"“{record.title}”这时是“{procedure.states[before]}”，不能{procedure.called(step)}",
                f"这一步可以是：{possible}" if possible else "这一件已经办结，不再有下一步",
            )  # fmt: skip


def misdated(procedure: Procedure, record: Any, today: date, bodies: Bodies) -> Iterator[Objection]:
    """Steps dated before the one that went ahead of them, or in the future."""
    latest = record.latest or ""
    counting = {index for index, _ in in_effect(record.steps)}
    for index, step in enumerate(record.steps):
        if step.on is None:
            continue
        if index not in counting:
            if step.act == TAKE_BACK and first_day(step.on) > today:
                yield _not_yet(procedure, record, index)
            continue
        if latest and first_day(latest) > last_day(step.on):
            yield Objection(
                index, "on",
                f"“{record.title}”的{procedure.acts[step.act]}在 {step.on}，早于前一步的 {latest}",
                "核对日期；步骤按发生的先后写，新的写在最后",
            )  # fmt: skip
        elif first_day(step.on) > today:
            yield _not_yet(procedure, record, index)
        latest = step.on


def _not_yet(procedure: Procedure, record: Any, index: int) -> Objection:
    step = record.steps[index]
    return Objection(
        index, "on", f"“{record.title}”的{procedure.acts[step.act]}写在 {step.on}，这一天还没有到",
        "步骤在发生以后才记",
    )  # fmt: skip


def unreasoned(
    procedure: Procedure, record: Any, today: date, bodies: Bodies
) -> Iterator[Objection]:
    """Steps that say no to somebody and do not say why."""
    for index, step in enumerate(record.steps):
        word = step.outcome if step.outcome in procedure.reasoned else step.act
        if word in procedure.reasoned and not step.reason:
            called = procedure.outcomes.get(word) or procedure.acts[word]
            yield Objection(
                index, "reason", f"“{record.title}”{called}，没有写理由",
                "写上 reason，让申请部门知道怎么改" if record.party_role == "applicant"
                else "写上 reason，让下派部门和居村知道为什么",
            )  # fmt: skip


def by_the_wrong_role(
    procedure: Procedure, record: Any, today: date, bodies: Bodies
) -> Iterator[Objection]:
    """Steps that somebody took whose part it is not."""
    names = dict(bodies)
    if record.party:
        names[record.party_role] = [record.party]
    for index, step in enumerate(record.steps):
        allowed = procedure.roles[step.act]
        if not step.by or not allowed:
            continue
        held = {
            role for role, word in ROLES.items() if step.by in (word, *names.get(role, ()))
        }  # fmt: skip
        settled = all(names.get(role) for role in allowed)
        if held.intersection(allowed) or (not held and not settled):
            continue
        who = "、".join(
            ROLES[role] + (f"（{'、'.join(names[role])}）" if names.get(role) else "")
            for role in allowed
        )
        known = "、".join(sorted(ROLES[role] for role in held))
        yield Objection(
            index, "by",
            f"“{record.title}”的{procedure.acts[step.act]}不能由“{step.by}”做"
            + (f"，它是{known}" if known and known != step.by else ""),
            f"这一步由{who}做",
        )  # fmt: skip


def wrongly_taken_back(
    procedure: Procedure, record: Any, today: date, bodies: Bodies
) -> Iterator[Objection]:
    """Steps that take back another than the last one in effect, which alone nothing rests on."""
    before: list[tuple[int, Any]] = []  # the steps in effect
    for index, step in enumerate(record.steps):
        if step.act != TAKE_BACK:
            before.append((index, step))
        elif not before:
            yield Objection(
                index, "act", f"“{record.title}”还没有走过步骤，没有可以更正的", "不用记这一步"
            )
        elif step.takes_back != before[-1][0] + 1:
            last, taken = before[-1]
            yield Objection(
                index, "takes_back",
                f"“{record.title}”这时能更正的只有最后一步："
                f"第 {last + 1} 步{procedure.called(taken)}",
                "一步一步往回更正，再把对的步骤重新记上",
            )  # fmt: skip
        else:
            before.pop()
