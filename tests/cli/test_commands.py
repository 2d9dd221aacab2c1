"""Each command as it is typed: what it prints, and its exit code."""

import gc
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from builders import BASE, written
from checklist_tool import cli

BROKEN = str(Path(__file__).parent.parent / "checks" / "broken")


@pytest.fixture
def run(capfd):
    def run(*words):
        code = cli.run(list(words))
        out, err = capfd.readouterr()
        return code, out, err

    return run


def test_the_version_is_told(run):
    code, out, _ = run("--version")

    assert code == 0
    assert out.startswith("checklist ")


@pytest.mark.parametrize("command", ["query", "list", "show", "validate", "render", "doctor"])
def test_every_command_has_help_in_chinese(run, command):
    code, out, _ = run(command, "--help")

    assert code == 0
    assert "选项" in out
    assert "Show this message" not in out


def test_the_usage_line_is_chinese(run):
    _, out, _ = run("query", "--help")

    assert "用法：checklist query [选项]" in out


def test_nothing_typed_shows_the_commands_and_no_complaint(run):
    [alone, out, err] = run()
    [_, _, of_tasks] = run("tasks")

    assert alone == 2
    assert "query" in out + err
    assert "错误" not in out + err + of_tasks


@pytest.mark.parametrize("words", [("shwo",), ("tasks", "shwo")])
def test_a_slip_in_a_command_is_told_with_the_command_that_was_meant(run, words):
    code, _, err = run(*words)

    assert code == 2
    assert "没有这个命令 shwo" in err
    assert "是不是想写 show？" in err


@pytest.mark.slow
def test_a_command_loads_no_other():
    others = {"cli.edit", "cli.render", "cli.tasks", "cli.validate", "model.base", "repository"}
    heavy = {"pydantic", "rich", "jinja2"} | {f"checklist_tool.{name}" for name in others}
    asked = (
        "import sys; from checklist_tool.cli import run; code = run(['list', '--json']);"
        f"print(code, {heavy} & set(sys.modules), file=sys.stderr)"
    )
    for _ in range(2):  # the first may have to build the index
        done = subprocess.run([sys.executable, "-c", asked], capture_output=True, check=True)

    assert done.stderr.decode().splitlines()[-1] == "0 set()"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("收养证明", "--list", "negative"), 1, "没有“收养证明”；正面清单上有"),
        (("居住证明", "--list", "negative"), 1, "只有相近的；备库清单上有“居住情况证明”"),
        (("亲属关系证明", "--kind", "certificate"), 0, ""),
    ],
)
def test_what_stands_better_outside_of_a_filter_is_told(run, words, code, said):
    found = run("query", *words)

    assert found[0] == code
    assert said in found[2] if said else not found[2]


def test_a_query_of_a_batch_gives_one_object_a_line(run, tmp_path):
    questions = tmp_path / "questions.txt"
    questions.write_bytes("亲属关系证明\r\n\r\n飞行证明\r\n".encode())

    code, out, _ = run("query", "--batch", str(questions), "--kind", "certificate")

    assert code == 1
    assert [json.loads(line)["verdict"] for line in out.splitlines()] == ["refuse", "not_listed"]


SAVED = ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]  # Notepad has all


@pytest.mark.parametrize("encoding", SAVED)
def test_a_batch_is_read_in_whatever_encoding_it_was_saved(run, tmp_path, encoding):
    questions = tmp_path / "问题.txt"
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    questions.write_bytes(f"{mark}收养证明\r\n\r\n死亡证明\r\n".encode(encoding))

    code, out, _ = run("query", "--batch", str(questions), "--kind", "certificate")

    assert code == 0
    assert [json.loads(line)["query"] for line in out.splitlines()] == ["收养证明", "死亡证明"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_batch_comes_from_standard_input(run, monkeypatch, encoding):
    asked = io.BytesIO("abc\n收养证明\n死亡证明\n".encode(encoding))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(asked))

    code, out, _ = run("query", "--batch", "-", "--kind", "certificate")

    assert code == 1
    assert [json.loads(line)["query"] for line in out.splitlines()] == [
        "abc",
        "收养证明",
        "死亡证明",
    ]


