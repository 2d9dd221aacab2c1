"""`diff`: what a reviewer is told, in a real repository of git."""

import json
import os

import pytest

from builders import BASE, PATHS, certificates, git, golden, register, tree, written
from checklist_tool import cli

POLICY = "{id: minfa-2020-20, title: 指导意见, doc_number: 民发〔2020〕20号}"
LONG = "各地口径不一，居村出具的只能作为居住事实的参考，法院对它的效力审查较严，"
BEFORE = tree(
    register=register(POLICY),
    reserve=certificates(
        "id: juzhu\nname: 居住证明\nverdict: conditional\nbasis:\n  - policy: minfa-2020-20\n"
        f"conditions: [{LONG}所以先用其他凭证，确有要求再据实开]",
        "id: hunyin\nname: 婚姻证明\nverdict: conditional",
    ),
    negative=certificates(
        "id: qinshu\nname: 亲属证明\naliases: [亲子证明, '母女|证明', 父子证明]\n"
        "instead:\n  - {what: 查户口簿, who: 派出所}",
        "id: yangquan\nname: 养犬证明",
        verdict="refuse",
    ),
    handle="title: 为民办事\nitems:\n  - {id: a, name: 甲, fee: 不收费}\n  - {id: b, name: 乙}\n",
)
AFTER = tree(
    register=register(POLICY.replace("}", ", repealed_on: 2026-03-01}")),
    reserve=certificates("id: hunyin\nname: 婚姻证明\nverdict: conditional\nstatus: retired"),
    negative=certificates(
        "id: qinshu\nname: 亲属关系证明\naliases: [亲子证明, 父子证明, '`是我<b>妈</b>`']\n"
        "instead:\n  - {what: 查户口簿, who: 公证处}",
        "id: juzhu\nname: 居住证明\nbasis:\n  - policy: minfa-2020-20\n    article: 第三条\n"
        f"conditions: [{LONG}确有要求再据实开]",
        "id: liuyang\nname: 留养证明",
        verdict="refuse",
    ),
    handle="title: 为民办事\nitems:\n  - {id: b, name: 乙}\n  - {id: c, name: 甲, fee: 不收费}\n",
)


def committed(root, texts, message="lists"):
    for path in root.glob("data/**/*.yaml"):
        path.unlink()
    written(root, texts)
    git(root, "add", "-A")
    git(root, "commit", "-q", "--allow-empty", "-m", message)


@pytest.fixture
def root(tmp_path):
    """BEFORE, tagged v1, then AFTER."""
    git(tmp_path, "init", "-q", "-b", "main")
    committed(tmp_path, BEFORE)
    git(tmp_path, "tag", "v1")
    committed(tmp_path, AFTER)
    return tmp_path


def run(capfd, root, *words):
    code = cli.run(["diff", *words, "--root", str(root)])
    return code, *capfd.readouterr()


def without_commits(text, root):
    for name in ("HEAD", "v1"):
        text = text.replace(git(root, "rev-parse", f"{name}^{{}}")[:8], "0" * 8)
    return text


def test_the_story_of_an_edit_as_text(root, capfd):
    code, out, err = run(capfd, root, "v1", "HEAD")

    assert code == 1
    assert without_commits(out, root) == golden("diff/text", without_commits(out, root))
    assert err.startswith("7 处有变化：新增 1、删去 1、移动 1、停用 1、废止 1、改答复 1、")


def test_the_story_of_an_edit_as_markdown(root, capfd):
    _, out, _ = run(capfd, root, "v1", "HEAD", "--format", "markdown")

    assert without_commits(out, root) == golden("diff/markdown", without_commits(out, root))


def test_json_names_both_sides_and_every_change(root, capfd):
    code, out, _ = run(capfd, root, "v1", "--json")
    found = json.loads(out)

    assert code == 1
    assert [found[side]["revision"] for side in ("before", "after")] == ["v1", None]
    assert set(found) == {"before", "after", "formatting_only", "changes", "unread"}
    moved = next(change for change in found["changes"] if change["id"] == "juzhu")
    assert moved["acts"] == ["moved", "verdict"]
    assert (moved["before"]["list"], moved["after"]["list"]) == ("reserve", "negative")


def test_the_working_tree_is_compared_with_head(root, capfd):
    assert run(capfd, root)[0] == 0

    (root / PATHS["edition"]).write_text(BASE[PATHS["edition"]].replace("第1期", "第2期"))
    code, out, err = run(capfd, root)

    assert code == 1
    assert "版本：第1期 → 第2期" in out
    assert err == "1 处有变化：修改 1\n"


