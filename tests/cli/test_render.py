"""`checklist render` as it is typed."""

import subprocess
from pathlib import Path

from builders import BASE, PATHS, written
from checklist_tool import cli


def run(capfd, *words):
    code = cli.run(["render", *words])
    out, err = capfd.readouterr()
    return code, out, err


def test_a_page_and_a_book_are_made(capfd, tmp_path):
    root = written(tmp_path / "lists", BASE)

    code, out, _ = run(capfd, "--root", str(root), "--out", str(tmp_path / "build"))

    made = [Path(line) for line in out.splitlines()]
    assert code == 0
    assert [path.name for path in made] == ["all.html", "all.pdf"]
    assert made[0].read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert made[1].read_bytes().startswith(b"%PDF-1.7")


def test_lists_at_fault_are_not_printed(capfd, tmp_path):
    texts = BASE | {PATHS["positive"]: "title: 正面清单\nitems: 无\n"}
    root = written(tmp_path / "lists", texts)

    code, out, err = run(capfd, "--root", str(root), "--out", str(tmp_path / "build"))

    assert (code, out) == (2, "")
    assert "positive.yaml:2:8: CK023" in err
    assert not (tmp_path / "build").exists()


def test_a_folder_that_cannot_be_written_is_named(capfd, tmp_path):
    root = written(tmp_path / "lists", BASE)
    (tmp_path / "build").write_text("a file", encoding="utf-8")

    code, _, err = run(capfd, "--root", str(root), "--out", str(tmp_path / "build"))

    assert code == 2
    assert "写不进" in err


def test_an_unknown_part_is_refused(capfd, tmp_path):
    root = written(tmp_path / "lists", BASE)

    code, _, err = run(capfd, "证书", "--root", str(root))

    assert code == 2
    assert "没有“证书”这一册" in err


def test_a_list_alone_can_be_printed(capfd, tmp_path):
    root = written(tmp_path / "lists", BASE)

    code, out, _ = run(
        capfd, "positive", "--format", "html", "--root", str(root), "--out", str(tmp_path)
    )

    assert code == 0
    assert Path(out.strip()).name == "positive.html"


def test_a_small_book_folded_and_on_small_paper_is_named_so(capfd, tmp_path):
    root = written(tmp_path / "lists", BASE)
    words = ("positive", "--format", "pdf", "--root", str(root), "--out", str(tmp_path))

    made = [
        Path(run(capfd, *words, *more)[1].strip()).name
        for more in ((), ("--paper", "a5"), ("--booklet",))
    ]

    assert made == ["positive.pdf", "positive-a5.pdf", "positive-booklet.pdf"]


def test_a_booklet_on_large_paper_is_refused(capfd, tmp_path):
    root = written(tmp_path / "lists", BASE)

    code, _, err = run(capfd, "--booklet", "--paper", "a4", "--root", str(root))

    assert code == 2
    assert "小册是 A5 的" in err


def test_the_admission_book_is_printed(capfd, tmp_path):
    texts = BASE | {PATHS["request"]: REQUEST}
    root = written(tmp_path / "lists", texts)

    code, out, err = run(
        capfd, "tasks", "--format", "pdf", "--root", str(root), "--out", str(tmp_path)
    )

    assert code == 0, err
    assert Path(out.strip()).name == "tasks.pdf"


def test_what_is_there_is_compared_and_not_written(capfd, tmp_path):
    root = written(tmp_path / "lists", BASE)
    words = ("positive", "--root", str(root), "--out", str(tmp_path / "build"))
    assert run(capfd, *words, "--check")[:2] == (
        1,
        f"{tmp_path / 'build/positive.html'}：还没有\n{tmp_path / 'build/positive.pdf'}：还没有\n",
    )
    assert not (tmp_path / "build").exists()
    run(capfd, *words)
    before = (tmp_path / "build/positive.pdf").read_bytes()
    assert run(capfd, *words, "--check")[:2] == (0, "")

    (root / PATHS["positive"]).write_bytes(BASE[PATHS["positive"]].replace("死亡", "出生").encode())
    code, out, err = run(capfd, *words, "--check")

    assert code == 1
    assert out.count("不一样") == 2
    assert "positive.pdf" in out
    assert "去掉 --check" in err
    assert (tmp_path / "build/positive.pdf").read_bytes() == before


