"""Checking and changing the lists, as a page would: values in, values out, nothing printed."""

import pytest

from builders import BASE, PATHS, TODAY, git, written
from checklist_tool import yaml_source
from checklist_tool.problems import ChecklistError
from checklist_tool.usecases import items, tidying, validation

POSITIVE = PATHS["positive"]


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("CHECKLIST_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def root(tmp_path):
    return written(tmp_path / "lists", BASE)


def edited(root, *sets, **more):
    return items.change(root, items.edit("siwang", items.assignments(sets)), TODAY, **more)


def test_a_check_gives_each_fault_and_prints_nothing(root, capfd):
    (root / POSITIVE).write_text(BASE[POSITIVE].replace("reason:", "grund:"), encoding="utf-8")

    found = validation.findings(root, TODAY)

    assert {problem.place.path for problem in found.failures} == {POSITIVE}
    assert capfd.readouterr() == ("", "")


def test_a_check_of_other_files_counts_the_faults_elsewhere(root):
    (root / POSITIVE).write_text(BASE[POSITIVE].replace("reason:", "grund:"), encoding="utf-8")

    every = validation.findings(root, TODAY)
    found = validation.findings(root, TODAY, paths=["data/edition.yaml"])

    assert (found.failures, found.files) == ([], ["data/edition.yaml"])
    assert found.elsewhere == len(every.failures)


def test_a_check_since_a_revision_says_whether_there_was_a_change(root):
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "first")

    same = validation.findings(root, TODAY, since="HEAD")
    (root / POSITIVE).write_text(BASE[POSITIVE] + "# 说明\n", encoding="utf-8")
    other = validation.findings(root, TODAY, since="HEAD")

    assert (same.unchanged, other.unchanged) == (True, False)


def test_an_unknown_code_has_no_explanation():
    assert validation.explanation("CK201").promise
    with pytest.raises(ChecklistError, match="没有“CK999”"):
        validation.explanation("CK999")


def test_an_edit_is_looked_at_before_it_is_written(root, capfd):
    before = (root / POSITIVE).read_bytes()

    seen = edited(root, "purpose=销户", dry_run=True)
    done = edited(root, "purpose=销户")

    assert not seen.written
    assert seen.before[POSITIVE] == before
    assert done.written
    assert (root / POSITIVE).read_bytes() == seen.after[POSITIVE]
    assert capfd.readouterr() == ("", "")


def test_a_refusal_names_every_error_and_the_lists_stay(root):
    change = edited(root, "id=甲")

    refusal = items.refusal(change).as_json()

    assert list(refusal) == ["written", "refused", "message", "hint"]
    assert [problem["code"] for problem in refusal["refused"]] == ["CK024"]
    assert (root / POSITIVE).read_text(encoding="utf-8") == BASE[POSITIVE]


def test_an_edit_parses_each_state_of_a_file_once(root, monkeypatch):
    parsed, read = [], yaml_source.read

    def counted(path, raw):
        if path.startswith("data/"):  # what is typed after --set is YAML too
            parsed.append((path, raw))
        return read(path, raw)

    monkeypatch.setattr(yaml_source, "read", counted)
    edited(root, "purpose=销户")

    assert len(parsed) == len(set(parsed))
    assert {path for path, _ in parsed} == set(BASE)


def test_files_are_brought_into_their_canonical_form(root):
    (root / POSITIVE).write_text(
        BASE[POSITIVE].replace("title: 正面", 'title: "正面', 1).replace("清单", '清单"', 1),
        encoding="utf-8",
    )

    seen = tidying.tidy(root, [], dry_run=True)
    other = tidying.tidy(root, ["data/edition.yaml"])

    assert tidying.as_json(seen, mends=False) == {"changed": [POSITIVE], "left": []}
    assert other.change.after == {}