def test_a_batch_that_is_no_text_is_told_with_its_line(run, tmp_path):
    questions = tmp_path / "问题.txt"
    questions.write_bytes("收养证明\n".encode("gb18030") + b"\xff\xff\n")

    code, _, err = run("query", "--batch", str(questions))

    assert code == 2
    assert "问题.txt 第 2 行读不出来" in err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("query", "--batch", "没有.txt"), "读不了"),
        (("query", "死亡证明", "--as-of", "2024-02-30"), "不是一个日期"),
        (("query", "--batch", "-", "死亡证明"), "有了 --batch"),
        (("query", "死亡证明", "--as-of", "20240226"), "不是一个日期"),
        (("query", "死亡证明", "--as-of", "2024-W09-1"), "不是一个日期"),
        (("query", "死亡证明", "--as-of", ""), "不是一个日期"),
        (("impact", "minfadian", "--repealed", ""), "不是一个日期"),
        (("report", "--from", ""), "不是一个日期"),
        (("tasks", "agenda", "2024-7-24"), "不是一个日期"),
        (("tasks", "board", "--as-of", "9999-12-31"), "太早或太晚"),
        (("tasks", "board", "--within", "99999"), "要在这个范围里"),
        (("tasks", "agenda", "2024-07-24", "--title", "联审"), "--title 要和 --save 一起用"),
        (("list", "--all", "--as-of", "2026-01-01"), "--all、--as-of 不能一起用"),
        (("stats", "--start", "--stop"), "--start、--stop 不能一起用"),
        (("validate", "--json", "--format", "sarif"), "--json、--format 不能一起用"),
        (("diff", "--json", "--format", "text"), "--json、--format 不能一起用"),
        (("render", "--format", "html", "--booklet"), "--booklet 要和 --format pdf 一起用"),
        (("render", "--since", "HEAD"), "--since 要和 --format site 一起用"),
        (("move", "jinglaoka", "consult", "--correct", "--reason", "换"), "--correct、--reason"),
        (("show", "亲属"), "亲属关系证明"),
        (("edit", "亲属", "--set", "note=说明"), "亲属关系证明"),
        (("edit", "data/edition.yaml:9999", "--set", "note=说明"), "第 9999 行"),
        (("validate", "--explain"), "用法见：checklist validate --help"),
        (("query", "--json=是", "死亡证明"), "后面不能写内容的选项 --json"),
        (("query", "死亡证明", "--root", "/"), "没有 data/lists/"),
        (("query", "--nonsense"), "没有这个选项"),
        (("nonsense",), "没有这个命令"),
        (("show",), "缺少参数"),
        (("show", "没有的事项"), "没有编号或名称是"),
        (("list", "nonsense"), "没有“nonsense”这张清单"),
        (("validate", "/etc"), "清单仓库"),
    ],
)
def test_what_cannot_be_carried_out_is_said_in_chinese_with_exit_2(run, words, said):
    code, out, err = run(*words)

    assert code == 2
    assert said in err
    assert "Traceback" not in err
    assert not out or json.loads(out)["written"] is False


@pytest.mark.parametrize(
    "words",
    [
        ("query", "死亡证明", "--as-of", "2024-02-30", "--json"),
        ("show", "没有的事项", "--json"),
        ("slip", "没有的事项", "--json"),
        ("edit", "没有的事项", "--set", "note=说明", "--dry-run", "--json"),
        ("validate", "没有这个文件.yaml", "--format", "json"),
        ("validate", "没有这个文件.yaml", "--format=json"),
        ("diff", "没有这个版本", "--json"),
        ("log", "没有的事项", "--json"),
        ("impact", "没有的文件", "--json"),
        ("report", "--from", "2024-02-30", "--json"),
        ("tasks", "show", "没有的申请", "--json"),
        ("tasks", "accept", "没有的申请", "--dry-run", "--json"),
    ],
)
def test_what_cannot_be_carried_out_is_one_object_in_json_whatever_was_to_be_done(run, words):
    code, out, err = run(*words)

    refused = json.loads(out)
    assert code == 2
    assert list(refused) == ["written", "refused", "message", "hint"]
    assert refused["written"] is False
    assert f"错误：{refused['message']}" in err


def test_a_word_that_only_looks_like_an_option_asks_for_no_json(run):
    code, out, _ = run("show", "--", "--json")

    assert (code, out) == (2, "")


def test_an_as_of_before_an_item_started_does_not_find_it(run, tmp_path):
    texts = dict(BASE)
    path = next(path for path in texts if "certificates" in path)
    texts[path] = texts[path].replace(
        "    reason:", "    effective_from: 2024-01-01\n    reason:", 1
    )
    root = str(written(tmp_path, texts))

    [before, _, _] = run("query", "死亡证明", "--root", root, "--as-of", "2023-12-31")
    [after, _, _] = run("query", "死亡证明", "--root", root, "--as-of", "2024-01-01")

    assert (before, after) == (1, 0)


