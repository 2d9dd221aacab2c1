"""An answer as it is read in a terminal. Standard library alone."""

from __future__ import annotations

from checklist_tool import shown
from checklist_tool.model.kinds import LISTS, VERDICTS
from checklist_tool.search.answer import question
from checklist_tool.search.parsing import parsed
from checklist_tool.search.wrapping import one_line, row_of, screen_lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from checklist_tool.search.answer import Answer
    from checklist_tool.search.store import Match

_COLOURS = {
    "issue": "32",
    "refuse": "31",
    "conditional": "33",
    "elsewhere": "36",
    "not_listed": "35",
}


def text(
    answer: Answer,
    width: int = 0,
    colour: bool = False,
    chosen: int | None = None,
    height: int = 0,
    whole: str = "",
) -> str:
    """The answer as read in a terminal: the chosen item in full, the others in a line each.

    Without a choice the one that is sure is shown; of several, or of those that may be meant,
    each has a line. Lines are wrapped to `width` columns (0: not at all), Chinese counting two.
    On a screen of `height` lines (0: without end) what would push the verdict off it is left
    out, and a line says what that is and, by `whole`, how to see it (`{id}`: of which item).
    """
    lines: list[str] = []
    last: list[str] = []
    local = answer.index.meta("local")
    edition = row_of("就近可问", [local], width) if local else []
    edition += row_of("版本", [answer.index.meta("edition_line")], width)
    if chosen is None and answer.level == "sure":
        chosen = 0
    if answer.broken:
        from checklist_tool.search.broken import WAY_OUT

        lines += [one.message for one in answer.broken]
        lines += row_of("在哪里", [one.place for one in answer.broken], width)
        lines += [*row_of("怎么办", [WAY_OUT], width), *edition]
    elif answer.level == "none":
        lines += [*_nothing(answer, width, colour), *edition]
    elif chosen is not None:
        match, row = answer.offered[chosen]
        if said := _found_by(match, row[3]):
            last += row_of("找到原因", [said], width)
        last += edition
        if len(answer.offered) > 1:
            last += ["", "也可能是：", *_listed(answer, chosen, colour)]
        # Beside its rows an item has a head, and a line of what is left out.
        room = max(height - 2 - screen_lines(last, width), 1) if height else 0
        more = answer.index.meta("dispute_view") if row[4] == "refuse" else "[]"
        lines = [*_full(row, more, width, colour, room, whole.format(id=row[0])), *last]
    elif answer.level == "several":
        lines += ["几项都合适，请问清是哪一项：", *_listed(answer, None, colour)]
        lines += ["  按其中一项的名称再查，就有理由和去处。", "", *edition]
    else:
        lines += ["没有完全对上的。可能是下面的一项，请先问清：", *_listed(answer, None, colour)]
        lines += ["  是的，按那一项的名称再查；都不是的，换个说法。", ""]
        lines += [*_elsewhere(answer, width), *edition]
    return "\n".join(lines) + "\n"


def _listed(answer: Answer, chosen: int | None, colour: bool) -> Iterator[str]:
    """A line for each item but the chosen one; only several that are sure have a verdict."""
    for number, (match, row) in enumerate(answer.offered):
        if number == chosen:
            continue
        sure = answer.level == "several" and number < len(answer.matches)
        verdict = f"【{VERDICTS[row[4]]}】" if row[4] and sure else ""
        said = f"  {number + 1}. {verdict}{row[3]}（{LISTS[row[2]]}，{row[0]}）"
        yield _paint(said, row[4] if sure else None, colour)
        if chosen is None and not sure:
            yield f"     {question(match, row)}"


def _elsewhere(answer: Answer, width: int) -> Iterator[str]:
    """What was meant beside the lists, with the command that shows all of it."""
    for title, command, names in answer.registers:
        yield from row_of("别处有", [f"{title}：", *names, f"（全部见 {command}）"], width)


def _nothing(answer: Answer, width: int, colour: bool) -> list[str]:
    """That nothing was found, and what was looked for; then the rule for certificates."""
    from checklist_tool.chinese import words  # the search has loaded it already

    lines = [f"没有找到“{shown.in_line(answer.query)}”，请换个说法"]
    plain = words.plain(answer.typed, answer.index.tables)
    if parts := [plain] if plain.isascii() else words.without_speech(plain):
        lines += row_of("按这些找过", ["、".join(filter(None, parts))], width)
    lines += _elsewhere(answer, width)
    lines += row_of("可以写", ["证明或事项的名称、叫法，或者要办的事；拼音和首字母也行"], width)
    if answer.verdict == "not_listed":
        head = f"【{VERDICTS['not_listed']}】名称没有写错、清单上确实没有的证明"
        lines += ["", _paint(head, "not_listed", colour)]
        lines += _rows(answer.index.meta("off_list_view"), width)
        lines += _rows(answer.index.meta("dispute_view"), width)
    return lines


def _full(
    row: tuple[Any, ...], more: str, width: int, colour: bool, room: int = 0, whole: str = ""
) -> list[str]:
    """An item: its verdict, and of its rows and the further ones as many as there is room for.

    Without `room` (0) they are all there.
    """
    _, _, list_name, name, verdict, _, _, view, _ = row
    head = f"【{VERDICTS[verdict]}】{name}" if verdict else name
    room = room and max(room + 1 - screen_lines([f"{head}    {LISTS[list_name]}"], width), 1)
    lines: list[str] = []
    left_out: list[str] = []
    for heading, written in (*_rows_of(view, width), *_rows_of(more, width)):
        if not room or screen_lines([*lines, *written], width) <= room:
            lines += written
        else:
            lines += [] if lines else written[:room]
            left_out.append(heading)
    if left_out:
        lines.append(one_line("还有", left_out, f"（{whole}）", width))
    return [_paint(head, verdict, colour) + f"    {LISTS[list_name]}", *lines]


def _rows(view: str, width: int) -> list[str]:
    return [line for _, lines in _rows_of(view, width) for line in lines]


def _rows_of(view: str, width: int) -> Iterator[tuple[str, list[str]]]:
    """Each row of a view: its heading, and the lines it takes."""
    for heading, texts, numbered, remark in parsed(view):
        shown = [f"{number}. {text}" for number, text in enumerate(texts, 1)] if numbered else texts
        if heading == "出处" and len(shown) > 1:
            shown = [shown[0], f"（共 {len(shown)} 处，全部见 checklist show）"]
        if remark:
            shown = [*shown, f"（{remark}）"]
        yield heading, row_of(heading, shown, width)


def _found_by(match: Match, name: str) -> str:
    how, field, text = match.matched_on
    if how == "text" and field == "name":
        return ""
    said = {"name": "名称", "aliases": "又称", "asks": "常见问法"}.get(field, "说明")
    by = {"pinyin": "拼音", "initials": "拼音首字母", "words": "用词相近", "text": ""}[how]
    return f"{said}“{text}”{f'（{by}）' if by else ''}"


def _paint(text: str, verdict: str | None, colour: bool) -> str:
    return shown.styled(text, f"1;{_COLOURS[verdict]}") if colour and verdict else text
