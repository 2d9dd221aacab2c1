"""Another place's lists beside ours."""

import pytest

from builders import certificates, git, loaded, tree, written
from checklist_tool.exchange import comparing
from checklist_tool.problems import ChecklistError
from checklist_tool.usecases import exchange

NEGATIVE = certificates(
    "id: dishouru\nname: 低收入证明\naliases: [经济困难证明]\ninstead: [{what: 到街道办理}]",
    "id: huji\nname: 户籍证明\ninstead: [{what: 到派出所办理}]",
    "id: juzhu\nname: 居住证明\ninstead: [{what: 办居住证}]",
    verdict="refuse",
)


@pytest.fixture
def root(tmp_path):
    return written(tmp_path / "lists", tree(negative=NEGATIVE))


def table(root, text):
    file = root.parent / "外区负面清单.csv"
    file.write_bytes(text.encode("gb18030"))
    return str(file)


def test_a_published_list_is_compared_by_name_and_an_alias_is_doubtful(root):
    file = table(root, "序号,证明名称,替代方式\n1,户籍证明,到派出所办理\n2,居住证明,看租房合同\n"
                       "3,经济困难证明,\n4,死亡证明,\n")  # fmt: skip

    found, faults = exchange.comparison(root, file, None, [])

    assert not faults
    assert [pair.here.id for pair in found.same] == ["huji"]
    assert [(pair.here.id, pair.differs) for pair in found.differs] == [
        ("juzhu", ("instead",)), ("siwang", ("verdict",)),
    ]  # fmt: skip
    assert [side.id for side in found.only_here] == ["dishouru"]
    assert [side.name for side in found.only_there] == ["经济困难证明"]
    assert [side.id for side in found.doubtful["经济困难证明"]] == ["dishouru"]


def test_the_keys_of_the_json_are_stable(root):
    found, _ = exchange.comparison(root, table(root, "证明名称\n户籍证明\n"), None, [])

    told = found.as_json()

    assert [*told] == ["same", "only_here", "only_there", "differs"]
    assert told["same"][0]["here"]["id"] == "huji"
    assert told["same"][0]["there"]["where"].endswith("第 2 行")


def test_lists_are_the_same_as_themselves():
    sides = comparing.of_lists(loaded(tree(negative=NEGATIVE)))

    found = comparing.compared(sides, sides)

    assert len(found.same) == 4
    assert not (found.differs or found.only_here or found.only_there)


def test_a_folder_and_a_revision_are_compared_too(root, tmp_path):
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-qm", "lists")
    other = written(tmp_path / "other", tree(negative=NEGATIVE.replace("居住证明", "居留证明")))
    (root / "data/lists/certificates/negative.yaml").write_text(
        NEGATIVE.replace("户籍证明", "户口证明"), encoding="utf-8"
    )

    folder, _ = exchange.comparison(root, str(other), None, [])
    revision, _ = exchange.comparison(root, "HEAD", None, [])

    assert {side.name for side in folder.only_there} == {"户籍证明", "居留证明"}
    assert [side.name for side in revision.only_there] == ["户籍证明"]


def test_what_is_neither_file_nor_folder_nor_revision_is_told(root):
    for other in ("没有.csv", "没有", str(root / "data")):
        with pytest.raises(ChecklistError):
            exchange.comparison(root, other, None, [])


def test_what_cannot_be_read_for_sure_is_not_compared(root):
    _, faults = exchange.comparison(root, table(root, "甲,乙\n1,户籍证明\n"), None, [])

    assert "找不到表头" in faults[0].message
