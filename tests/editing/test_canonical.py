"""The canonical form: the same data, the same comments, one way of writing."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from checklist_tool import yaml_source
from checklist_tool.editing.canonical import canonical
from checklist_tool.editing.layout import layout_of
from checklist_tool.problems import ChecklistError
from editing import odd

NEGATIVE = layout_of("data/lists/certificates/negative.yaml")

MESSY = """\
# 负面清单的来历

# 用途照文件写
about: 用途
title:   '负面清单'     # 标题
verdict:   refuse


items:   # 按批次
# 第一批
- name: "亲属关系证明"   # 核过
  id:   qinshu
  # 又称从来信中整理
  aliases: [亲子关系证明, "母女: 关系证明", # 来信
     家属]
  reason: >-
     两行
     折叠
  basis:
  - {policy: minfa, article: '第3条'}   # 附件
  # effective_from: 2024-01-01
  # 等文件

# 第二批
-
  # 此项待定
  id: b
  名称: 乙
  reason: |   # 原文
     一
       二
  item_no: "3"
  effective_from: '2024-01-01'
  purpose: yes

  # 末尾的说明
# 全文完"""

TIDY = """\
# 负面清单的来历

title: 负面清单  # 标题
verdict: refuse
# 用途照文件写
about: 用途


items:  # 按批次
  # 第一批
  - id: qinshu
    name: 亲属关系证明  # 核过
    # 又称从来信中整理
    aliases:
      - 亲子关系证明
      - "母女: 关系证明"  # 来信
      - 家属
    reason: 两行 折叠
    basis:
      # 附件
      - policy: minfa
        article: 第3条
      # effective_from: 2024-01-01
      # 等文件

  # 第二批
  # 此项待定
  - id: b
    purpose: "yes"
    reason: |  # 原文
      一
        二
    item_no: 3
    effective_from: 2024-01-01
    名称: 乙

    # 末尾的说明
# 全文完
"""


def data(text: str) -> Any:
    source, problems = yaml_source.read("list.yaml", text.encode())
    assert source is not None, (problems, text)
    return source.data


def test_order_indents_and_quotes_are_set_right_and_comments_stay_where_they_belong():
    assert canonical(MESSY, NEGATIVE) == TIDY


@given(odd.texts())
def test_the_data_and_the_comments_stay_and_twice_is_once(written):
    text, value = written

    once = canonical(text)

    assert data(once) == value
    assert canonical(once) == once


@pytest.mark.parametrize(
    ("written", "tidy"),
    [
        ("'0571'", '"0571"'),
        ("0571", "0571"),  # what a key means that no model knows, its writer knows
        ("'甲'", "甲"),
        ('"甲: 乙"', '"甲: 乙"'),
        ("'甲 # 乙'", '"甲 # 乙"'),
        ('"it\'s"', "it's"),
        ("'say \"yes\": no'", "'say \"yes\": no'"),
        ('"\\\\n"', "\\n"),
        ('"a\\tb"', '"a\\tb"'),
        ('"一\\n二"', "|-\n  一\n  二"),
        ('"一\\n 二\\n"', "|\n  一\n   二"),
        ('" 一\\n二"', '" 一\\n二"'),
        ("甲\n  乙", "甲 乙"),
        ("~", ""),
        ("'~'", '"~"'),
        ("[]", "[]"),
        ("{}", "{}"),
        ("'👨\u200d👩'", '"👨\\u200d👩"'),  # nobody sees the joiner
        ("'\u3000甲'", '"\u3000甲"'),
        ("中" * 300, "中" * 300),
    ],
)
def test_a_text_is_quoted_only_where_it_must_be_and_never_folded(written: str, tidy: str):
    assert canonical(f"key: {written}\n") == f"key: {tidy}".rstrip(" ") + "\n"


def test_numbers_of_documents_and_telephones_are_quoted_as_the_models_say():
    register = layout_of("data/lists/policies/register.yaml")
    services = layout_of("data/lists/services/handle.yaml")

    policy = canonical("items: [{doc_number: 民发〔2020〕20号, issued_on: '2008'}]", register)
    service = canonical("items: [{phone: [12345], fee: 10, materials: [{count: 1}]}]", services)

    assert policy.endswith('  - doc_number: "民发〔2020〕20号"\n    issued_on: 2008\n')
    assert '      - "12345"\n' in service
    assert '    fee: "10"\n' in service
    assert '      - count: "1"\n' in service


@pytest.mark.parametrize(
    "strange",
    ["%YAML 1.2\n---\na: b\n", "一段文字\n", "# 只有注释\n", "{}\n"],
)
def test_what_cannot_be_formatted_for_sure_is_left_alone(strange: str):
    with pytest.raises(ChecklistError, match="没有动它"):
        canonical(strange)
