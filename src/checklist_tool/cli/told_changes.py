"""How changes look in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checklist_tool.cli import show
from checklist_tool.render.changes import (
    SHORT,
    ChangeRow,
    Policies,
    done,
    groups,
    not_compared,
    parted,
    rows,
    runs,
    shortened,
    summary,
    verdict,
)

if TYPE_CHECKING:
    from checklist_tool.usecases.comparing import Changes, EntryChange

_GONE, _COME = show.RED, show.GREEN


def changes(found: Changes, title: str, before: Policies, after: Policies) -> None:
    """The changes list by list; how many there are goes to stderr."""
    if found:
        show.line(title, show.BOLD)
    for heading, of_list in groups(found):
        show.line(f"\n{heading}", show.BOLD)
        heads, follow, others = parted(of_list)
        for change in heads:
            one(change, before, after)
        if follow:
            show.line(f"  {_act('随清单改答复')}  {follow}")
        for change in others:
            one(change, before, after)
    sides = {"before": "旧版本", "after": "新版本"}
    if found.unread:
        show.line("\n没法比较", show.BOLD)
        for unread in found.unread:
            show.line(f"  {not_compared(unread, sides)}")
    if found:
        show.remark(summary(found))


def one(change: EntryChange, before: Policies, after: Policies) -> None:
    """One entry: what was done, and its fields."""
    answer = f"【{verdict(change)}】" if verdict(change) else ""
    place = show.style(str(change.entry.place()), show.DIM) if change.after else ""
    head = (f"  {_act(done(change))}", f"{answer}{change.name}", change.entry.id, place)
    show.line("  ".join(filter(None, head)))
    for row in rows(change, before, after):
        fields(row)


def fields(row: ChangeRow) -> None:
    """One field: in a line where that is short, else line by line with what differs marked."""
    heading = f"      {row.heading}："
    if not row.several:
        lines = _lines(row)
        show.line(heading + lines[0] if len(lines) == 1 else heading)
        lines = lines if len(lines) > 1 else []
    else:
        show.line(heading)
        lines = [line for one in row.several for line in _lines(one)]
    for line in lines:
        show.line(f"        {line}")


def _lines(row: ChangeRow) -> list[str]:
    gone, come = (" ".join(text.split("\n")) for text in (row.gone, row.come))
    if not gone and not come:
        return [row.remark]
    if gone and come and max(len(gone), len(come)) <= SHORT:
        return [f"{show.style(gone, _GONE)} → {show.style(come, _COME)}"]
    if gone and come:
        gone, come = _marked(gone, come)
    signed = (("－", gone, _GONE), ("＋", come, _COME))
    return [show.style(f"{sign} ", colour) + text for sign, text, colour in signed if text]


def _marked(gone: str, come: str) -> tuple[str, str]:
    """Both texts with what differs in brackets, and without what is far from it."""
    found = runs(gone, come)
    if not any(kept for kept, _, _ in found):
        return show.style(gone, _GONE), show.style(come, _COME)
    less, more = "", ""
    for index, (kept, old, new) in enumerate(found):
        if kept:
            part = shortened(kept, first=index == 0, last=index == len(found) - 1)
            less, more = less + part, more + part
        else:
            less += show.style(f"【{old}】", _GONE) if old else ""
            more += show.style(f"【{new}】", _COME) if new else ""
    return less, more


def _act(word: str) -> str:
    return show.style(word, show.CYAN)
