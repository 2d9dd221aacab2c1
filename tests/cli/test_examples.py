"""Every example line of every help page, as it is typed, on a copy of the frozen lists in git."""

from __future__ import annotations

import io
import re
import shlex
import shutil

import pytest
import typer

from builders import git
from checklist_tool import cli
from conftest import LISTS

pytestmark = pytest.mark.slow

NEW = (
    "tasks new --id dujulaoren-zoufang --set title=独居老人每周走访 --set applicant=某某局"
    " --set task=上门看望 --set ground=居村最了解情况 --set 'basis=minfa-2020-20 第三条'"
    " --set period.start=2026-03-15 --set period.end=2026-11-01 --set targets=独居老人"
    " --set committees=全部居村 --set support.money=每月若干元 --set burdens.form=每月一张表"
    " --set opinions=没有意见 --on 2026-02-20"
)
LONGER = NEW.replace("2026-11-01", "2026-12-31")
SUBMIT = "tasks submit dujulaoren-zoufang --set workload=每周一次 --on 2026-03-02"
ACCEPT = "tasks accept dujulaoren-zoufang --on 2026-03-04"
REVIEW = "tasks review dujulaoren-zoufang --outcome approved --on 2026-03-10"
CONDITION = f"{REVIEW} --condition 发布前印好走访表"
PUBLISH = "tasks publish dujulaoren-zoufang --on 2026-03-12"
UPLOAD = "tasks upload dujulaoren-zoufang --on 2026-03-13"
FOUND = (
    "tasks report-unadmitted 微信群里每天答题 --id weixin-dati --department 某某局"
    " --manner 微信群 --on 2026-03-02"
)
VERIFIED = "tasks verify weixin-dati --on 2026-03-03"
STOPPED = "tasks stop weixin-dati --reason 没有经过准入 --on 2026-03-04"
FILED = "tasks file weixin-dati --on 2026-03-05"
PHONE = "tasks report-unadmitted 手机打卡 --id shouji-daka --department 某某局 --manner 手机软件"

BOARD = (
    "signboards inspect --set id=dongmen-jiazhang --set name=家长学校 --set committee=东门居民区"
    " --set spot=indoor --round self_check --outcome wrong --treatment remove --reason 没有业务"
    " --deadline 2026-03-31 --on 2026-03-02"
)
RECTIFIED = "signboards rectify dongmen-jiazhang --on 2026-03-03"
REPORTED = "signboards file dongmen-jiazhang --on 2026-03-04"
HELD = "signboards look-back dongmen-jiazhang --held --on 2026-03-05"
# What must have happened before a step can be taken.
BEFORE = {
    "stats": ["stats --start"],
    "submit dujulaoren-zoufang": [NEW + " --set workload=每周一次"],
    "submit dujulaoren-zoufang --set": [NEW],
    "accept": [NEW, SUBMIT],
    "decline": [NEW.replace("dujulaoren-zoufang", "weixin-dati"),
                SUBMIT.replace("dujulaoren-zoufang", "weixin-dati")],
    "review": [NEW, SUBMIT, ACCEPT],
    "return": [NEW, SUBMIT, ACCEPT],
    "publish": [NEW, SUBMIT, ACCEPT, REVIEW],
    "fulfil": [NEW, SUBMIT, ACCEPT, CONDITION],
    "take-back": [NEW, SUBMIT],
    "upload": [NEW, SUBMIT, ACCEPT, REVIEW, PUBLISH],
    "renew": [LONGER, SUBMIT, ACCEPT, REVIEW, PUBLISH, UPLOAD],
    "amend": [NEW, SUBMIT, ACCEPT, REVIEW, PUBLISH, UPLOAD],
    "withdraw": [NEW, SUBMIT, ACCEPT, REVIEW],
    "end": [NEW, SUBMIT, ACCEPT, REVIEW, PUBLISH, UPLOAD],
    "expire": [NEW, SUBMIT, ACCEPT, REVIEW, PUBLISH, UPLOAD],
    "agenda": [NEW, SUBMIT, ACCEPT],
    "minutes": [NEW, SUBMIT, ACCEPT],
    "catalogue": [NEW, SUBMIT, ACCEPT, REVIEW, PUBLISH],
    "signboards show": [BOARD],
    "signboards rectify": [BOARD],
    "signboards file": [BOARD, RECTIFIED],
    "signboards look-back": [BOARD, RECTIFIED, REPORTED],
    "signboards close": [BOARD, RECTIFIED, REPORTED, HELD],
    "import 清单.xlsx": ["export 清单.xlsx"],
    "verify": [FOUND],
    "stop": [FOUND, VERIFIED],
    "file": [FOUND, VERIFIED, STOPPED],
    "look-back": [FOUND, VERIFIED, STOPPED, FILED],
    "regularise": [LONGER, SUBMIT, ACCEPT, REVIEW, PUBLISH, UPLOAD, PHONE,
                   "tasks verify shouji-daka"],
}  # fmt: skip
FILES = {
    "外区清单.csv": "序号,证明名称,事由\n1,死亡证明,有医院\n",
    "检查表.csv": "居村,牌名,位置,结果,整改期限,理由\n红光村,驿站,室内,不应挂,2026-12-31,多余\n",
    "整改.csv": "编号,日期\ndongmen-jiazhang,2026-03-03\n",
    "问题.txt": "死亡证明\n",
    "申请.yaml": "title: 独居老人每周走访\napplicant: 某某局\n",
}
MINUTES = """\
on: 2026-03-10
convened_by: 区委社会工作部
present: [某某局]
matters:
  - request: dujulaoren-zoufang
    outcome: 通过
"""