def test_a_new_commit_of_the_same_lists_does_not_make_the_book_another(capfd, tmp_path):
    root = written(tmp_path / "lists", BASE)
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-qm", "lists")
    words = ("positive", "--root", str(root), "--out", str(root / "build"))
    run(capfd, *words)
    git(root, "add", ".")
    git(root, "commit", "-qm", "books")

    assert run(capfd, *words, "--check")[0] == 0


def test_templates_are_listed_and_one_is_copied(capfd, tmp_path):
    root = written(tmp_path / "lists", BASE)

    copied = run(capfd, "--eject", "slip/slip.typ", "--root", str(root))
    listed = run(capfd, "--list-templates", "--root", str(root))

    assert copied[:2] == (0, f"{root / 'templates/slip/slip.typ'}\n")
    assert f"slip/slip.typ\t{root / 'templates/slip/slip.typ'}" in listed[1]
    assert "handbook/handbook.typ\t" in listed[1]
    assert run(capfd, "--eject", "slip/slip.typ", "--root", str(root))[0] == 2


def test_a_copy_in_a_folder_of_ones_own_says_how_it_is_used(capfd, tmp_path):
    root = written(tmp_path / "lists", BASE)
    own = tmp_path / "own"

    _, _, err = run(capfd, "--eject", "slip/slip.typ", "--root", str(root), "--templates", str(own))

    assert f"--templates {own}" in err


def test_a_form_that_cannot_be_made_is_refused_before_any_other_is_printed(capfd, tmp_path):
    root = written(tmp_path / "lists", BASE)
    words = ("tasks", "--root", str(root), "--out", str(tmp_path / "build"))

    code, out, err = run(capfd, *words, "--format", "html", "--format", "site")

    assert (code, out) == (2, "")
    assert "没有单独的网站" in err
    assert not (tmp_path / "build").exists()


def test_an_edition_that_is_not_there_is_refused_before_it_is_said_that_anything_is_printed(
    capfd, tmp_path
):
    root = written(tmp_path / "lists", BASE)

    code, out, err = run(
        capfd, "--format", "site", "--since", "v9", "--root", str(root), "--out", str(tmp_path)
    )

    assert (code, out) == (2, "")
    assert "正在印" not in err
    assert err.startswith("错误：")


def test_a_folder_for_templates_or_fonts_that_is_not_there_is_named(capfd, tmp_path):
    root = written(tmp_path / "lists", BASE)

    for option in ("--templates", "--font-path"):
        code, _, err = run(capfd, option, str(tmp_path / "nowhere"), "--root", str(root))
        assert code == 2
        assert "没有“" in err


def test_a_folder_without_a_template_is_told_of(capfd, tmp_path):
    root = written(tmp_path / "lists", BASE)
    own = tmp_path / "own"
    own.mkdir()
    words = ("positive", "--format", "html", "--out", str(tmp_path / "out"), "--root", str(root))

    _, _, without = run(capfd, *words, "--templates", str(own))
    (own / "handbook").mkdir()
    run(capfd, "--eject", "handbook/handbook.html", "--root", str(root), "--templates", str(own))
    _, _, beside = run(capfd, *words, "--templates", str(own))

    assert f"{own} 里没有一个模板" in without
    assert "里没有一个模板" not in beside


def git(root, *words):
    names = ("-c", "user.name=t", "-c", "user.email=t@example.cn")
    subprocess.run(["git", "-C", str(root), *names, *words], check=True)


REQUEST = """\
id: shuju-hecha
title: 数据核查
sources:
  - title: 报道
    url: https://www.mca.gov.cn/a.html
"""
