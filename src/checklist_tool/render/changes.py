"""Changes in words: grouped by list, field by field, and as markdown for a review comment."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape
from itertools import groupby

from checklist_tool.changes import ACTS, LIST, Changes, EntryChange, FieldChange, Unread
from checklist_tool.changes.fields import LONG
from checklist_tool.model.files import kind_of
from checklist_tool.model.kinds import DESK, KINDS, LISTS, VERDICTS
from checklist_tool.model.policy import Policy
from checklist_tool.search.view import said, view
from checklist_tool.shown import visible

SHORT = 40  # characters; a longer text is told with its changed part marked
_FEW = 5  # names; of more, the others are counted
_AROUND = 12  # characters that stay on either side of a changed part
# What GitHub and GitLab make a call to somebody, a link to an issue or an address of. They look
# for it in the text as it is shown, so no escape helps; what is split by <code> they leave alone.
_CALLS = re.compile(r"@|[#!](?=\d)|(?<=gh)-(?=\d)|:(?=//)|(?<=www)\.", re.IGNORECASE)

Policies = Mapping[str, Policy]
Run = tuple[str, str, str]  # what stayed, or else what is gone and what came

_CAUTIONS = {
    "renumbered": "编号应当长期不变：发出去的单子、链接和别处的引用都按旧编号找它",
    "removed": "停用的事项应留在清单上并写明止用日期；删去以后，旧单子就对不上了",
}


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A field in words: what is gone, what came, both for several elements, or a remark."""

    heading: str
    gone: str = ""
    come: str = ""
    remark: str = ""
    several: tuple[ChangeRow, ...] = ()


def groups(changes: Changes) -> list[tuple[str, list[EntryChange]]]:
    """The changes by list, in the order of the handbook; what is of no list by its kind."""
    kinds = [kind.title for kind in KINDS]
    found: dict[tuple[int, int, str], list[EntryChange]] = {}
    for change in changes.entries:
        path = change.entry.source.path
        stem = path.rpartition("/")[2].removesuffix(".yaml")
        kind = kind_of(path)
        title = kind.title if kind else path
        on_list = list(LISTS).index(stem) if stem in LISTS else -1
        shown = LISTS[stem] if on_list >= 0 else title
        shown += title if kind and kind.extends else ""
        found.setdefault((kinds.index(title), on_list, shown), []).append(change)
    return [(title, found[key]) for key in sorted(found) for *_, title in (key,)]


def summary(changes: Changes) -> str:
    """How many entries changed, and what was done to how many."""
    counts = changes.counts
    done = "、".join(f"{word} {counts[act]}" for act, word in ACTS.items() if counts[act])
    total = f"{len(changes.entries)} 处有变化：{done}" if changes.entries else ""
    files = len({unread.path for unread in changes.unread})
    unread = f"{files} 个文件没法比较" if files else ""
    return "；".join(filter(None, (total, unread)))


def parted(changes: Sequence[EntryChange]) -> tuple[list[EntryChange], str, list[EntryChange]]:
    """The changes of the list itself, in a line the items that only follow it, and all others."""
    alike = [change for change in changes if change.by_list]
    follow = f"{len(alike)} 项：{_some([change.name for change in alike])}" if alike else ""
    heads = [change for change in changes if change.entry.kind == LIST]
    others = [change for change in changes if change.entry.kind != LIST and not change.by_list]
    return heads, follow, others


def done(change: EntryChange) -> str:
    """What was done to an entry."""
    return "、".join(ACTS[act] for act in change.acts)


def verdict(change: EntryChange) -> str:
    """The verdict of what came or went, else nothing."""
    return VERDICTS[change.entry.verdict or ""] if _whole(change) and change.entry.verdict else ""


def rows(change: EntryChange, before: Policies, after: Policies) -> list[ChangeRow]:
    """The fields of a change in words, each basis cited as the register then had it."""
    found: list[ChangeRow] = []
    told = (_row(change.entry.kind, field, before, after) for field in change.fields)
    for heading, some in groupby(told, key=lambda row: row.heading):
        alike = (*some,)
        found += alike if len(alike) == 1 else [ChangeRow(heading, several=alike)]
    if change.entry.kind in DESK:
        found += [
            ChangeRow("注意", remark=_CAUTIONS[act]) for act in change.acts if act in _CAUTIONS
        ]
    return found


def runs(gone: str, come: str) -> list[Run]:
    """Two texts as what stayed and what did not; short remains between changes are no stay.

    Texts that have little in common are told whole.
    """
    matcher = SequenceMatcher(None, gone, come, autojunk=False)
    if len(gone) * len(come) > LONG or matcher.ratio() < 0.3:
        return [("", gone, come)]
    found: list[Run] = []
    for tag, i, j, m, n in matcher.get_opcodes():
        kept = gone[i:j] if tag == "equal" and (j - i > 1 or i == 0 or j == len(gone)) else ""
        if kept or not found or found[-1][0]:
            found.append((kept, "", "") if kept else ("", gone[i:j], come[m:n]))
        else:
            found[-1] = ("", found[-1][1] + gone[i:j], found[-1][2] + come[m:n])
    return found


def shortened(kept: str, *, first: bool, last: bool) -> str:
    """A part that stayed, without what is far from any change."""
    head = "" if first else kept[:_AROUND]
    tail = "" if last else kept[-_AROUND:]
    return kept if len(kept) <= 2 * _AROUND + 2 else f"{head}…{tail}"


