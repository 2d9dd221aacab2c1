"""What is written and not read is told; what is written so on purpose is left alone."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from builders import PATHS, TODAY, certificates, examined, tree, written
from checklist_tool import checks
from checklist_tool.editing import tidy
from checklist_tool.files import WorkingTree
from checklist_tool.problems import Problem


def told(*lines: str) -> list[Problem]:
    """What is said of an item with these lines."""
    return examined(tree(positive=certificates("\n".join(("id: jia", "name: 甲证明", *lines)))))


@pytest.mark.parametrize(
    "line",
    [
        "note: 三号楼 #201 室", "note: #1 楼", "note: 见附件（第 # 3 号）",
        "note: 三号楼、 # 四号楼",
    ],
)  # fmt: skip
def test_a_text_that_goes_on_behind_a_hash_is_told_at_the_hash(line: str):
    [problem] = told(line)

    assert (problem.code, problem.severity) == ("CK041", "warning")
    assert (problem.place.line, problem.place.column) == (6, 5 + line.index("#"))


@pytest.mark.parametrize(
    "line",
    [
        "note: 三号楼 # 待核实", "item_no: 3  # 第三项", "note: '三号楼 #201 室'",
        'note: "三号楼 #201"', "aliases: [乙证明] #丙证明", "note: |\n  三号楼 #201 室",
        "# 见附件 #3", "note: 语言C#程序",
        "note: 见（附件一） # 已（核）",
    ],
)  # fmt: skip
def test_a_comment_that_is_one_is_left_alone(line: str):
    assert told(line) == []


@pytest.mark.parametrize(
    "line",
    ["aliases: [乙证明，丙证明]", "aliases: [乙证明、丙证明]", "aliases: [乙证明，丙证明, 丁证明]"],
)
def test_a_list_with_full_width_commas_is_told_where_the_text_begins(line: str):
    [problem] = told(line)

    assert (problem.code, problem.place.line, problem.place.column) == ("CK042", 6, 15)


@pytest.mark.parametrize(
    "line",
    [
        "aliases: [乙证明, 丙证明]", "asked_by: ['乙，丙证明']", "aliases: [乙证明（父，母）]",
        "steps:\n  - 先登记，后开具", "asked_by: [“甲，乙”怎么写]",
        "conditions: [有户口簿、身份证, 本人来]",
    ],
)  # fmt: skip
def test_a_comma_that_belongs_to_the_text_is_left_alone(line: str):
    assert told(line) == []


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        ("note: 第一行\n  第二行", 7), ("note: >\n  第一行\n  第二行", 8),
        ("note: '第一行\n  第二行'", 7),
        ("note: 第一句，\n  第二句", 7), ("note: 收齐材料后\n  10个工作日", 7),
        ("note: 分两步：\n  1、到公安\n  2、到村里", 7), ("note: 满18\n  周岁", 7),
        ("note: 到公安①\n  到村里", 7), ("note: 见附件\n  (一)", 7),
        ("note: |\n  甲\nsteps:\n  - 第一\n    第二", 10),
    ],
)  # fmt: skip
def test_a_wrapped_text_that_gains_a_space_is_told_at_the_second_line(lines: str, line: int):
    [problem] = told(lines)

    assert (problem.code, problem.place.line) == ("CK043", line)


@pytest.mark.parametrize(
    ("lines", "entry"),
    [
        ("aliases:\n  - 乙证明\n   -丙证明", "-丙证明"),
        ("aliases:\n  - 乙证明\n    · 丙证明", "· 丙证明"),
        ("note: 带上：\n  • 户口簿", "• 户口簿"),
        ("note: 共两步\n  1．登记", "1．登记"),
    ],
)
def test_an_entry_that_became_a_part_of_the_line_above_is_told_where_it_stands(lines, entry):
    [problem] = told(lines)

    assert problem.code == "CK043"
    assert f"“{entry}”没有成为单独的一项" in problem.message


@pytest.mark.parametrize(
    "lines",
    [
        "note: 零下\n  -5 度", "note: 满 18\n  周岁",
        "note: |\n  第一行\n  第二行", 'note: "第一行\\\n  第二行"',
        "note: 1.5\n  2.5", "note: 满 18 周岁后\n  3 日",
        "note: 第一行\n\n  第二行", "note: >\n  第一行\n    第二行",
    ],
)  # fmt: skip
def test_lines_that_are_joined_without_a_space_or_stay_lines_are_left_alone(lines: str):
    assert told(lines) == []


@pytest.mark.parametrize(
    "line",
    [
        "aliases:\n  - 1. 亲子关系证明", "aliases: [1. 亲子关系证明]",
        "aliases:\n  - （一）亲子关系证明", "asked_by:\n  - ①我要养狗", "aliases:\n  - '2）甲'",
        "aliases:\n  - 养狗的证明，养猫证", "aliases: [乙证明, '丙，丁证明']",
    ],
)  # fmt: skip
def test_an_entry_with_a_number_and_several_aliases_in_one_are_told(line: str):
    [problem] = told(line)

    assert (problem.code, problem.severity) == ("CK044", "warning")


@pytest.mark.parametrize(
    "line",
    [
        "aliases: [3.15 证明]", "asked_by: [一、二级残疾怎么办]", "asked_by: [我的狗丢了，怎么办]",
        "aliases: [父母、子女关系证明]", "aliases: [乙证明（父，母）]", "note: 1、甲",
        "note: |\n  - 1、甲",
    ],
)  # fmt: skip
def test_an_entry_that_only_looks_numbered_is_left_alone(line: str):
    assert [problem for problem in told(line) if problem.code == "CK044"] == []


def lists_with(root: Path, name: str) -> WorkingTree:
    """Lists on disk, and beside them a negative list under a name of its own."""
    refused = "id: yi\nname: 乙证明\ninstead: [{what: 出示证件}]"
    texts = tree({f"data/lists/certificates/{name}": certificates(refused, verdict="refuse")})
    return WorkingTree(written(root, texts))


@pytest.mark.parametrize(
    "name",
    ["negative.yaml.txt", "negative.YAML", "negative.Yml", "negative.yml", "negative.yaml.bak",
     "negative.yaml~", "negative．yaml", "negative。yaml", "negative.yaml - 副本",
     "negative.txt", "negative.TXT", "negative.docx", "negative.wps", "negative.json",
     "negative.csv", "negative.xlsx", "negative", "Negative.txt", "负面清单.docx"],
)  # fmt: skip
def test_a_list_with_a_wrong_ending_is_told_with_the_right_one(tmp_path: Path, name: str):
    [problem] = checks.examine(lists_with(tmp_path, name), TODAY)[1]

    assert (problem.code, problem.severity) == ("CK032", "error")
    assert problem.place.path.endswith(name)
    assert "改名为 negative.yaml" in problem.hint


@pytest.mark.parametrize(
    "name",
    [".negative.yaml.swp", "README.md", "yaml.md", ".gitkeep", "~$negative.docx", "Thumbs.db"],
)
def test_a_file_that_is_no_list_is_left_alone(tmp_path: Path, name: str):
    assert checks.examine(lists_with(tmp_path, name), TODAY)[1] == []


@pytest.mark.parametrize("name", ["扫描件.pdf", "a.yamlish", "negatives.txt"])
def test_a_file_that_may_be_anything_is_a_warning(tmp_path: Path, name: str):
    [problem] = checks.examine(lists_with(tmp_path, name), TODAY)[1]

    assert (problem.code, problem.severity) == ("CK032", "warning")
    assert "移到 data/ 外面" in problem.hint


@pytest.mark.parametrize("name", ["Negative.yaml", "负面清单.yaml", "negative (1).yaml"])
def test_a_list_under_another_name_is_told_with_its_own(tmp_path: Path, name: str):
    [problem] = checks.examine(lists_with(tmp_path, name), TODAY)[1]

    assert (problem.code, problem.hint) == ("CK030", "改名为 negative.yaml")


@pytest.mark.parametrize("name", ["negative - 副本.yaml", "negative(1).yaml", "负面清单.yaml"])
def test_a_copy_under_another_name_is_told_as_one(name: str):
    refused = certificates("id: yi\nname: 乙证明\ninstead: [{what: 出示证件}]", verdict="refuse")
    folder = PATHS["negative"].rpartition("/")[0]

    [problem] = examined(tree({f"{folder}/{name}": refused}, negative=refused))

    assert problem.code == "CK030"
    assert problem.hint.startswith("像是 data/lists/certificates/negative.yaml 的副本")


def test_a_list_in_the_wrong_folder_is_told_with_the_right_one():
    refused = certificates("id: yi\nname: 乙证明\ninstead: [{what: 出示证件}]", verdict="refuse")

    [problem] = examined(tree({"data/lists/negative.yaml": refused}))

    assert problem.hint == "移到 data/lists/certificates，名字是 negative.yaml"


def test_a_copy_beside_the_list_is_a_warning(tmp_path: Path):
    lists = lists_with(tmp_path, "negative.yaml")
    negative = tmp_path / PATHS["negative"]
    (negative.parent / "negative.yaml.bak").write_bytes(negative.read_bytes())

    [problem] = checks.examine(lists, TODAY)[1]

    assert (problem.code, problem.severity) == ("CK032", "warning")


def test_a_file_that_nobody_reads_is_not_formatted(tmp_path: Path):
    odd = written(tmp_path, tree({"data/counts.yaml.bak": "title:   数字\n"}))

    found = tidy(odd, lambda _: True)

    assert (found.change.after, found.left) == ({}, [])


@pytest.mark.parametrize("text", ["[", "甲 #", "#", "（", "甲\n", "[甲，", "'", "一 ", "—"])
def test_long_lines_of_one_sign_take_no_time(text: str):
    before = time.process_time()

    told("note: |\n  " + (text * 40_000).replace("\n", "\n  "))

    assert time.process_time() - before < 5
