"""`impact`: what rests on a policy, and what its repeal would bring."""

import json

import pytest

from builders import BASE, PATHS, certificates, register, tree, written
from checklist_tool import cli

POLICIES = register(
    "{id: minfa-2020-20, title: 指导意见, doc_number: 民发〔2020〕20号}",
    "{id: fa, title: 居民委员会法, note: 见《指导意见》}",
    "{id: other, title: 没人用的文件}",
)
EDITION = BASE[PATHS["edition"]] + "  basis:\n    - policy: fa\n"
NEGATIVE = certificates(
    "id: a\nname: 甲证明\nbasis:\n  - policy: fa\n  - policy: minfa-2020-20\n    article: 第三条",
    "id: b\nname: 乙证明\nstatus: retired\nbasis:\n  - policy: fa",
    "id: c\nname: 丙证明\nnote: 按民发〔2020〕20号办",
    verdict="refuse",
)
BOARDS = """\
title: 准挂的牌子
items:
  - id: pai
    name: 牌子
    scope: 全区
    basis:
      - policy: fa
        article: 第一条
"""
REQUEST = "id: shuju-hecha\ntitle: 数据核查\nbasis:\n  - policy: fa\n"


@pytest.fixture
def root(tmp_path):
    texts = tree(
        register=POLICIES, edition=EDITION, negative=NEGATIVE, allowed=BOARDS, request=REQUEST
    )
    return written(tmp_path, texts)


def impact(capfd, root, *words):
    code = cli.run(["impact", *words, "--root", str(root)])
    return code, *capfd.readouterr()


def test_everything_that_rests_on_a_policy_is_told_with_its_place(root, capfd):
    code, out, err = impact(capfd, root, "fa")

    assert code == 0
    assert (
        out
        == """\
《居民委员会法》  fa  data/lists/policies/register.yaml:4:5

以它为依据 · 版本
  居村组织清单  edition  data/edition.yaml:8:7

以它为依据 · 负面清单
  甲证明  a  data/lists/certificates/negative.yaml:7:9
  乙证明  b  data/lists/certificates/negative.yaml:18:9

以它为依据 · 准挂的牌子
  牌子  pai  第一条  data/lists/signboards/allowed.yaml:7:9

以它为依据 · 准入申请
  数据核查  shuju-hecha  data/tasks/2026/shuju-hecha.yaml:4:5
"""
    )
    assert err == "5 处以它为依据，0 处正文提到它\n"


@pytest.mark.parametrize(
    "name",
    [
        "minfa-2020-20",
        "指导意见",
        "《指导意见》",
        "民发〔2020〕20号",
        "民发[2020]20号",
        "民发（2020）20号",
        "民发【２０２０】２０号",
        "民发［2020］第20号",
        "民发 〔2020〕 20 号",
    ],
)
def test_a_policy_goes_by_id_title_or_number(root, capfd, name):
    found = json.loads(impact(capfd, root, name, "--json")[1])

    assert found["policy"]["id"] == "minfa-2020-20"
    assert [(use["id"], use["article"], use["line"]) for use in found["uses"]] == [
        ("a", "第三条", 8), ("siwang", None, 8)
    ]  # fmt: skip
    assert [(use["id"], use["field"]) for use in found["mentions"]] == [
        ("c", ["note"]), ("fa", ["note"])
    ]  # fmt: skip


def test_a_repeal_brings_the_problems_of_that_day_and_writes_nothing(root, capfd):
    before = {path: path.read_bytes() for path in root.glob("data/**/*.yaml")}

    code, out, err = impact(capfd, root, "fa", "--repealed", "2099-01-01")
    found = json.loads(impact(capfd, root, "fa", "--repealed", "2099-01-01", "--json")[1])

    assert code == 1
    assert "a“甲证明”的依据《居民委员会法》已于 2099-01-01 废止" in out
    assert "假如 2099-01-01 废止，校验会多出 4 个问题" in err
    assert [problem["code"] for problem in found["problems"]] == ["CK103"] * 4
    assert "b" not in [problem["item"] for problem in found["problems"]]  # it is retired
    assert {path: path.read_bytes() for path in before} == before


def test_a_policy_that_nothing_rests_on_is_found_nowhere(root, capfd):
    code, _, err = impact(capfd, root, "other")

    assert code == 1
    assert "0 处以它为依据" in err


def test_a_policy_that_nothing_rests_on_can_be_repealed(root, capfd):
    _, out, err = impact(capfd, root, "other", "--repealed", "2020-01-01")

    assert "校验会多出 0 个问题" in err
    assert "CK" not in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["居民委员"], "是不是：居民委员会法？"),
        (["minfa-2020"], "是不是：minfa-2020-20？"),
        (["没有这一份"], "register.yaml"),
        (["fa", "--repealed", "明年"], "不是一个日期"),
    ],
)
def test_what_cannot_be_told_is_told_with_a_way_out(root, capfd, words, said):
    code, out, err = impact(capfd, root, *words)

    assert (code, out) == (2, "")
    assert said in err


def test_a_file_with_faults_is_named(root, capfd):
    (root / PATHS["negative"]).write_text("items: [")

    assert f"没有列出：{PATHS['negative']}" in impact(capfd, root, "fa")[2]
