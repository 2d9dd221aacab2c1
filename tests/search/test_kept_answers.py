"""Answers that are kept: given again only while the index would give them again."""

import json
from datetime import date
from pathlib import Path

import pytest

from builders import BASE, PATHS, TODAY, certificates, loaded, tree, written
from checklist_tool.editing import answers
from checklist_tool.search import build, kept_answers, pinned, store
from checklist_tool.search.kept_answers import KeptAnswers

ANSWERS = "data/answers.yaml"
PINS = {
    ANSWERS: "title: 固定问答\nitems:\n- {ask: 请问死亡证明怎么开, item: siwang, verdict: issue}\n"
}
REFUSED = str(BASE[PATHS["positive"]]).replace("verdict: issue", "verdict: refuse")
REASON = str(BASE[PATHS["positive"]]).replace("在家中", "在自己家中")
ENDING = str(BASE[PATHS["positive"]]).replace(
    "    reason:", "    effective_to: 2026-12-31\n    reason:"
)
MOVED = certificates("id: yisi\nname: 死亡证明", verdict="refuse")


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("CHECKLIST_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def told(root, texts, day=TODAY):
    """The pins that are not kept, as they are told with what was kept before; and keep it."""
    index = store.Index(build.build(str(written(root / "lists", texts))))
    kept = KeptAnswers(index, index.root)
    found = [one.message for one in pinned.examine(loaded(texts), index, day, kept)]
    kept.keep()
    index.connection.close()
    return found


def falsified(cache: Path) -> None:
    """Every kept answer says what no index says."""
    [path] = cache.glob("*-answers.json")
    _, text = path.read_text(encoding="ascii").split("\n")
    text = json.dumps({key: ["none", None, None] for key in json.loads(text)})
    path.write_text(f"{kept_answers._digest(text)}\n{text}", encoding="ascii")


def test_an_answer_is_not_asked_for_again_when_other_things_change(tmp_path, cache):
    assert told(tmp_path, tree(PINS)) == []
    falsified(cache)

    [message] = told(tmp_path, tree(PINS, positive=REASON), date(2026, 11, 24))

    assert "现在答复“没有找到”" in message


@pytest.mark.parametrize(
    "named",
    [
        {"positive": REFUSED},
        {"negative": MOVED},
        {"positive_words": "title: 说法\nitems:\n- {id: siwang, names: [去世证明]}\n"},
    ],
)
def test_what_changes_an_answer_is_asked_for_again(tmp_path, cache, named):
    assert told(tmp_path, tree(PINS)) == []
    falsified(cache)

    found = told(tmp_path, tree(PINS, **named))

    for path in cache.iterdir():
        path.unlink()
    assert found == told(tmp_path, tree(PINS, **named))


def test_the_day_on_which_an_item_ends_brings_another_answer(tmp_path):
    texts = tree(PINS, positive=ENDING)

    assert told(tmp_path, texts, date(2026, 12, 31)) == []
    assert len(told(tmp_path, texts, date(2027, 1, 1))) == 1
    assert told(tmp_path, texts, date(2026, 12, 30)) == []


def test_another_program_asks_again(tmp_path, cache, monkeypatch):
    told(tmp_path, tree(PINS))
    falsified(cache)

    monkeypatch.setattr(kept_answers, "program", lambda: b"another")

    assert told(tmp_path, tree(PINS)) == []


@pytest.mark.parametrize("damage", [b"", b"\xff\0", b"0\n{}", None])
def test_what_is_damaged_is_passed_over_and_kept_anew(tmp_path, cache, damage):
    told(tmp_path, tree(PINS))
    [path] = cache.glob("*-answers.json")
    whole = path.read_bytes()

    path.write_bytes(whole.replace(b"sure", b"none") if damage is None else damage)

    assert told(tmp_path, tree(PINS)) == []
    assert path.read_bytes() == whole


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path, cache):
    told(tmp_path, tree(PINS))
    [path] = cache.glob("*-answers.json")
    path.unlink()
    path.mkdir()

    assert told(tmp_path, tree(PINS)) == []


@pytest.mark.parametrize(("positive", "changed"), [(ENDING, 1), (REFUSED, 1), (REASON, 0)])
def test_beside_what_was_kept_an_edit_that_changes_an_answer_is_seen(tmp_path, positive, changed):
    told(tmp_path, tree(PINS))
    before, after = loaded(tree(PINS)), loaded(tree(PINS, positive=positive))

    found = answers.changed(before, after, [PATHS["positive"]], TODAY, str(tmp_path / "lists"))

    assert len(found) == changed