def test_list_counts_the_lists(run):
    code, out, _ = run("list", "--json")

    lists = [row["list"] for row in json.loads(out)]
    assert code == 0
    assert [lists.count(name) for name in ("positive", "negative", "reserve", "high_frequency")] \
        == [3, 47, 3, 2]  # fmt: skip


def test_list_of_one_kind_is_a_line_an_item(run):
    code, out, err = run("list", "--kind", "service")

    assert code == 0
    assert len(out.splitlines()) == 44
    assert "共 44 项" in err


def test_show_gives_everything_and_where_it_stands(run):
    code, out, _ = run("show", "亲属关系证明")

    assert code == 0
    assert "【不予出具】亲属关系证明" in out
    assert "negative.yaml:" in out


def test_show_as_json_has_the_whole_item(run):
    code, out, _ = run("show", "minfadian", "--json")

    [shown] = json.loads(out)
    assert code == 0
    assert shown["item"]["title"] == "中华人民共和国民法典"


def test_validate_is_content_with_lists_without_fault(run):
    code, out, err = run("validate", "--strict")

    assert (code, out) == (0, "")
    assert "没有发现问题" in err


def test_validate_names_every_fault_at_its_place(run):
    code, out, _ = run("validate", "--root", BROKEN)

    assert code == 1
    assert "data/lists/certificates/negative.yaml:6:5: 错误 CK022 没有“resaon”这个键" in out
    assert out.count("可以这样改") == 6


def test_validate_as_json_says_the_same(run):
    code, out, _ = run("validate", "--root", BROKEN, "--format", "json")

    said = json.loads(out)
    assert code == 1
    assert list(said[0]) == [
        "code", "severity", "path", "line", "column", "item", "message", "hint",
    ]  # fmt: skip
    assert {problem["code"] for problem in said} == {
        "CK022", "CK024", "CK102", "CK201", "CK202", "CK503",
    }  # fmt: skip


def test_validate_can_look_at_some_paths_only(run):
    code, out, _ = run("validate", "data/lists/certificates/positive.yaml", "--root", BROKEN)

    assert code == 1
    assert all("positive.yaml" in line for line in out.splitlines() if "错误" in line)


def test_doctor_finds_all_it_needs(run):
    code, out, _ = run("doctor", "--json")

    facts = json.loads(out)
    assert code == 0
    assert facts["errors"] == 0
    assert facts["yaml_in_c"] and facts["fonts"]
    assert {"typer", "pydantic"} <= {*facts["libraries"]} and "docxtpl" in facts["office"]


def test_elsewhere_the_shipped_lists_answer_and_say_so(run, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)

    code, out, err = run("query", "死亡证明")

    assert code == 0
    assert "示范清单" in err
    assert "不予出具" in out


def test_an_empty_question_is_no_question(run):
    code, out, err = run("query", "  ")

    assert (code, out) == (2, "")
    assert "没有写要查什么" in err


def test_an_answer_from_lists_at_fault_says_so(run):
    _, out, err = run("query", "死亡证明", "--root", BROKEN)

    assert "清单有 2 个错误" in err
    assert out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("query", "x", "--limit", "0"), "要在这个范围里"),
        (("query", "x", "--limit", "many"), "写法不对：many"),
        (("list", "--kind", "board"), "可以写英文或中文：certificate（证明）、service（服务）"),
        (("query", "--batch", "/"), "这是一个文件夹"),
    ],
)
def test_what_is_wrong_with_a_value_is_said_in_chinese(run, words, said):
    code, _, err = run(*words)

    assert code == 2
    assert said in err


COMMANDS = [
    ["query", "亲属关系证明"], ["query", "亲属关系证明", "--limit", "2"], ["list"],
    ["list", "--json"],
    ["show", "qinshu-guanxi"], ["validate", "--json"], ["report"], ["doctor"], ["--help"],
]  # fmt: skip
TYPED = [sys.executable, "-m", "checklist_tool"]


@pytest.mark.slow
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
@pytest.mark.skipif(os.name == "nt", reason="a shell of Windows has no >&-")
def test_closed_streams_stop_no_command(words):
    shut = 'exec "$@" <&- >&-'

    done = subprocess.run(["sh", "-c", shut, "sh", *TYPED, *words], stderr=-1, check=False)

    assert (done.returncode, b"Traceback" in done.stderr) == (0, False)


