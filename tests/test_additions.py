"""What is added in one place is known everywhere: a list, a field, a rule, a form, a command."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LISTS = ROOT / "tests" / "lists"
ITEM = """\
title: 暂缓清单
verdict: refuse
items:
  - id: yueliang-zuji
    name: 月亮足迹证明
    reason: 居村不掌握
    instead:
      - what: 到天文台查询
    deposit: 押金五元
    sources:
      - title: 一份文件
        url: https://example.com/a.html
"""
RULE = '''

@rule(
    "CK999",
    "押金有收据",
    "没有收据，居民拿不回押金。",
    "写明收据。",
)
def a_deposit_has_a_receipt(repository: Repository, today: date) -> Iterator[Problem]:
    """Whoever pays a deposit gets a receipt."""
    for entry in repository.of("certificate"):
        if entry.item.deposit == "没有收据":
            yield entry.problem("CK999", ["deposit"], f"{entry.id} 的押金没有收据", "写明收据")
'''
FORM = """
def files(job):
    yield f"{job.name}.txt", "\\n".join(block.name for block in job.book.blocks).encode()
"""
USE_CASE = """
from checklist_tool.files import WorkingTree
from checklist_tool.repository import load


def counted(root):
    return sum(1 for _ in load(WorkingTree(root))[0].of("certificate"))