def test_formatting_alone_is_no_change_and_says_so(root, capfd):
    path = root / PATHS["edition"]
    path.write_text("# 说明\n" + path.read_text())

    code, out, err = run(capfd, root)

    assert (code, out) == (0, "")
    assert "只有写法不同" in err
    assert json.loads(run(capfd, root, "--json")[1])["formatting_only"] is True


def test_no_change_says_so(root, capfd):
    assert run(capfd, root) == (0, "", "没有变化\n")
    assert "没有变化" in run(capfd, root, "--format", "markdown")[1]


def test_one_list_or_one_item_can_be_asked_for(root, capfd):
    by_list = json.loads(run(capfd, root, "v1", "--list", "reserve", "--json")[1])
    by_item = json.loads(run(capfd, root, "v1", "--item", "亲属证明", "--json")[1])

    assert [change["id"] for change in by_list["changes"]] == ["juzhu", "hunyin"]
    assert [change["id"] for change in by_item["changes"]] == ["qinshu"]


def test_an_item_that_is_in_neither_version_is_told_with_a_near_name(root, capfd):
    code, _, err = run(capfd, root, "v1", "--item", "亲属证")

    assert code == 2
    assert "是不是：亲属证明" in err


def test_what_cannot_be_read_is_told_and_counts_as_a_change(root, capfd):
    (root / PATHS["negative"]).write_text("items: [")

    code, out, err = run(capfd, root)

    assert code == 1
    assert f"新版本的 {PATHS['negative']}有错误，读不了，没有比较" in out
    assert "删去" not in out + err


def test_a_fault_that_both_versions_have_is_no_change(root, capfd):
    committed(root, tree(negative="items: ["))
    committed(root, tree(negative="items: [", handle="title: 为民办事\nitems: []\n"))

    code, out, _ = run(capfd, root, "HEAD~1", "HEAD")

    assert "负面" not in out and "negative" not in out
    assert code == 1  # the list of services came


@pytest.mark.parametrize("words", [["v1..HEAD"], ["v1.."], ["v1", "HEAD"]])
def test_two_versions_can_be_written_as_git_does(root, capfd, words):
    _, out, _ = run(capfd, root, *words)

    assert out.startswith("v1（")
    assert "→ HEAD（" in out.splitlines()[0]


def test_three_dots_leave_out_what_the_other_branch_did_since(root, capfd):
    git(root, "checkout", "-q", "-b", "side", "v1")
    committed(root, {**BEFORE, PATHS["edition"]: BASE[PATHS["edition"]].replace("第1期", "第2期")})

    _, out, _ = run(capfd, root, "main...side", "--json")

    assert [change["kind"] for change in json.loads(out)["changes"]] == ["edition"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["a", "b", "c"], "最多比较两个版本"),
        (["没有"], "没有“没有”这个版本"),
        (["v1", "--list", "x"], "没有“x”这张清单"),
    ],
)
def test_what_cannot_be_compared_is_told(root, capfd, words, said):
    code, out, err = run(capfd, root, *words)

    assert (code, out) == (2, "")
    assert said in err


def test_outside_git_there_is_nothing_to_compare_with(tmp_path, capfd):
    code, _, err = run(capfd, written(tmp_path, BASE))

    assert code == 2
    assert "不在 git 仓库里" in err


def test_a_new_default_verdict_is_told_in_one_line(root, capfd):
    path = root / PATHS["negative"]
    path.write_text(path.read_text().replace("verdict: refuse", "verdict: issue"))

    _, out, _ = run(capfd, root)

    assert "随清单改答复  3 项：“亲属关系证明”、“居住证明”、“留养证明”" in out
    assert out.count("答复：不予出具 → 可以出具") == 1


def test_a_route_that_holds_a_list_is_told_when_it_is_gone(root, capfd):
    route = "instead:\n  - {what: 查户口簿, who: 派出所}"
    longer = route + "\n  - {what: 到公证处办, bring: [身份证, 户口簿]}"
    committed(root, tree(negative=certificates(f"id: a\nname: 甲\n{longer}", verdict="refuse")))
    committed(root, tree(negative=certificates(f"id: a\nname: 甲\n{route}", verdict="refuse")))

    code = cli.run(["diff", "HEAD~1", "HEAD", "--root", str(root)])

    assert code == 1
    assert "到公证处办" in capfd.readouterr().out


def test_an_empty_revision_is_none(root, capfd):
    for words in ([""], ["", "HEAD"], ["HEAD", ""]):
        code, out, err = run(capfd, root, *words)

        assert (code, out) == (2, "")
        assert "git 里没有“”这个版本" in err


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_file_that_cannot_be_read_is_not_compared_and_stops_nothing(root, capfd):
    (root / PATHS["handle"]).unlink()
    (root / PATHS["handle"]).symlink_to("nowhere.yaml")

    code, out, err = run(capfd, root)

    assert code == 1
    assert PATHS["handle"] in out + err
