"""What is known of characters is kept, and is the same when it is read again."""

import json
import subprocess
import sys

import pytest

from checklist_tool.lookup import characters, search

CODE = (
    "import sys; from checklist_tool.lookup.readings import readings;"
    "print(readings('去银行'), sorted({'pypinyin', 'opencc'} & set(sys.modules)))"
)


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("CHECKLIST_CACHE", str(tmp_path))
    return tmp_path


def asked() -> str:
    """What another process of this Python prints for CODE."""
    done = subprocess.run(
        [sys.executable, "-c", CODE], capture_output=True, check=True, encoding="utf-8"
    )
    return done.stdout.strip()


def test_the_second_process_needs_neither_library(cache):
    first, second = asked(), asked()

    assert first == "['qu', 'yin', 'hang'] ['opencc', 'pypinyin']"
    assert second == "['qu', 'yin', 'hang'] []"


def test_what_is_kept_is_what_the_libraries_say(cache):
    made = characters.characters.__wrapped__()
    kept = characters.characters.__wrapped__()

    assert kept == made
    assert len(made["simplified"]) == len(made["readings"])
    assert [path.suffix for path in cache.iterdir()] == [".json"]


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"simplified": ""}', b"\xff\xfe"])
def test_a_damaged_file_is_made_anew(cache, damage):
    made = characters.characters.__wrapped__()
    [path] = cache.iterdir()
    path.write_bytes(damage)

    assert characters.characters.__wrapped__() == made
    assert json.loads(path.read_text("utf-8")) == made


def test_a_cache_that_is_no_folder_is_done_without(tmp_path, monkeypatch):
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where the folder should be", encoding="utf-8")
    monkeypatch.setenv("CHECKLIST_CACHE", str(blocked))

    assert characters.characters.__wrapped__()["syllables"]
    assert search.home() == str(blocked)
