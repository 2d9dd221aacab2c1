"""`export` and `import` as they are typed."""

import json
from pathlib import Path

import openpyxl
import pytest

from builders import BASE, PATHS, golden, tree, written
from checklist_tool import cli


@pytest.fixture
def root(tmp_path):
    return written(tmp_path / "lists", tree())


@pytest.fixture
def run(capfd, root):
    def run(*words):
        code = cli.run([*map(str, words), "--root", str(root)])
        return code, *capfd.readouterr()

    return run


@pytest.fixture
def edited(run, tmp_path):
    file = tmp_path / "甲.xlsx"
    run("export", file)
    workbook = openpyxl.load_workbook(file)
    sheet = workbook["正面清单"]
    column = next(cell.column for cell in sheet[1] if cell.value == "理由")
    sheet.cell(2, column).value = "没有医院出具"
    workbook.save(file)
    return file


def test_a_change_is_shown_and_not_written_without_a_yes(run, root, edited):
    code, out, err = run("import", edited)

    assert code == 1
    assert "有改动  正面清单  siwang  死亡证明" in out
    assert "理由：在家中正常死亡的，没有医院出具 → 没有医院出具" in out
    assert "没有写入，同意的加 --yes" in err
    assert (root / PATHS["positive"]).read_text(encoding="utf-8") == BASE[PATHS["positive"]]


def test_a_yes_writes_it(run, root, edited):
    code, _, err = run("import", edited, "--yes")

    assert code == 0
    assert "改了 1 个文件" in err
    assert "reason: 没有医院出具\n" in (root / PATHS["positive"]).read_text(encoding="utf-8")


def test_the_plan_is_json_on_demand(run, edited):
    code, out, _ = run("import", edited, "--json", "--dry-run")

    plan = json.loads(out)
    assert code == 0
    assert plan["counts"]["changed"] == 1
    assert plan["written"] is False
    [edit] = next(row for row in plan["rows"] if row["act"] == "changed")["edits"]
    assert edit["field"] == "reason"
    assert edit["at"]["sheet"] == "正面清单"
    assert edit["at"]["row"] == 2


def test_what_was_changed_on_both_sides_waits_for_a_side(run, root, edited):
    path = root / PATHS["positive"]
    path.write_text(path.read_text(encoding="utf-8").replace("没有医院出具", "医院不出具"), "utf-8")

    waiting = run("import", edited, "--yes")
    decided = run("import", edited, "--yes", "--prefer", "lists")

    assert waiting[0] == 1
    assert "--prefer" in waiting[2]
    assert decided[0] == 0
    assert "医院不出具" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "said"),
    [("甲.pdf", "不会写 .pdf 文件"), ("甲", "没有写文件的类型"), ("甲.csv", "只放得下一张清单")],
)
def test_what_cannot_be_exported_is_told_with_a_way_out(run, tmp_path, name, said):
    code, _, err = run("export", tmp_path / name)

    assert code == 2
    assert said in err
    assert "可以这样做" in err


def test_a_list_that_is_none_is_told(run, tmp_path):
    code, _, err = run("export", tmp_path / "甲.xlsx", "红色清单")

    assert code == 2
    assert "没有“红色清单”这张清单" in err


def test_a_file_that_is_missing_is_told(run, tmp_path):
    code, _, err = run("import", tmp_path / "没有.xlsx")

    assert code == 2
    assert "没有" in err
    assert "检查文件名" in err


FOREIGN = "附件：某区清单,,\n序号,证明名称,办理部门\n1,渔船证明,海事局\n2,死亡证明,派出所\n"
GIVEN = (
    "--set", "reason=清单载明", "--set", "sources=[{title: 清单, url: https://www.mca.gov.cn/b.html}]",
)  # fmt: skip


def test_a_table_of_another_place_is_planned_and_what_is_doubtful_waits(run, root, tmp_path):
    file = tmp_path / "外区.csv"
    file.write_bytes(FOREIGN.encode("gb18030"))

    code, out, err = run("import", file, "--list", "负面清单", "--yes", *GIVEN)

    assert code == 1
    assert "新增  负面清单  （新编号）  渔船证明（外区.csv 表“外区” 第 3 行）" in out
    assert "拿不准  负面清单  （新编号）  死亡证明" in out
    assert "可能是：siwang  死亡证明（同名，在正面清单上）" in out
    assert "列这样读：证明名称→name、办理部门→instead.who" in err
    assert "--decide" in err
    assert not (root / PATHS["negative"]).exists()


def test_a_table_of_another_place_is_written_once_it_is_decided(run, root, tmp_path):
    file = tmp_path / "外区.csv"
    file.write_bytes(FOREIGN.encode("gb18030"))

    code, *_ = run(
        "import", file, "--list", "negative", "--yes", *GIVEN, "--decide", "死亡证明=skip"
    )
    answered = run("query", "渔船证明")

    assert code == 0
    assert "who: 海事局" in (root / PATHS["negative"]).read_text(encoding="utf-8")
    assert "不予出具" in answered[1]


def test_a_file_of_another_place_without_its_list_is_a_question(run, tmp_path):
    file = tmp_path / "外区.csv"
    file.write_text(FOREIGN, encoding="utf-8")

    code, out, err = run("import", file, "--yes")

    assert code == 1
    assert "写明 --list negative" in out
    assert "什么都没有写入" in err


def test_a_dry_run_without_lists_of_ones_own_says_that_these_stay(tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CHECKLIST_ROOT", raising=False)
    Path("负面清单.csv").write_text("证明名称\n渔船证明\n", encoding="utf-8")

    cli.run(["import", "负面清单.csv", "--dry-run"])

    assert "示范清单不能改" in capfd.readouterr().err


@pytest.mark.parametrize("typed", ["死亡证明", "=new"])
def test_a_decision_that_is_none_is_told(run, tmp_path, typed):
    file = tmp_path / "外区.csv"
    file.write_text(FOREIGN, encoding="utf-8")

    code, _, err = run("import", file, "--list", "negative", "--decide", typed)

    assert code == 2
    assert "名称=编号" in err


@pytest.mark.slow
def test_what_would_change_in_the_frozen_lists_is_told_as_the_guide_shows_it(capfd, tmp_path):
    file = tmp_path / "清单.xlsx"
    cli.run(["export", str(file)])
    workbook = openpyxl.load_workbook(file)
    sheet = workbook["负面清单"]
    column = next(cell.column for cell in sheet[1] if cell.value == "时限")
    row = next(cells[0].row for cells in sheet.iter_rows() if cells[1].value == "居民养犬证明")
    sheet.cell(row, column).value = "10个工作日"
    workbook.save(file)
    capfd.readouterr()

    code = cli.run(["import", str(file), "--dry-run"])

    out, err = capfd.readouterr()
    assert code == 0
    assert out + err == golden("exchange/own", out + err)


def test_a_plan_of_another_place_is_told_as_the_guide_shows_it(capfd, tmp_path):
    file = tmp_path / "外区清单.xlsx"
    made = openpyxl.Workbook()
    for row in (
        ["某区负面清单"], ["序号", "证明名称", "备注"],
        [1, "居民养犬证明"], [2, "居住证明"], [3, "渔船证明"], ["注：本表由某局解释"],
    ):  # fmt: skip
        made.active.append(row)
    made.save(file)

    code = cli.run(["import", str(file), "--list", "负面清单", "--dry-run"])

    out, err = capfd.readouterr()
    assert code == 1
    assert out + err == golden("exchange/foreign", out + err)
