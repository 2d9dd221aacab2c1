"""Whatever a file holds is read or told of: no traceback, and nothing is lost by formatting it.

`make fuzz` gives it 20,000 files; here a hundred.
"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from builders import BASE, PATHS, examined
from checklist_tool import yaml_source
from checklist_tool.editing.canonical import canonical, comments
from checklist_tool.editing.layout import layout_of
from checklist_tool.problems import ChecklistError
from editing import odd
from test_yaml_source import PIECES, REAL, REGISTER, assert_told

PATH = PATHS["high_frequency"]
ENDS = st.sampled_from([b"", b"\xef\xbb\xbf", b"\xff\xfe"])


@st.composite
def damaged(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> bytes:
    """A text with some cuts and pieces put in, perhaps in another encoding."""
    text = draw(texts)
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(text)))
        length = draw(st.sampled_from([0, 0, 1, 3, 30, 400]))
        text = text[:at] + draw(PIECES | st.text(max_size=5)) + text[at + length :]
    code = draw(st.sampled_from(["utf-8"] * 8 + ["gb18030", "utf-16"]))
    line_end = draw(st.sampled_from(["\n", "\n", "\r\n", "\r"]))
    raw = text.replace("\n", line_end).encode(
        code, "surrogatepass" if code == "utf-8" else "replace"
    )
    return draw(ENDS) + raw if draw(st.integers(1, 10)) == 1 else raw


FILES = st.one_of(
    st.binary(max_size=300),
    damaged(st.just(REAL[:4000])),
    damaged(st.sampled_from([REAL, REGISTER[:3000]])),
    damaged(odd.texts().map(lambda written: written[0])),
)


@given(FILES)
def test_any_file_is_read_or_told_of_and_formatting_loses_nothing(raw: bytes):
    problems = examined({**BASE, PATHS["register"]: REGISTER, PATH: raw})

    assert_told([one for one in problems if one.place.path == PATH], PATH, raw)
    source, faults = yaml_source.read(PATH, raw)
    assert (source is None) == any(fault.severity == "error" for fault in faults)
    if source is None:
        return
    try:
        tidy = canonical(source.text, layout_of(PATH))
    except ChecklistError:
        return  # left alone, and said so
    again, faults = yaml_source.read(PATH, tidy.encode())
    assert again is not None, faults
    assert again.data == source.data
    assert comments(tidy) == comments(source.text)
    assert canonical(tidy, layout_of(PATH)) == tidy