@pytest.mark.slow
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_told(words):
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*TYPED, *words], stdout=full, stderr=-1, check=False)

    assert done.returncode == 2
    assert done.stderr.decode().splitlines()[-2] == "错误：结果写不出去（磁盘满了）"


def test_whoever_runs_a_command_has_a_collector_of_garbage_afterwards(run):
    run("list")

    assert gc.isenabled()


def test_each_argument_that_is_too_many_is_named(run):
    code, _, err = run("show", "甲", "乙", "(丙)")

    assert (code, err.splitlines()[0]) == (2, "错误：多了参数 乙 (丙)")


def test_an_argument_of_other_bytes_than_utf_8_is_told(run):
    code, out, err = run("show", "\udcff")

    assert (code, out) == (2, "")
    assert "不是 UTF-8 编码" in err


UNREAD = [
    (["list"], 0),
    (["--help"], 0),
    (["query", "死亡证明"], 0),
    (["query", "死亡证明", "--limit", "2"], 0),
    (["query", "没有这回事"], 1),
    (["query", "没有这回事", "--limit", "2"], 1),
    (["validate", "--root", BROKEN], 1),
    (["validate", "--root", BROKEN, "--format", "sarif"], 1),
    (["fmt", "--check", "--root", BROKEN], 1),
    (["validate", "--since", "nirgends"], 2),
]


@pytest.mark.slow
@pytest.mark.parametrize("closed", ["stdout", "stderr", "both"])
@pytest.mark.parametrize(
    ("words", "code"), UNREAD, ids=[" ".join(words).replace(BROKEN, "…") for words, _ in UNREAD]
)
def test_a_reader_that_has_gone_changes_no_exit_code(words, code, closed):
    gone, pipe = os.pipe()
    os.close(gone)
    where = {"stdout": -1, "stderr": -1}
    where |= dict.fromkeys(where if closed == "both" else [closed], pipe)

    done = subprocess.run([*TYPED, *words], check=False, **where)
    os.close(pipe)

    assert done.returncode == code
    assert b"Traceback" not in (done.stderr or b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("words", [["validate"], ["query", "没有", "--json"]], ids=" ".join)
@pytest.mark.slow
def test_remarks_that_cannot_be_written_change_no_exit_code(words):
    with Path("/dev/full").open("wb") as full:
        told = subprocess.run([*TYPED, *words], cwd=BROKEN, stdout=-1, stderr=-1, check=False)
        done = subprocess.run([*TYPED, *words], cwd=BROKEN, stdout=-1, stderr=full, check=False)

    assert told.stderr
    assert (done.returncode, done.stdout) == (1, told.stdout)


@pytest.mark.slow
def test_a_command_whose_reader_has_gone_does_all_of_its_work(tmp_path):
    gone, pipe = os.pipe()
    os.close(gone)
    words = ["render", "all", "--format", "html", "--out", str(tmp_path)]

    done = subprocess.run([*TYPED, *words], stdout=pipe, stderr=-1, check=False)
    os.close(pipe)

    assert done.returncode == 0
    assert (tmp_path / "all.html").is_file()


def test_a_crash_of_the_program_is_not_taken_for_faults_of_the_lists(tmp_path):
    (tmp_path / "typer.py").write_text("raise ZeroDivisionError", encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}

    done = subprocess.run([*TYPED, "validate"], env=environment, capture_output=True, check=False)

    assert done.returncode == 2
    assert "ZeroDivisionError" in done.stderr.decode()
    assert done.stderr.decode().splitlines()[-1].startswith("错误：程序自己出了毛病")


def test_whoever_gives_up_while_a_command_is_loaded_sees_no_traceback(tmp_path):
    (tmp_path / "typer.py").write_text("raise KeyboardInterrupt", encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}

    done = subprocess.run(
        [*TYPED, "fmt", "--check"], env=environment, capture_output=True, check=False
    )

    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


def test_what_is_only_looked_for_on_another_list_is_not_called_unlisted(run):
    code, out, err = run("query", "收养证明", "--list", "negative")

    assert (code, out) == (1, "")
    assert "正面清单上有“收养人婚姻状况和抚养教育能力情况证明”" in err


def test_a_list_that_holds_nothing_of_the_kind_is_told(run):
    code, out, err = run("query", "收养证明", "--list", "negative", "--kind", "service")

    assert (code, out) == (2, "")
    assert "负面清单上没有这一种事项" in err
