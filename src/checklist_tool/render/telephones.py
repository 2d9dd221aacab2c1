"""Telephone numbers in a text, as links that call them."""

from __future__ import annotations

import re

from markupsafe import Markup

from checklist_tool.shown import visible

# Public lines and numbers with an area code. The short ones, such as 110, may count anything:
# they are numbers to call where the text says so.
_ANYWHERE = re.compile(
    r"(?<![\w-])(?:0\d{2,3}-?\d{7,8}|400-?\d{3}-?\d{4}|12\d{3}|96\d{3,4})"
    r"(?![\d-]|\s?[元人户个项号份块名次件条万]|\w*[/.]\w)"
    r"|(?:(?<=[打拨话])|(?<=[打拨话] ))1(?:10|19|20|22)(?!\d)",
    re.ASCII,
)
# One of several numbers, each with its name in brackets or none.
_ALONE = re.compile(r"(?<![^、，；（ ])(?:0\d{2,3}-?)?\d{3,8}(?![^、，；（） ])")


def linked(text: str, phones: bool = False) -> str | Markup:
    """The text with its telephone numbers as links; `phones`: numbers are what it is about."""
    pattern = _ALONE if phones else _ANYWHERE
    if not pattern.search(text):
        return text
    parts: list[str | Markup] = []
    at = 0
    for number in pattern.finditer(text):
        parts += [visible(text[at : number.start()]), _LINK.format(number[0], number[0])]
        at = number.end()
    return Markup().join([*parts, visible(text[at:])])


_LINK = Markup('<a href="tel:{}">{}</a>')