def not_compared(unread: Unread, sides: Mapping[str, str]) -> str:
    """What of a file could not be read, and on which side."""
    what = f"里的 {'、'.join(filter(None, unread.ids)) or '一项'}" if unread.ids else ""
    return f"{sides[unread.side]}的 {unread.path}{what}有错误，读不了，没有比较"


def markdown(changes: Changes, title: str, policies: tuple[Policies, Policies]) -> str:
    """The changes as a comment of a code review shows them; whatever is long is folded."""
    parts = [f"## {_escaped(title)}\n\n{_escaped(summary(changes) or '没有变化')}\n"]
    for heading, found in groups(changes):
        lines = [f"### {_escaped(heading)}\n"]
        heads, follow, others = parted(found)
        lines += [line for change in heads for line in _item(change, policies)]
        lines += [f"- **随清单改答复** {_escaped(follow)}"] if follow else []
        lines += [line for change in others for line in _item(change, policies)]
        parts.append("\n".join(lines) + "\n")
    sides = {"before": "旧版本", "after": "新版本"}
    if changes.unread:
        told = [f"- {_escaped(not_compared(unread, sides))}" for unread in changes.unread]
        parts.append("\n".join(["### 没法比较\n", *told]) + "\n")
    return "\n".join(parts)


def _item(change: EntryChange, policies: tuple[Policies, Policies]) -> list[str]:
    entry = change.entry
    place = f" <code>{_inert(str(entry.place()))}</code>" if change.after else ""
    answer = f"（{verdict(change)}）" if verdict(change) else ""
    head = f"- **{done(change)}** {_escaped(change.name)}{answer} <code>{_inert(entry.id)}</code>"
    lines = [head + place]
    if _whole(change) and entry.kind != LIST:
        shown = view(entry.item, policies[1] if change.after else policies[0], "editor")
        content = [f"{heading}：{'；'.join(texts)}" for heading, texts, *_ in shown]
        lines += [f"  {_fold('内容', content)}"] if content else []
    for row in rows(change, *policies):
        lines.append(f"  - {_escaped(row.heading)}：{_told(row)}")
    return lines


def _told(row: ChangeRow) -> str:
    if row.several:
        if len(row.several) <= _FEW:
            return "；".join(map(_told, row.several))
        texts = [
            f"{one.gone} → {one.come}" if one.gone and one.come else _signed(one)
            for one in row.several
        ]
        return f"{len(texts)} 处\n    {_fold('全部', texts)}"
    gone, come = row.gone, row.come
    if not (gone and come):
        text = _signed(row)
        if len(text) <= 3 * SHORT:
            return _escaped(text)
        return f"{_escaped(text[:SHORT])}…\n    {_fold('全文', [text])}"
    if max(len(gone), len(come)) <= SHORT:
        return f"{_escaped(gone)} → {_escaped(come)}"
    told = ""
    found = runs(gone, come)
    for index, (kept, less, more) in enumerate(found):
        if kept:
            last = index == len(found) - 1
            told += _escaped(shortened(kept, first=not index, last=last))
        else:
            told += f"<del>{_escaped(less)}</del>" if less else ""
            told += f"<ins>{_escaped(more)}</ins>" if more else ""
    return f"{told}\n    {_fold('全文', [f'原：{gone}', f'现：{come}'])}"


def _signed(row: ChangeRow) -> str:
    return f"－ {row.gone}" if row.gone else f"＋ {row.come}" if row.come else row.remark


def _fold(summary: str, texts: Sequence[str]) -> str:
    inside = "<br>".join(_inert(visible(text)).replace("\n", "<br>") for text in texts)
    return f"<details><summary>{summary}</summary>{inside}</details>"


def _escaped(text: str) -> str:
    """A text of which markdown takes no character for its own."""
    shown = _inert(visible(" ".join(text.split("\n"))))
    return "".join(f"\\{char}" if char in "\\`*_[]|#~$" else char for char in shown)


def _inert(text: str) -> str:
    """A text as HTML in which nobody is called and nothing is linked."""
    return _CALLS.sub(r"<code>\g<0></code>", escape(text, quote=False))


def _row(kind: str, field: FieldChange, before: Policies, after: Policies) -> ChangeRow:
    name = next(part for part in reversed(field.path) if isinstance(part, str))
    if field.reordered and len(field.before) * len(field.after) > LONG:
        return ChangeRow(field.heading, remark="许多项换了位置")
    if field.reordered:
        matcher = SequenceMatcher(
            None, [repr(one) for one in field.before], [repr(one) for one in field.after], False
        )
        stayed = {
            place for block in matcher.get_matching_blocks()
            for place in range(block.b, block.b + block.size)
        }  # fmt: skip
        moved = [
            said(name, one, after) for place, one in enumerate(field.after) if place not in stayed
        ]
        return ChangeRow(field.heading, remark=f"换了位置的是{_some(moved)}")
    words = LISTS if field.path == ("list",) else {}
    gone, come = (
        ""
        if value is None
        else words[value]
        if words
        else said(name, value, policies).replace("\n", "／")
        for value, policies in ((field.before, before), (field.after, after))
    )
    if kind == "certificate" and field.path == ("verdict",):
        gone, come = gone or "没有写，随清单", come or "不再写，随清单"
    if gone == come:  # what differs is not in the words: a form, a mark
        gone, come = str(field.before), str(field.after)
    return ChangeRow(field.heading, gone, come)


def _some(names: Sequence[str]) -> str:
    shown = "、".join(f"“{name}”" for name in names[:_FEW])
    return shown + ("等" if len(names) > _FEW else "")


def _whole(change: EntryChange) -> bool:
    return change.before is None or change.after is None
