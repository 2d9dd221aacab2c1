"""What only the search needs of an item, as the commands show it and find by it."""

import json

import pytest

from builders import git, tree, vocabulary, written
from checklist_tool import cli

WORDS = vocabulary("id: siwang\nnames: [人没了的证明]\nasks: [家里人走了, 老爹没了]")
LATER = WORDS.replace("老爹没了", "老爹没了怎么办").replace("[人没了的证明]", "[]")


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.setenv("CHECKLIST_CACHE", str(tmp_path / "cache"))
    return written(tmp_path / "lists", tree(positive_words=WORDS))


@pytest.fixture
def run(root, capfd):
    def run(*words):
        code = cli.run([*words, "--root", str(root)])
        return code, *capfd.readouterr()

    return run


@pytest.mark.parametrize(
    ("asked", "field"),
    [("人没了的证明", "aliases"), ("renmeiledezhengming", "aliases"), ("老爹没了", "asks")],
)
def test_an_item_is_found_by_its_everyday_names_and_ways_of_asking(run, asked, field):
    code, out, _ = run("query", asked, "--json")

    [match] = json.loads(out)["matches"]
    assert (code, match["id"], match["matched_on"]["field"]) == (0, "siwang", field)
    assert not {"names", "asks"} & set(match["item"])


def test_an_item_is_shown_with_all_its_words(run):
    _, out, _ = run("show", "siwang")
    _, told, _ = run("show", "siwang", "--json")

    assert "  日常叫法\n    人没了的证明\n  常见问法\n    家里人走了；老爹没了\n" in out
    [found] = json.loads(told)
    assert found["vocabulary"] == {
        "id": "siwang", "names": ["人没了的证明"], "asks": ["家里人走了", "老爹没了"],
    }  # fmt: skip


def test_a_change_of_words_is_told_under_the_name_of_the_item(root, run):
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "first")
    written(root, tree(positive_words=LATER))

    _, out, _ = run("diff")

    assert "\n正面清单查找用语\n  修改  死亡证明  siwang  data/vocabulary/positive.yaml" in out
    assert "日常叫法：－ 人没了的证明" in out
    assert "常见问法：老爹没了 → 老爹没了怎么办" in out


def test_the_history_of_an_item_has_its_words(root, run):
    git(root, "init", "-q", "-b", "main")
    for subject, words in (("first", WORDS), ("words", LATER)):
        written(root, tree(positive_words=words))
        git(root, "add", "-A")
        git(root, "commit", "-q", "-m", subject)

    _, out, _ = run("log", "死亡证明", "--json")

    told = [
        (event["subject"], [one["kind"] for one in event["changes"]]) for event in json.loads(out)
    ]
    assert told == [("words", ["vocabulary"]), ("first", ["certificate", "vocabulary"])]


def test_words_are_added_to_an_item_and_not_by_themselves(run):
    code, _, err = run("add", "vocabulary", "--set", "id=siwang")

    assert code == 2
    assert "没有“vocabulary”这张清单" in err