"""
COMMAND = '''
from checklist_tool.cli import show
from checklist_tool.cli.options import RootOption, root_of


def howmany(root: RootOption = None) -> int:
    """有几项证明。"""
    from checklist_tool.usecases.howmany import counted

    show.line(f"共 {counted(root_of(root))} 项证明")
    return 0
'''
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def lists(tmp_path_factory):
    """The program with what is added to it, each in its place, and lists that use that."""
    here = tmp_path_factory.mktemp("program")
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "src", here / "src", ignore=ignored)
    shutil.copytree(ROOT / "templates", here / "templates")
    _insert(
        here / "src/checklist_tool/model/kinds.py",
        'List("high_frequency",',
        '        List("suspended", "暂缓清单", verdict="refuse"),\n',
    )
    _insert(
        here / "src/checklist_tool/model/certificate.py",
        "    time_limit: ",
        '    deposit: Annotated[Line | None, Column("押金", says="押多少")] = None\n',
    )
    program = here / "src/checklist_tool"
    with (program / "checks/certificates.py").open("a", encoding="utf-8") as file:
        file.write(RULE)
    (program / "render/names.py").write_text(FORM, encoding="utf-8")
    _insert(
        program / "render/formats.py",
        'Form("html",',
        '        Form("names", "只有名称", ".txt", f"{_RENDER}.names"),\n',
    )
    (program / "usecases/howmany.py").write_text(USE_CASE, encoding="utf-8")
    (program / "cli/howmany.py").write_text(COMMAND, encoding="utf-8")
    _insert(program / "cli/__init__.py", '"doctor": "', '        "howmany": "howmany:howmany",\n')
    root = here / "lists"
    shutil.copytree(LISTS / "data", root / "data")
    (root / "data/lists/certificates/suspended.yaml").write_text(ITEM, encoding="utf-8")
    git = ("git", "-c", "user.name=a", "-c", "user.email=a@example.com")
    subprocess.run([*git, "init", "-q"], cwd=root, check=True)
    subprocess.run([*git, "add", "."], cwd=root, check=True)
    subprocess.run([*git, "commit", "-qm", "lists"], cwd=root, check=True)
    return root


@pytest.fixture
def run(lists, tmp_path):
    """What a command prints with the additions; the lists stay as they were."""
    root = tmp_path / "lists"
    shutil.copytree(lists, root)

    def run(*words: str, code: int = 0) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "checklist_tool", *words],
            check=False,
            cwd=root,
            env={**os.environ, "PYTHONPATH": str(lists.parent / "src"), "PYTHONUTF8": "1"},
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    run.root = root
    return run


def _insert(path: Path, before: str, line: str) -> None:
    text = path.read_text(encoding="utf-8")
    at = text.rindex("\n", 0, text.index(before)) + 1
    path.write_text(text[:at] + line + text[at:], encoding="utf-8")


def _printed(folder: Path) -> str:
    return "".join(
        path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.suffix in (".html", ".js", ".json", ".xml")
    )


def test_the_desk_answers_from_it_and_shows_the_field(run):
    said = run("query", "月亮足迹证明")

    assert "【不予出具】月亮足迹证明    暂缓清单" in said
    assert "押金五元" in said


@pytest.mark.parametrize("words", [("list",), ("list", "暂缓清单"), ("list", "suspended")])
def test_it_is_listed(run, words):
    assert "月亮足迹证明" in run(*words)


def test_an_item_of_it_is_shown_whole(run):
    said = run("show", "yueliang-zuji")

    assert "暂缓清单" in said
    assert "押金五元" in said


def test_it_can_be_asked_for_alone(run):
    assert "押金五元" in run("query", "月亮足迹", "--list", "暂缓清单")


def test_a_slip_is_made_of_it(run):
    run("slip", "yueliang-zuji", "--format", "html")

    assert "押金五元" in _printed(run.root / "build")


def test_it_is_without_fault(run):
    run("validate")


def test_an_item_is_edited_and_the_change_is_told(run):
    run("edit", "yueliang-zuji", "--set", "deposit=押金十元")

    said = run("diff", code=1)

    assert "暂缓清单" in said
    assert "押金" in said
    assert "押金十元" in said


def test_an_item_is_added_to_it(run):
    run(
        "add", "suspended", "--set", "name=太阳足迹证明", "--set", "reason=居村不掌握",
        "--set", "instead[0].what=到天文台查询",
        "--set", "sources[0].title=一份文件", "--set", "sources[0].url=https://example.com/b.html",
    )  # fmt: skip

    assert "太阳足迹证明" in run("list", "suspended")


def test_an_item_moves_to_it_and_from_it(run):
    run("move", "yueliang-zuji", "negative", "--correct")
    assert "负面清单" in run("query", "月亮足迹证明")

    run("move", "yueliang-zuji", "suspended", "--correct")
    assert "暂缓清单" in run("query", "月亮足迹证明")


def test_an_item_of_it_is_retired(run):
    run("retire", "yueliang-zuji", "--last", "2024-06-30")

    run("list", "suspended", "--as-of", "2025-01-01", code=1)
    assert "月亮足迹证明" in run("list", "suspended", "--as-of", "2024-01-01")


def test_its_history_is_told(run):
    assert "月亮足迹证明" in run("log", "yueliang-zuji")


@pytest.mark.parametrize("book", ["all", "certificates", "suspended"])
def test_it_stands_in_the_books(run, book):
    run("render", book, "--format", "html", "--format", "docx", "--format", "pdf")

    printed = _printed(run.root / "build")
    assert "暂缓清单" in printed
    assert "押金五元" in printed


def test_it_stands_on_the_site(run):
    run("render", "--format", "site")

    printed = _printed(run.root / "build")
    assert "暂缓清单" in printed
    assert "押金五元" in printed


def test_the_schema_knows_the_field(run):
    run("schema")

    assert "押金" in _printed(run.root / "schemas")


def test_what_was_asked_of_it_is_counted(run):
    run("stats", "--start")
    run("query", "月亮足迹证明")

    assert "暂缓清单" in run("stats")


def test_a_rule_finds_its_fault_and_is_explained(run):
    item = run.root / "data/lists/certificates/suspended.yaml"
    text = item.read_text(encoding="utf-8").replace("押金五元", "没有收据")
    item.write_text(text, encoding="utf-8")

    assert "CK999 yueliang-zuji 的押金没有收据" in run("validate", code=1)
    assert "没有收据，居民拿不回押金。" in run("validate", "--explain", "CK999")
    assert "押金有收据" in run("validate", "--format", "sarif", code=1)


def test_a_form_is_offered_and_printed(run):
    run("render", "suspended", "--format", "names")

    assert "只有名称" in run("render", "--help")
    assert (run.root / "build/suspended.txt").read_text(encoding="utf-8") == "月亮足迹证明"


def test_a_command_is_listed_and_carried_out(run):
    assert "howmany" in run("--help")
    assert "有几项证明。" in run("howmany", "--help")
    assert "共 " in run("howmany")
