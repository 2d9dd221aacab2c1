"""`init`: a repository for another district that works at once."""

import json

import pytest

from builders import TODAY, git
from checklist_tool import cli


@pytest.fixture
def run(capfd):
    def run(*words):
        code = cli.run([*map(str, words)])
        return code, *capfd.readouterr()

    return run


def founded(run, folder, *words):
    return run("init", folder, "--jurisdiction", "某市某区", "--issued-on", TODAY, *words)


@pytest.mark.parametrize("start", ["empty", "national"])
def test_a_new_repository_has_no_fault_and_is_printed(run, tmp_path, start):
    folder = tmp_path / "某区"

    made = founded(run, folder, "--from", start)
    valid = run("validate", "--strict", "--root", folder)
    tidy = run("fmt", "--check", "--root", folder)
    printed = run("render", "--format", "html", "--root", folder, "--out", tmp_path / "build")

    assert made[0] == valid[0] == tidy[0] == printed[0] == 0
    assert "某市某区居村组织清单" in (tmp_path / "build/all.html").read_text(encoding="utf-8")


def test_the_national_list_answers_at_once_without_what_holds_in_one_place_alone(run, tmp_path):
    founded(run, tmp_path / "某区", "--from", "国家清单")

    _, out, _ = run("query", "我妈是我妈的证明", "--root", tmp_path / "某区", "--json")
    listed = json.loads(run("list", "--root", tmp_path / "某区", "--json")[1])

    answer = json.loads(out)
    assert answer["verdict"] == "refuse"
    assert answer["matches"][0]["name"] == "亲属关系证明"
    assert len(listed) == 20
    register = (tmp_path / "某区/data/lists/policies/register.yaml").read_text(encoding="utf-8")
    assert "issuer: 上海" not in register
    assert "随申办" not in (
        tmp_path / "某区/data/lists/certificates/negative.yaml"
    ).read_text(encoding="utf-8")  # fmt: skip


def test_editors_and_ci_find_what_they_need(run, tmp_path):
    founded(run, tmp_path / "某区")

    settings = json.loads((tmp_path / "某区/.vscode/settings.json").read_text(encoding="utf-8"))
    for schema in settings["yaml.schemas"]:
        assert (tmp_path / "某区" / schema).is_file()
    assert "某市某区" in (tmp_path / "某区/README.md").read_text(encoding="utf-8")
    workflow = tmp_path / "某区/.github/workflows/lists.yml"
    assert "checklist validate" in workflow.read_text(encoding="utf-8")


def test_git_is_made_on_demand_alone(run, tmp_path):
    founded(run, tmp_path / "甲")
    founded(run, tmp_path / "乙", "--git")

    assert not (tmp_path / "甲/.git").exists()
    assert "README.md" in git(tmp_path / "乙", "status", "--short")


def test_lists_that_are_there_are_left_alone(run, tmp_path):
    founded(run, tmp_path / "某区")
    edition = tmp_path / "某区/data/edition.yaml"
    edition.write_text("自己写的", encoding="utf-8")

    code, _, err = founded(run, tmp_path / "某区")

    assert code == 2
    assert "已经有 data 文件夹" in err
    assert edition.read_text(encoding="utf-8") == "自己写的"


def test_a_file_of_ones_own_is_not_written_over(run, tmp_path):
    (tmp_path / "README.md").write_text("自己写的", encoding="utf-8")

    code, out, _ = founded(run, tmp_path)

    assert code == 0
    assert "README.md" not in out.splitlines()
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == "自己写的"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "没有写哪个地区"),
        (("--jurisdiction", "某区", "--issued-on", "昨天"), "不是一个日期"),
        (("--jurisdiction", "某区", "--from", "上海"), "不能从“上海”开始"),
        (("--jurisdiction", "某区", "--edition", " "), "写的内容有问题"),
    ],
)
def test_what_is_missing_or_wrong_is_told_and_nothing_is_made(run, tmp_path, words, said):
    code, _, err = run("init", tmp_path / "某区", *words)

    assert code == 2
    assert said in err
    assert not (tmp_path / "某区").exists()
