"""The table of characters that is shipped, and that nothing else is needed to read it."""

import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from checklist_tool.chinese.readings import Readings, tables

DOCS = Path(__file__).parent.parent.parent / "docs"
TABLE = Readings(**tables())


def test_no_library_is_needed_to_read_and_nothing_is_kept(tmp_path, monkeypatch):
    monkeypatch.setenv("CHECKLIST_CACHE", str(tmp_path))
    code = (
        "import sys; from checklist_tool.chinese.readings import readings;"
        "print(readings('去银行'), {'pypinyin', 'opencc'} & set(sys.modules))"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8"
    )

    assert done.stdout.strip() == "['qu', 'yin', 'hang'] set()"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("written", "simplified"), [("親屬關係證明", "亲属关系证明"), ("乾隆", "干隆"), ("㐀", "㐀")]
)
def test_traditional_characters_are_simplified(written, simplified):
    assert TABLE.simplify(written) == simplified


@pytest.mark.parametrize(
    ("words", "syllables"),
    [
        ("银行行不行", "yin hang xing bu xing"),
        ("长护险", "chang hu xian"),
        ("还房贷", "huan fang dai"),
        ("调委会", "tiao wei hui"),
        ("重号", "chong hao"),
    ],
)
def test_words_of_the_desk_are_read_as_they_are_spoken(words, syllables):
    assert TABLE.readings(words) == syllables.split()


@pytest.mark.slow
def test_the_table_is_what_its_libraries_say(monkeypatch):
    monkeypatch.syspath_prepend(str(DOCS))
    import character_table

    shipped = character_table.TABLE.read_text(encoding="utf-8")
    of = f"pypinyin {version('pypinyin')} and OpenCC {version('opencc')};"
    if of not in shipped.partition("\n")[0]:
        pytest.skip(f"the table was made by others than {of}")

    assert character_table.made() == shipped
