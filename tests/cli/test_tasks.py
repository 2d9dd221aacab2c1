"""`checklist tasks` and `checklist report` as they are typed."""

import json

import pytest

from admission.tasks import RUNNING, edition, request
from builders import tree, written
from checklist_tool import cli


@pytest.fixture
def root(tmp_path):
    return tmp_path


@pytest.fixture
def run(root, capfd, monkeypatch):
    monkeypatch.chdir(root)

    def run(*words):
        code = cli.run([*words, "--root", str(root)])
        out, err = capfd.readouterr()
        return code, out, err

    return run


@pytest.fixture
def three(root):
    return written(
        root,
        tree(
            request("jia", RUNNING, committees="[东村]", title="入户走访")
            | request("yi", "2026-03-02 submit", applicant="另一局", title="河道巡查")
            | request("bing", title="防汛值守", committees="[全部居村]", task=None),
            edition=edition(accept_within=5),
        ),
    )


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ([], ["bing", "jia", "yi"]),
        (["--state", "draft", "--state", "in_force"], ["bing", "jia"]),
        (["--state", "执行中"], ["jia"]),
        (["--state", "已上传平台"], ["jia"]),
        (["--department", "另一局"], ["yi"]),
        (["--department", "另一"], ["yi"]),
        (["--committee", "东"], ["bing", "jia"]),
        (["--committee", "东村"], ["bing", "jia"]),
        (["--committee", "西村"], ["bing"]),
        (["--overdue"], ["yi"]),
    ],
)
def test_the_list_is_narrowed(run, three, words, ids):
    code, out, _ = run("tasks", "list", "--json", *words)

    found = json.loads(out)
    assert code == 0
    assert [one["id"] for one in found] == ids
    assert set(found[0]) == {"id", "title", "applicant", "state", "since", "next", "overdue"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--department", "民政"], "没有名称里有“民政”的部门"),
        (["--committee", "北村"], "没有名称里有“北村”的居村"),
        (["--state", "做着"], "没有“做着”这种状态"),
    ],
)
def test_a_name_that_nothing_has_is_told(run, three, words, said):
    committees = "title: 名录\nitems:\n  - {id: dongcun, name: 东村, kind: villagers, town: 某镇}\n"
    written(three, {"data/committees.yaml": committees})

    code, _, err = run("tasks", "list", *words)

    assert code == 2
    assert said in err


def test_a_list_of_nothing_exits_1(run, three):
    assert run("tasks", "list", "--state", "expired")[0] == 1
    assert run("tasks", "list", "--unadmitted")[0] == 1


def test_the_list_says_what_is_overdue_and_by_when_it_was_due(run, three):
    _, out, err = run("tasks", "list", "--department", "另一局")

    assert out == (
        "yi\t河道巡查\t另一局\t已提交\t2026-03-02\t2026-03-09 前受理（超期）"
        "\t受理、不予受理、撤回\n"
    )
    assert "超期 1 件" in err


def test_holidays_that_are_not_known_yet_are_told(run, root):
    late = request("yi", "2026-11-02 submit")
    written(root, tree(late, edition=edition(accept_within=60)))

    _, _, err = run("tasks", "list")

    assert "2027 年的放假和调休安排" in err


def test_a_task_is_shown_with_what_may_come_next(run, three):
    code, out, _ = run("tasks", "show", "河道巡查")

    assert code == 0
    assert "accept（受理）、decline（不予受理）、withdraw（撤回）" in out


def test_a_task_that_is_not_there_gets_a_suggestion(run, three):
    code, _, err = run("tasks", "show", "河道巡察")

    assert code == 2
    assert "是不是：河道巡查？" in err


def test_a_check_tells_what_is_missing_and_what_to_look_at(run, three):
    code, out, _ = run("tasks", "check", "bing")

    assert code == 1
    assert "没有写：任务内容（task）" in out
    assert run("tasks", "check", "jia")[0] == 0


def test_a_check_as_json_has_the_findings(run, root):
    written(root, tree(request("jia", task="代收水费")))

    code, out, _ = run("tasks", "check", "jia", "--json")

    assert code == 1
    [found] = json.loads(out)["findings"]
    assert found["code"] == "own_duty"


def test_the_board_is_plain_when_it_is_piped(run, three):
    code, out, _ = run("tasks", "board", "--as-of", "2026-04-01")

    assert code == 0
    assert "现在\t执行中（2026-04-01）\t1\t入户走访" in out
    assert "按部门\t另一局\t1\t河道巡查" in out


def test_the_board_as_json_is_of_the_day(run, three):
    _, out, _ = run("tasks", "board", "--as-of", "2026-03-01", "--json")

    found = json.loads(out)
    assert found["in_force"] == []
    assert found["by_state"] == {"draft": ["bing", "jia", "yi"]}


def test_a_day_that_is_none_is_told(run, three):
    code, _, err = run("tasks", "board", "--as-of", "2026-02-30")

    assert code == 2
    assert "“2026-02-30”不是一个日期" in err


def test_the_report_gives_each_number_with_what_stands_behind_it(run, three):
    code, out, _ = run("report", "--from", "2026-01-01", "--to", "2026-08-15")

    assert code == 0
    received, *_ = [line.split("\t") for line in out.splitlines() if "收到的准入申请" in line]
    assert received[:3] == ["严格准入", "收到的准入申请", "2 项"]
    assert received[-2:] == ["2026-01-01 至 2026-08-15", "jia、yi"]


def test_the_report_as_json_has_its_figures_by_name(run, three):
    _, out, _ = run("report", "--from", "2026-01-01", "--to", "2026-08-15", "--json")

    found = json.loads(out)
    assert (found["from"], found["to"]) == ("2026-01-01", "2026-08-15")
    assert found["figures"]["received"]["value"] == 2
    assert found["figures"]["received"]["entries"] == ["jia", "yi"]


@pytest.mark.parametrize("words", [[], ["list"], ["show"], ["check"], ["board"]], ids=" ".join)
def test_every_command_about_tasks_has_help_in_chinese(words, capfd):
    assert cli.run(["tasks", *words, "--help"]) == 0
    out = capfd.readouterr().out
    assert "显示这一页" in out
    assert "Show this message" not in out


@pytest.mark.parametrize(
    "words", [["list"], ["board"], ["calendar"], ["agenda", "2026-03-10"]], ids=" ".join
)  # fmt: skip
def test_a_request_that_cannot_be_read_is_not_left_out_in_silence(run, three, words):
    (three / "data/tasks/2026/yi.yaml").write_text("title: [", encoding="utf-8")

    _, _, err = run("tasks", *words)

    assert err.count("没有算进来：data/tasks/2026/yi.yaml") == 1
