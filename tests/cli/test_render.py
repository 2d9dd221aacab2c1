"""`checklist render` as it is typed."""

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
