"""YAML as people write it: every style of text, comments anywhere, brackets, odd indents."""

from __future__ import annotations

import json
import re
from typing import Any

from hypothesis import strategies as st

TEXTS = st.sampled_from(
    ["亲属关系证明", "〔2020〕20号", "a: b", "http://a.cn/x?y=1", "- x", "# 注", "甲 # 乙", "'",
     '"', "\\", "它's", "：", "null", "~", "", " ", "yes", "0571", "12:30", "2024-02-26", "1.50",
     "第一行\n第二行", "甲\n\n乙\n", "尾\n\n", " 首\n次", "尾 \n次", "[,]{}&*!|>%@`", "\u3000空",
     "😀👍🏽", "👨\u200d👩\u200d👧", "\U0002a6a5", "\ufeff", "\x85", "\u2028", "\t", "-", "?", ":",
     "...", "---", "<<", "=", "#", "长" * 300]
) | st.text(st.characters(exclude_categories=["Cs"]), max_size=8)  # fmt: skip
KEYS = st.sampled_from(
    ["id", "name", "aliases", "note", "basis", "items", "甲", "null", "on", "1", "a b", "#", ""]
)  # fmt: skip
DATA: st.SearchStrategy[Any] = st.recursive(
    TEXTS | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)
MAPPINGS = st.dictionaries(KEYS, DATA, min_size=1, max_size=4)

_RAW = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_SAFE = re.compile(r"[一-龥〔〕a-z0-9（）😀-🙏][一-龥〔〕a-zA-Z0-9（）\-.:/😀-🙏]*(?<!:)")
_COMMENTS = st.sampled_from(["# 注", "#", "# a: b", "# - 甲", "#- x", "# 'it\"s", "# 😀", "#}]"])


def json_text(value: Any) -> str:
    """The value as JSON, which is YAML too."""
    said = json.dumps(value, ensure_ascii=False)
    return _RAW.sub(lambda found: f"\\u{ord(found[0]):04x}", said)


class Writer:
    """Writes data in styles drawn at random."""

    def __init__(self, draw: Any, *, brackets: bool = True) -> None:
        self.draw = draw
        self.brackets = brackets
        self.lines: list[str] = []
        self.block = ""  # how the block scalar ends that was written last, if it was

    def chance(self, one_in: int = 4) -> bool:
        return self.draw(st.integers(1, one_in)) == 1

    def beside(self) -> str:
        if not self.chance(6):
            return ""
        return " " * self.draw(st.integers(1, 3)) + self.draw(_COMMENTS)

    def between(self, indent: int) -> None:
        for _ in range(self.draw(st.sampled_from([0, 0, 0, 0, 1, 1, 2]))):
            if self.chance(2):
                if self.block != "+":  # else it would be part of the text
                    blank = 0 if self.block else self.draw(st.sampled_from([0, 0, 2]))
                    self.lines.append(" " * blank)
            else:
                columns = [0] if self.block else [indent, indent, 0, indent + 2]
                column = self.draw(st.sampled_from(columns))
                self.block = ""
                self.lines.append(" " * column + self.draw(_COMMENTS))

    def scalar(self, text: str | None, indent: int) -> str:
        """The text in a style that can hold it, its later lines deeper than the indent."""
        self.block = ""
        if text is None:
            return self.draw(st.sampled_from(["", "", "~", "null"])) + self.beside()
        styles = [json_text(text)]
        # Other styles hold no character that must be escaped.
        if not _RAW.search(text):
            styles.append("'" + text.replace("'", "''") + "'")
            if _SAFE.fullmatch(text) and text != "null":
                styles += [text, text]
        said = self.draw(st.sampled_from(styles))
        fits = text.strip() and not _RAW.search(text.replace("\n", ""))
        if fits and not re.search(r"\A\s|(?m: $)", text) and self.chance(3):
            pad = " " * (indent + self.draw(st.integers(1, 3)))
            mark = "|" if "\n" in text else self.draw(st.sampled_from("|>"))
            keep = "-" if not text.endswith("\n") else "+" if text.endswith("\n\n") else ""
            body = text.removesuffix("\n").split("\n") if keep != "-" else text.split("\n")
            self.block = keep or "|"
            head = mark + keep + self.beside()
            return "\n".join([head, *(pad + line if line else "" for line in body)])
        return said + self.beside()

    def flow(self, value: Any) -> str:
        self.block = ""
        gap = lambda: self.draw(st.sampled_from(["", " ", "  "]))  # noqa: E731
        if isinstance(value, dict):
            pairs = (f"{json_text(key)}: {self.flow(one)}" for key, one in value.items())
            return "{" + gap() + ("," + gap()).join(pairs) + gap() + "}"
        if isinstance(value, list):
            return "[" + gap() + ("," + gap()).join(map(self.flow, value)) + gap() + "]"
        return "~" if value is None else json_text(value)

    def put(self, value: Any, indent: int, lead: str) -> None:
        """Write a value whose first line begins with `lead`."""
        if value is None or isinstance(value, str):
            self.lines += f"{lead} {self.scalar(value, indent)}".rstrip(" ").split("\n")
        elif not value or (self.brackets and self.chance(6)):
            self.lines.append(f"{lead} {self.flow(value)}{self.beside()}")
        else:
            step = self.draw(st.integers(1, 4))
            dash = isinstance(value, list)
            below = lead.rstrip().endswith(":")
            if below and dash:
                step = self.draw(st.integers(0, 3))
            inline = not below and lead and self.chance(1 + self.brackets)
            if not inline and lead:
                self.lines.append(lead + self.beside())
            here = len(lead) + 1 if inline else indent + step
            if not lead:
                here = indent
            first = inline
            for key in range(len(value)) if dash else value:
                if not first:
                    self.between(here)
                pad = f"{lead} " if first else " " * here
                first = False
                if dash:
                    self.put(value[key], here, f"{pad}-")
                else:
                    name = key if _SAFE.fullmatch(key) and key != "null" else json_text(key)
                    self.put(value[key], here, f"{pad}{name}:")


@st.composite
def texts(
    draw: Any, data: st.SearchStrategy[Any] = MAPPINGS, *, brackets: bool = True
) -> tuple[str, Any]:
    """A text and the data that it holds."""
    value = draw(data)
    writer = Writer(draw, brackets=brackets)
    if writer.chance(8):
        writer.lines.append("---")
    writer.between(0)
    writer.put(value, 0, "")
    writer.between(0)
    ends = ["\n"] if writer.block else ["\n", "\n", ""]
    return "\n".join(writer.lines) + draw(st.sampled_from(ends)), value
