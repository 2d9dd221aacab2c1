"""The commands that write: a request from new to upload, refusals, meetings, two at once."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from admission.tasks import RUNNING, edition, request
from builders import examined, tree, written
from checklist_tool import cli
from checklist_tool.files import WorkingTree

FIELDS = {
    "title": "独居老人每周走访", "applicant": "示例局", "task": "每周上门看望一次",
    "ground": "居村最了解谁家独居", "basis": "minfa-2020-20 第三条", "workload": "每户每周一次",
    "period.start": "2026-03-15", "period.end": "2026-10-31", "targets": "有独居老人的居村",
    "committees": "全部居村", "support.money": "每户每月若干元", "burdens.form": "每月一张表",
    "opinions": "街镇没有意见",
}  # fmt: skip
SETS = [word for key, value in FIELDS.items() for word in ("--set", f"{key}={value}")]
ID = "duju-laoren-meizhou-zoufang"


@pytest.fixture
def root(tmp_path):
    return written(tmp_path, tree(edition=edition(accept_within=5, publish_within=3)))


@pytest.fixture
def run(root, capfd, monkeypatch):
    monkeypatch.chdir(root)

    def run(*words):
        code = cli.run(["tasks", *words, "--root", str(root)])
        out, err = capfd.readouterr()
        return code, out, err

    return run


def faults(root: Path):
    tree = WorkingTree(root)
    return examined({path: tree.read(path) for path in tree.paths()})


def file(root: Path, name: str = ID) -> str:
    return (root / f"data/tasks/2026/{name}.yaml").read_text(encoding="utf-8")


def test_a_request_is_carried_from_new_to_upload(run, root):
    assert run("new", *SETS, "--on", "2026-03-02")[0] == 0
    for words, said in (
        (["submit", ID, "--on", "2026-03-02"], "已提交，2026-03-09 前受理"),
        (["accept", ID, "--on", "2026-03-04"], "已受理"),
        (["review", ID, "--outcome", "approved", "--on", "2026-03-10"], "通过，2026-03-13 前发布"),
        (["publish", ID, "--on", "2026-03-12"], "已发布，2026-10-31 到期"),
        (["upload", ID, "--on", "2026-03-13"], "已上传平台，2026-10-31 到期"),
    ):
        code, out, err = run(*words)
        assert (code, out) == (0, f"{ID}“独居老人每周走访”：{said}\n"), err
    assert faults(root) == []
    assert "  - on: 2026-03-13\n    act: upload\n    by: 发布单位\n" in file(root)


def test_what_is_set_stands_in_the_file_in_its_order(run, root):
    run("new", *SETS, "--on", "2026-03-02")

    assert file(root).startswith(
        "id: duju-laoren-meizhou-zoufang\ntitle: 独居老人每周走访\napplicant: 示例局\n"
        "task: 每周上门看望一次\nground: 居村最了解谁家独居\n"
        "basis:\n  - policy: minfa-2020-20\n    article: 第三条\n"
    )


def test_what_is_set_with_the_submission_leaves_the_rest_of_the_request(run, root):
    sets = [*SETS, "--set", "opinions+=镇里赞成", "--set", "申请理由=居村最了解"]
    sets[sets.index("ground=居村最了解谁家独居") - 1 :][:2] = []
    run("new", *sets, "--on", "2026-03-02")

    words = ["--set", "period.end=2026-11-30", "--set", "basis+=minfa-2020-20 附件"]
    code, _, err = run("submit", ID, *words, "--on", "2026-03-02")

    assert code == 0, err
    text = file(root)
    assert "period:\n  start: 2026-03-15\n  end: 2026-11-30\n" in text
    assert "    article: 第三条\n  - policy: minfa-2020-20\n    article: 附件\n" in text
    assert "opinions:\n  - 街镇没有意见\n  - 镇里赞成\n" in text
    assert "ground: 居村最了解\n" in text


def test_a_request_comes_from_a_file_too(run, root):
    source = root / "申请.yaml"
    source.write_text("title: 入户走访\napplicant: 示例局\nworkload: 每月\n", encoding="utf-8")

    code, _, _ = run("new", "--from", str(source), "--set", "workload=每周", "--on", "2026-03-02")

    assert code == 0
    assert "workload: 每周\n" in file(root, "ruhu-zoufang")


class Terminal(io.StringIO):
    """Somebody who types."""

    def isatty(self) -> bool:
        return True


def test_at_a_terminal_one_thing_is_asked_after_the_other(run, root, monkeypatch):
    typed = [
        "入户走访", "示例局", "上门看望", "", "minfa-2020-20 第三条", "", "每月一次",
        "2026-03-15", "", "全部居村", "东村、西村", "每户若干元", "", "", "",
        "", "", "", "", "", "", "y", "街镇没有意见", "",
    ]  # fmt: skip
    monkeypatch.setattr(sys, "stdin", Terminal("\n".join(typed) + "\n"))

    code, _, err = run("new", "--on", "2026-03-02")

    assert code == 0, err
    text = file(root, "ruhu-zoufang")
    assert "basis:\n  - policy: minfa-2020-20\n    article: 第三条\n" in text
    assert "committees:\n  - 东村\n  - 西村\n" in text
    assert "burdens:\n  none: true\n" in text
    assert "提交前还要写：申请理由（ground）" in err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "没有写申请的内容"),
        (["--set", "title=走访"], "没有写申请部门（applicant）"),
        (["--set", "tilte=走访"], "是不是：title？"),
        (["--set", "title"], "“title”不是“键=值”"),
        (
            ["--set", "title=走访", "--set", "applicant=某局", "--set", "support.moneys=1"],
            "是不是想写“money”",
        ),
        (["--set", "steps=x"], "“steps”不能这样写"),
        (["--set", "title.a=x", "--set", "applicant=某局"], "title"),
        (["--set", "opinions=甲", "--set", "opinions=乙"], "opinions+=…"),
        (["--from", "没有.yaml"], "读不了 没有.yaml（没有这个文件）"),
        (
            ["--set", "title=走访", "--set", "applicant=某局", "--set", "period.start=明天"],
            "“明天”",
        ),
        (["--set", "title=走访", "--set", "applicant=某局", "--id", "走 访"], "走 访"),
    ],
)
def test_what_cannot_be_drafted_is_told_and_nothing_is_written(run, root, words, said):
    code, _, err = run("new", *words)

    assert code == 2
    assert said in err
    assert "Traceback" not in err
    assert not (root / "data/tasks").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["publish", "jia"], "这一步可以是：accept（受理）、decline（不予受理）、withdraw（撤回）"),
        (["accept", "jia", "--by", "applicant"], "不能由“申请部门”做"),
        (["accept", "jia", "--on", "2026-03-01"], "早于前一步的 2026-03-02"),
        (["accept", "jia", "--on", "2026-12-24"], "这一天还没有到"),
        (["accept", "jia", "--on", "昨天"], "“昨天”不是一个日期"),
        (["decline", "jia"], "没有写理由"),
        (["return", "jia", "--reason", "没有经费"], "不能联审（退回补正）"),
        (["expire", "jia"], "不能到期"),
        (["verify", "jia"], "没有编号或名称是“jia”的违规下派处置"),
    ],
)
def test_a_step_that_must_not_be_taken_is_refused_and_nothing_is_written(run, root, words, said):
    written(root, request("jia", "2026-03-02 submit"))
    before = file(root, "jia")

    code, _, err = run(*words)

    assert code == 2
    assert said in err
    assert file(root, "jia") == before


def test_comments_and_line_ends_of_a_file_stay(run, root):
    [(path, text)] = request("jia", "2026-03-02 submit").items()
    text = text.replace("title:", "# 电话里说过\ntitle:", 1).replace("\n", "\r\n")
    written(root, {path: text.encode()})

    assert run("accept", "jia", "--on", "2026-03-04")[0] == 0

    after = (root / path).read_bytes().decode()
    assert "# 电话里说过\r\n" in after
    assert "\n" not in after.replace("\r\n", "")
    assert after.count("act: accept") == 1


def test_a_dry_run_shows_the_change_and_writes_nothing(run, root):
    written(root, request("jia", "2026-03-02 submit"))

    code, out, _ = run("accept", "jia", "--on", "2026-03-04", "--dry-run")

    assert code == 0
    assert "+    act: accept" in out
    assert "act: accept" not in file(root, "jia")


def test_a_declined_request_says_why(run, root):
    written(root, request("jia", "2026-03-02 submit"))

    code, out, _ = run(
        "decline", "jia", "--reason", "部门自己的职责", "--on", "2026-03-04", "--json"
    )

    assert code == 0
    assert json.loads(out)["state"] == "declined"
    assert "reason: 部门自己的职责" in file(root, "jia")


def test_a_submission_says_how_much_there_is_to_look_at(run, root):
    written(root, request("jia", task="代收水费"))

    _, _, err = run("submit", "jia", "--on", "2026-03-02")

    assert "会前提示 1 条，见 checklist tasks check jia" in err


def test_a_list_with_other_faults_can_still_take_a_step(run, root):
    bad = request("yi", "2026-03-02 submit, 2026-03-05 publish")
    written(root, request("jia", "2026-03-02 submit") | bad)

    assert run("accept", "jia", "--on", "2026-03-04")[0] == 0


def test_an_unadmitted_task_is_stopped_filed_looked_back_at_and_reopened(run, root):
    name = "weixin-dati"
    run("report-unadmitted", "微信答题", "--department", "某局", "--on", "2026-04-01")
    for words in (
        ["verify", name, "--on", "2026-04-02"],
        ["stop", name, "--reason", "没有准入", "--on", "2026-04-03"],
        ["file", name, "--to", "某处", "--on", "2026-04-10"],
        ["look-back", name, "--held", "--on", "2026-05-10"],
        ["look-back", name, "--relapsed", "--reason", "又派了", "--on", "2026-06-10"],
        ["stop", name, "--reason", "再次叫停", "--on", "2026-06-11"],
    ):
        code, _, err = run(*words)
        assert code == 0, err
    assert faults(root) == []
    code, out, _ = run("list", "--unadmitted", "--json")
    [found] = json.loads(out)
    assert (found["state"], found["next"]) == ("stopped", ["file"])


def test_a_look_back_says_what_came_out(run, root):
    assert "--held（没有反弹）或 --relapsed（反弹）" in run("look-back", "weixin-dati")[2]


def test_a_regularised_task_leads_to_a_request(run, root):
    run("report-unadmitted", "手机打卡", "--department", "某局", "--on", "2026-04-01")
    run("verify", "shouji-daka", "--on", "2026-04-02")

    code, out, _ = run(
        "regularise", "shouji-daka", "--way", "admit", "--on", "2026-04-03", "--json"
    )

    assert code == 0
    drafted, settled = json.loads(out)
    assert (drafted["id"], drafted["state"]) == ("shouji-daka-2", "draft")
    assert settled["state"] == "regularised"
    assert faults(root) == []
    related = json.loads(run("show", "shouji-daka", "--json")[1])["related"]
    assert related == ["shouji-daka-2"]


def test_a_meeting_goes_from_agenda_to_minutes(run, root):
    accepted = "2026-03-02 submit, 2026-03-04 accept"
    written(root, request("jia", accepted) | request("yi", accepted))

    code, out, _ = run("agenda", "2026-03-10", "--save", "--format", "html", "--format", "pdf")
    assert (code, len(out.splitlines())) == (0, 2)
    code, out, _ = run("minutes", "2026-03-10")
    assert (code, out) == (0, "build/minutes-2026-03-10.yaml\n")

    form = root / "build/minutes-2026-03-10.yaml"
    code, _, err = run("minutes", "2026-03-10", "--from", str(form))
    assert code == 2
    assert "一件也没有记" in err

    text = form.read_text(encoding="utf-8").replace("outcome:\n", "outcome: 通过\n")
    form.write_text(text, encoding="utf-8")
    code, out, _ = run("minutes", "2026-03-10", "--from", str(form), "--json")
    assert code == 0
    assert json.loads(out)["outcomes"] == {"jia": "approved", "yi": "approved"}
    assert (root / "build/minutes-2026-03-10.pdf").exists()
    assert faults(root) == []


def test_a_form_that_is_there_is_not_written_over(run, root):
    written(root, request("jia", "2026-03-02 submit, 2026-03-04 accept"))
    run("minutes", "2026-03-10")

    code, _, err = run("minutes", "2026-03-10")

    assert code == 2
    assert "没有覆盖" in err


def test_a_meeting_without_matters_is_told(run, root):
    assert "没有等待联审的申请" in run("agenda", "2026-03-10")[2]
    assert "没有等待联审的申请" in run("minutes", "2026-03-10")[2]


def test_the_catalogue_and_the_calendar_are_put_down(run, root):
    written(root, request("jia", RUNNING))

    forms = [word for form in ("html", "xlsx", "json") for word in ("--format", form)]
    code, out, _ = run("catalogue", "2026", *forms)
    assert code == 0
    assert [Path(line).suffix for line in out.splitlines()] == [".html", ".xlsx", ".json"]
    told = json.loads((root / "build/catalogue-2026.json").read_text(encoding="utf-8"))
    assert [task["id"] for task in told["tasks"]] == ["jia"]

    code, out, _ = run("calendar", "--json")
    assert [one["id"] for one in json.loads(out)] == ["jia-expire"]
    assert run("calendar")[0] == 0
    assert b"BEGIN:VEVENT" in (root / "build/tasks.ics").read_bytes()


def both(root: Path, *commands: list[str]) -> list[int]:
    """The exit codes of commands that run at the same time, each in a process of its own."""
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "checklist_tool", "tasks", *words, "--root", str(root)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        for words in commands
    ]  # fmt: skip
    return [one.wait(timeout=60) for one in started]


@pytest.mark.slow
def test_of_two_steps_that_exclude_each_other_one_wins(root):
    written(root, request("jia", "2024-03-01 submit"))

    codes = both(
        root,
        ["accept", "jia", "--on", "2024-03-04"],
        ["decline", "jia", "--reason", "没有依据", "--on", "2024-03-04"],
    )

    assert sorted(codes) == [0, 2]
    assert ("act: accept" in file(root, "jia")) != ("act: decline" in file(root, "jia"))
    assert faults(root) == []


@pytest.mark.slow
def test_of_steps_taken_at_once_none_is_lost(root):
    written(root, request("jia", "2024-03-01 submit") | request("yi", "2024-03-01 submit"))

    codes = both(root, *(["accept", name, "--on", "2024-03-04"] for name in ("jia", "yi")))

    assert codes == [0, 0]
    assert all("act: accept" in file(root, name) for name in ("jia", "yi"))
    assert faults(root) == []


@pytest.mark.parametrize(
    "words",
    [
        ["new", "--set", "title=走访", "--set", "applicant=示例局"], ["accept", "x"],
        ["report-unadmitted", "走访"], ["stop", "x", "--reason", "没有准入"],
        ["regularise", "x", "--way", "admit"], ["agenda", "2026-03-10", "--save"],
        ["minutes", "2026-03-10", "--from", "x.yaml"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_the_shipped_lists_are_not_written(tmp_path, monkeypatch, capfd, words):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.yaml").write_text("on: 2026-03-10\n", encoding="utf-8")

    code = cli.run(["tasks", *words])

    assert code == 2
    assert "软件自带的示范清单不能改" in capfd.readouterr().err


def test_a_dry_run_as_json_is_json(run, root):
    code, out, _ = run("new", *SETS, "--on", "2026-03-02", "--dry-run", "--json")

    said = json.loads(out)
    assert (code, said["written"], said["refused"]) == (0, False, [])
    assert said["files"] == [f"data/tasks/2026/{ID}.yaml"]
    assert "+title: 独居老人每周走访" in said["diff"]
    assert not (root / said["files"][0]).exists()
