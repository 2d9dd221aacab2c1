"""The sheets beside the lists in a workbook: how it is filled in, and of which edition it is."""

from __future__ import annotations

from unicodedata import east_asian_width

from checklist_tool.exchange.book import Heading, Workbook, Worksheet

_GENERAL = (
    "灰色的列只供看，不要改；编号定了就不再改，新的一项编号可以空着，导入时按名称的拼音起一个。",
    "一格里有几个值的，每个一行（Alt+Enter 换行）；一个值自己有几行的，后面的行前面空两格。",
    "替代方式、材料、流程、出处等在单独的表里，用编号对应；一项有几条就写几行，先后就是顺序。",
    "所有的格都是文字：0571 不会变成 571，以 = 开头的也不会当公式算。",
    "删掉一行不会删掉清单里的那一项；停用用 checklist retire，换清单用 checklist move。",
    "改好以后运行 checklist import 文件名：先列出改了哪些，同意了才写入。",
)


def filling_in(book: Workbook) -> Worksheet:
    """What may be written in each column of each sheet, after what holds for all of them."""
    rows = [["", "", text] for text in _GENERAL]
    for sheet in book.sheets:
        for heading in sheet.headings:
            if not heading.hidden:
                words = "、".join(word for value, word in heading.words.items() if value)
                says = "；".join(filter(None, (heading.says, words and f"只能写：{words}")))
                rows.append([sheet.title, heading.text, says])
    return _sheet("填写说明", ("表", "列", f"写什么（{book.title} {book.edition}）"), rows)


def about(book: Workbook) -> Worksheet:
    """The edition and the revision of the lists as they were exported, on a hidden sheet."""
    rows = [["版本", book.edition], ["修订", book.revision], ["格式", "checklist/1"]]
    return _sheet("版本信息", ("标题", book.title), rows, hidden=True)


def width(sheet: Worksheet, column: int) -> int:
    """The width of a column in characters, by its head and its first rows."""
    texts = [sheet.headings[column].text, *(row[column] for row in sheet.rows[:200])]
    longest = max(_width(line) for text in texts for line in text.split("\n"))
    return min(48, max(8, longest + 3))


def _sheet(
    title: str, headings: tuple[str, ...], rows: list[list[str]], *, hidden: bool = False
) -> Worksheet:
    locked = tuple(Heading(text, locked=True) for text in headings)
    return Worksheet(title, "", locked, rows, hidden=hidden)


def _width(line: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in line)