def examples(command, *path):
    for name, inner in getattr(command, "commands", {}).items():
        yield from examples(inner, *path, name)
    text = command.help or ""
    # A long one goes on in the next line; between two there is an empty one.
    yield from re.findall(r"^checklist .*(?:\n.+)*", text, re.MULTILINE)


EXAMPLES = [" ".join(one.split()) for one in examples(typer.main.get_command(cli.app))]
ENDLESS = ("--watch", "checklist serve")  # until they are told to stop
ASKING = ("checklist add 负面清单", "checklist tasks new")


@pytest.fixture(scope="module")
def lists(tmp_path_factory):
    """The frozen lists with some history, and the files that examples name."""
    root = tmp_path_factory.mktemp("examples")
    shutil.copytree(LISTS / "data", root / "data")
    for name, text in FILES.items():
        (root / name).write_text(text, encoding="utf-8")
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    for number in range(4):
        git(root, "commit", "-q", "--allow-empty", "-m", str(number))
    git(root, "update-ref", "refs/remotes/origin/main", "HEAD~1")
    return root


@pytest.fixture
def run(lists, tmp_path, monkeypatch, capfd):
    monkeypatch.setenv("CHECKLIST_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr("sys.stdin", io.StringIO())
    shutil.copytree(lists, tmp_path / "lists")
    monkeypatch.chdir(tmp_path / "lists")

    def run(line):
        code = cli.run(shlex.split(line))
        return code, *capfd.readouterr()

    return run


def before(words):
    """The commands that go before an example of `tasks`; the longest beginning counts."""
    line = " ".join(words)
    fitting = [name for name in BEFORE if f"{line} ".startswith(f"{name} ")]
    return BEFORE[max(fitting, key=len)] if fitting else []


@pytest.mark.parametrize(
    "line", [one for one in EXAMPLES if not any(words in one for words in ENDLESS)]
)
def test_an_example_of_a_help_page_can_be_carried_out(run, line, tmp_path):
    _, *words = shlex.split(line)
    for step in before(words[1:] if words[0] == "tasks" else words):
        code, _, err = run(step)
        assert code == 0, f"{step}\n{err}"
    if "../外区清单仓库" in line:
        shutil.copytree(tmp_path / "lists/data", tmp_path / "外区清单仓库/data")
    if "--from build/" in line:
        (tmp_path / "lists/build").mkdir()
        (tmp_path / "lists" / words[-1]).write_text(MINUTES, encoding="utf-8")

    code, _, err = run(line.removeprefix("checklist "))

    if line in ASKING:
        assert (code, "终端" in err or "没有写申请的内容" in err) == (2, True)
    elif "--font " in line:
        assert (code, "没有找到字体" in err) == (2, True)  # these are not on every machine
    else:
        assert code in (0, 1), err
        assert "没有写入" not in err
