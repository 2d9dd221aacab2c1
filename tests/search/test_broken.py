"""An item that is left out because of a fault: what is asked by its name has no other answer."""

import json
from datetime import date

import pytest
from typer.testing import CliRunner

from builders import PATHS, aged, certificates, tree, vocabulary, written
from checklist_tool.cli import app
from checklist_tool.problems import ChecklistError
from checklist_tool.server.lists import Lists
from checklist_tool.server.resources import NotMade, found
from checklist_tool.usecases import desk, slips

DAY = date(2026, 11, 23)
SAID = "清单上有这一项，但它的内容有错误，先不要答复"
ITEM = "id: hunyin\nname: 婚姻状况证明\naliases: [婚姻情况证明]"
OTHER = "id: shouyang\nname: 收养人婚姻状况证明"
NOT_YAML = "\tnote: x\n"


@pytest.fixture
def root(tmp_path):
    """Lists on which one item does not fit, beside one that is called nearly so."""
    text = certificates(f"{ITEM}\nbasis: 没有", OTHER)
    words = {"data/vocabulary/positive.yaml": vocabulary("id: hunyin\nnames: [单身证明]")}
    return aged(written(tmp_path / "lists", tree(words, positive=text)))


def asked(root, *words):
    return CliRunner().invoke(app, ["query", *words, "--root", str(root)])


@pytest.mark.parametrize(
    "words",
    ["婚姻状况证明", "婚姻 状况证明", "婚姻情况证明", "单身证明", "开婚姻状况证明", "hunyin"],
)
def test_what_is_asked_by_a_name_of_it_is_not_answered(root, words):
    told = asked(root, words)

    assert told.stdout.startswith(f"婚姻状况证明：{SAID}")
    assert f"{PATHS['positive']}:4" in told.stdout
    assert "收养人" not in told.stdout


def test_json_says_where_it_stands(root):
    said = json.loads(asked(root, "婚姻状况证明", "--json").stdout)

    assert (said["level"], said["verdict"]) == ("none", None)
    assert said["matches"] == said["near"] == []
    assert said["broken"] == [
        {"id": "hunyin", "name": "婚姻状况证明", "path": PATHS["positive"], "line": 4}
    ]


def test_what_is_asked_otherwise_is_answered_as_ever(root):
    said = json.loads(asked(root, "收养人婚姻状况证明", "--json").stdout)

    assert (said["level"], "broken" in said) == ("sure", False)


def test_an_item_of_a_file_that_cannot_be_read_is_known_by_its_lines(root):
    text = certificates(f"{ITEM}\nbasis: [{{policy: minfa-2020-20}}]", OTHER) + NOT_YAML
    aged(written(root, {PATHS["positive"]: text}))

    for words in ("婚姻状况证明", "婚姻情况证明", "单身证明", "收养人婚姻状况证明"):
        assert SAID in asked(root, words).stdout
    assert SAID not in asked(root, "飞行证明").stdout


@pytest.mark.parametrize("wanted", ["婚姻状况证明", "hunyin", "单身证明"])
def test_no_slip_is_made_of_it(root, wanted):
    with pytest.raises(ChecklistError, match=SAID) as told:
        slips.made(root, wanted, DAY)

    assert {problem.place.path for problem in told.value.problems} == {PATHS["positive"]}


def test_it_is_not_shown_either(root):
    with pytest.raises(desk.Broken, match=SAID):
        desk.named(desk.opened(root), "婚姻状况证明", DAY)


@pytest.mark.parametrize("path", ["/api/v1/items/hunyin", "/api/v1/items/婚姻状况证明/slip.pdf"])
def test_the_api_says_so_too(root, path):
    resource, named = found(path)

    with pytest.raises(NotMade, match=SAID):
        resource.answer(Lists(root, lambda: DAY), *named)
