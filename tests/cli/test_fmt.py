"""`checklist fmt`: what it changes, what it says, and how it ends."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from builders import BASE, PATHS, written
from checklist_tool import cli

POSITIVE = PATHS["positive"]
TIDY = BASE[POSITIVE]
MESSY = TIDY.replace("name: 死亡证明", "name:   '死亡证明'").replace("\n", "\r\n")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return written(tmp_path, {**BASE, POSITIVE: MESSY})


def test_files_are_brought_into_form_and_named(root: Path, capfd):
    code = cli.run(["fmt", "--root", str(root)])

    assert code == 0
    assert capfd.readouterr() == (f"{POSITIVE}\n", "整理了 1 个文件\n")
    assert (root / POSITIVE).read_bytes() == TIDY.encode()
    assert cli.run(["fmt", "--root", str(root)]) == 0
    assert capfd.readouterr() == ("", "没有要整理的文件\n")


@pytest.mark.parametrize(("option", "ends"), [("--check", 1), ("--diff", 0)])
def test_check_and_diff_write_nothing(root: Path, capfd, option: str, ends: int):
    code = cli.run(["fmt", option, "--root", str(root)])

    out, remark = capfd.readouterr()
    assert code == ends
    assert remark == "要整理 1 个文件\n"
    assert (root / POSITIVE).read_bytes() == MESSY.encode()
    assert not (root / ".checklist").exists()
    if option == "--check":
        assert out == f"{POSITIVE}\n"
    else:
        assert out.startswith(f"--- a/{POSITIVE}\n+++ b/{POSITIVE}\n@@ ")
        assert "\n+    name: 死亡证明\n" in out


def test_check_ends_well_when_all_is_in_form(tmp_path: Path, capfd):
    assert cli.run(["fmt", "--check", "--root", str(written(tmp_path, BASE))]) == 0


def test_only_the_files_that_are_named_are_touched(root: Path, capfd):
    assert cli.run(["fmt", "--root", str(root), str(root / "data/lists/policies")]) == 0

    assert capfd.readouterr().out == ""
    assert (root / POSITIVE).read_bytes() == MESSY.encode()


def test_a_file_that_cannot_be_read_is_told_of_and_the_others_are_brought_into_form(root, capfd):
    written(root, {PATHS["reserve"]: "title: 备库清单\nitems: [\n"})

    code = cli.run(["fmt", "--root", str(root), "--json"])

    out, told = capfd.readouterr()
    assert code == 1
    assert json.loads(out) == {
        "changed": [POSITIVE], "left": [f"{PATHS['reserve']} 读不了，没有动它"],
    }  # fmt: skip
    assert f"{PATHS['reserve']}:3:1: CK009" in told
    assert (root / POSITIVE).read_bytes() == TIDY.encode()
    assert cli.run(["fmt", "--root", str(root)]) == 1
    assert capfd.readouterr().err.endswith("有 1 处没有动，其余不用整理\n")


TYPED = TIDY.replace("name: 死亡证明", "name：死亡证明").replace("- id: siwang", "•\tid: siwang")
TOLD = f"""\
{POSITIVE}:4: 项目符号“•”
-  •⇥id: siwang
+  - id: siwang
{POSITIVE}:5: 全角冒号“：”
-    name：死亡证明
+    name: 死亡证明
{POSITIVE}
"""


def test_slips_of_typing_are_mended_and_shown_line_by_line(root: Path, capfd):
    written(root, {POSITIVE: TYPED})

    code = cli.run(["fmt", "--fix", "--root", str(root)])

    assert (code, *capfd.readouterr()) == (0, TOLD, "改好了 2 处笔误\n整理了 1 个文件\n")
    assert (root / POSITIVE).read_bytes() == TIDY.encode()
    assert cli.run(["fmt", "--fix", "--root", str(root)]) == 0
    assert capfd.readouterr() == ("", "没有要整理的文件\n")


def test_without_fix_they_stay(root: Path, capfd):
    written(root, {POSITIVE: TYPED})

    assert cli.run(["fmt", "--root", str(root)]) == 1

    assert (root / POSITIVE).read_bytes() == TYPED.encode()


@pytest.mark.parametrize(("option", "ends"), [("--check", 1), ("--diff", 0)])
def test_what_would_be_mended_is_shown_without_writing(root: Path, capfd, option, ends):
    written(root, {POSITIVE: TYPED})

    code = cli.run(["fmt", "--fix", option, "--root", str(root)])

    out, remark = capfd.readouterr()
    assert code == ends
    assert remark.endswith("要整理 1 个文件\n")
    assert (root / POSITIVE).read_bytes() == TYPED.encode()
    if option == "--check":
        assert out == TOLD
    else:
        assert "\n-    name：死亡证明\n" in out
        assert "\n+    name: 死亡证明\n" in out


def test_json_tells_every_slip(root: Path, capfd):
    written(root, {POSITIVE: TYPED})

    cli.run(["fmt", "--fix", "--json", "--root", str(root)])

    told = json.loads(capfd.readouterr().out)
    assert told["changed"] == [POSITIVE]
    assert told["mended"][1] == {
        "path": POSITIVE, "line": 5, "what": "全角冒号“：”",
        "before": "    name：死亡证明", "after": "    name: 死亡证明",
    }  # fmt: skip


def test_what_is_sure_is_mended_also_where_the_rest_must_be_done_by_hand(root: Path, capfd):
    written(root, {POSITIVE: TYPED.replace("reason: 在", "reason: @在")})

    code = cli.run(["fmt", "--fix", "--root", str(root)])

    out, err = capfd.readouterr()
    assert code == 1
    assert out == TOLD
    assert f"{POSITIVE}:6:13: CK009" in err
    assert "余下的没有动" in err and "没有动它" not in err
    assert (root / POSITIVE).read_bytes() == TIDY.replace("reason: 在", "reason: @在").encode()


def test_a_file_that_cannot_be_formatted_for_sure_is_left_alone(root, capfd):
    strange = ("%YAML 1.2\n---\n" + TIDY).encode()
    written(root, {POSITIVE: strange})

    assert cli.run(["fmt", "--root", str(root)]) == 1

    assert f"{POSITIVE} 写法特别" in capfd.readouterr().err
    assert (root / POSITIVE).read_bytes() == strange


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("aliases: [养狗证，养猫证]", "CK042"),
        ("asked_by:\n      - 我要养\n        狗", "CK043"),
        ("asked_by: >-\n      我要养\n      狗", "CK023"),
        ("aliases:\n      养狗证\n      养猫证", "CK023"),
    ],
)
def test_a_fault_that_only_the_spelling_shows_is_left_to_be_seen(root, capfd, line, code):
    seen = MESSY.replace("    reason", f"    {line}\n    reason").encode()
    written(root, {POSITIVE: seen})

    assert cli.run(["fmt", "--root", str(root)]) == 1

    err = capfd.readouterr().err
    assert f"{POSITIVE}:6:" in err or f"{POSITIVE}:7:" in err or f"{POSITIVE}:8:" in err
    assert code in err
    assert (root / POSITIVE).read_bytes() == seen


def test_the_lists_that_ship_with_the_package_are_not_changed(tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CHECKLIST_ROOT", raising=False)

    assert cli.run(["fmt"]) == 2

    assert "示范清单不能改" in capfd.readouterr().err


def test_a_reader_tells_of_an_unfinished_edit_and_leaves_it(root: Path, capfd):
    (root / ".checklist").mkdir()
    (root / ".checklist/pending").write_text("{}", encoding="utf-8")

    cli.run(["list", "--root", str(root)])

    assert "没有写完就断了" in capfd.readouterr().err
    assert (root / ".checklist/pending").exists()


def test_an_edit_that_is_not_ours_stops_a_command_that_writes(root: Path, capfd):
    (root / ".checklist").mkdir()
    (root / ".checklist/pending").write_text("{}", encoding="utf-8")

    assert cli.run(["fmt", "--root", str(root)]) == 2

    assert "不是本机在这个文件夹里断的" in capfd.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_is_told_as_validate_tells_it(root: Path, capfd):
    (root / PATHS["negative"]).symlink_to("nowhere.yaml")

    code = cli.run(["fmt", "--root", str(root)])
    _, err = capfd.readouterr()
    cli.run(["validate", "--root", str(root), "--format", "json"])
    [said] = json.loads(capfd.readouterr().out)

    assert code == 1
    assert f"{PATHS['negative']}:1:1: CK001 {said['message']}" in err
    assert "它是一个链接" in said["message"]


@pytest.mark.parametrize(
    "text", ["version https://git-lfs.github.com/spec/v1\noid sha256:ab\n", "../negative.yaml\n"]
)
def test_what_stands_in_for_a_list_is_told_as_validate_tells_it(root: Path, capfd, text: str):
    written(root, {POSITIVE: text})

    code = cli.run(["fmt", "--fix", "--root", str(root)])
    _, err = capfd.readouterr()
    cli.run(["validate", "--root", str(root), "--format", "json"])
    [said] = json.loads(capfd.readouterr().out)

    assert code == 1
    assert f"{POSITIVE}:1:1: CK014 {said['message']}" in err
    assert (root / POSITIVE).read_text(encoding="utf-8") == text
