"""A checklist root of any size, made from the shipped certificates.

Each certificate of the shipped lists is written once for a place and a purpose, again for
another place and purpose, and so on: names, aliases, ways of asking and ids are all different,
and no two verdicts share one, so `checklist validate` finds nothing.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

from checklist_tool.files import WorkingTree
from checklist_tool.model.base import Record
from checklist_tool.model.kinds import KIND_BY_NAME, VOCABULARY
from checklist_tool.repository import load
from checklist_tool.root import shipped

_REGISTER = "data/lists/policies/register.yaml"
_NOTICE = "测速用的合成清单，由示范集加上假想的地名和用途拼成；不是任何地方的政策。"


def _spelled(words: str, pinyin: str) -> list[tuple[str, str]]:
    return list(zip(words.split(), pinyin.split(), strict=True))


_PLACES = [
    ("".join(word for word, _ in parts), "".join(sound for _, sound in parts))
    for parts in product(
        _spelled(
            "东 南 西 北 新 金 张 朱 山 石 龙 星 红 长 杨 枫 卫 海 平 古",
            "dong nan xi bei xin jin zhang zhu shan shi long xing hong chang yang feng wei hai"
            " ping gu",
        ),
        _spelled(
            "桥 浜 塘 泾 庙 庄 港 湾 园 门 浦 林",
            "qiao bang tang jing miao zhuang gang wan yuan men pu lin",
        ),
        _spelled("村 新村 社区 居民区", "cun xincun shequ jumin"),
    )
]
_PURPOSES = _spelled(
    "入学 就业 贷款 继承 理赔 落户 医保 社保 公积金 租房 购房 退休 出国 公证 诉讼 补助 抚恤"
    " 评残 迁坟 年审",
    "ruxue jiuye daikuan jicheng lipei luohu yibao shebao gongjijin zufang goufang tuixiu chuguo"
    " gongzheng susong buzhu fuxu pingcan qianfen nianshen",
)
_VARIANTS = list(product(_PLACES, _PURPOSES))


def generate(folder: Path, items: int, seed: int = 0) -> None:
    """Write a legal root with so many certificates; the share of each list is as shipped.

    The edition is issued today, because items that nobody confirmed for a year are told of.
    """
    source = WorkingTree(Path(shipped()))
    repository, _ = load(source)
    bases = list(repository.of("certificate"))
    if items > len(bases) * len(_VARIANTS):
        raise ValueError(f"at most {len(bases) * len(_VARIANTS)} items")
    chosen = random.Random(seed)
    anywhere = _data(repository.edition.off_list)["instead"]
    lists: dict[str, list[dict[str, Any]]] = {
        one.name: [] for one in KIND_BY_NAME["certificate"].lists
    }
    for number, base in enumerate(bases):
        words = _data(base.words.item) if base.words else {}
        item = words | _data(base.item)
        item["instead"] = [*item.get("instead", ()), *anywhere][:3]
        times = items // len(bases) + (number < items % len(bases))
        for place, purpose in chosen.sample(_VARIANTS, times):
            lists[base.list].append(_certificate(item, place, purpose, chosen))
    _write(folder, "data/edition.yaml", _edition(repository.edition))
    path = folder / _REGISTER
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(source.read(_REGISTER))
    for name, certificates in lists.items():
        listed = f"data/lists/certificates/{name}.yaml"
        head = _data(repository.lists[listed]) | {"about": _NOTICE}
        words = [_words(item) for item in certificates]
        _write(folder, listed, head | {"items": certificates})
        _write(folder, VOCABULARY.path(name), {"title": "查找用语", "items": words})


def _words(item: dict[str, Any]) -> dict[str, Any]:
    """What the vocabulary has for an item, taken out of it."""
    words = {key: item.pop(key) for key in ("names", "asks") if key in item}
    return {"id": item["id"], **words}


def _certificate(
    item: dict[str, Any], place: tuple[str, str], purpose: tuple[str, str], chosen: random.Random
) -> dict[str, Any]:
    (at, at_spelled), (to, to_spelled) = place, purpose
    official, everyday = item.get("aliases", []), item["names"]
    aliases = chosen.sample(official + everyday, chosen.randint(4, 6))
    first, others = item["asks"][:2], item["asks"][2:]  # every size has these to ask for
    asks = [*first, *chosen.sample(others, min(chosen.randint(7, 9), len(others)))]
    made = {
        "id": f"{item['id']}-{at_spelled}-{to_spelled}",
        "name": f"{at}{item['name']}（{to}用）",
        "aliases": [f"{at}{alias}（{to}）" for alias in aliases if alias in official],
        "names": [f"{at}{alias}（{to}）" for alias in aliases if alias in everyday],
        "asks": [f"{ask}，{at}{to}用" for ask in asks],
        "asked_by": item.get("asked_by", [])[:3],
        "purpose": f"{at}居民{to}",
        "verdict": item.get("verdict"),
        "reason": item["reason"],
        "instead": item["instead"],
        "conditions": item.get("conditions", [])[:3],
        "basis": item.get("basis", [])[:2],
        "sources": item["sources"][:2],
        "provenance": "inferred",
    }
    return {key: value for key, value in made.items() if value}


def _edition(edition: Record) -> dict[str, Any]:
    return _data(edition) | {"title": "合成清单", "issued_on": str(date.today()), "notice": _NOTICE}


def _data(record: Record) -> dict[str, Any]:
    return record.model_dump(mode="json", exclude_defaults=True)


def _write(folder: Path, path: str, data: dict[str, Any]) -> None:
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(line + "\n" for line in _lines(data))


def _lines(value: dict[str, Any] | list[Any]) -> Iterator[str]:
    """A mapping or a list as block YAML, in the form of the shipped files."""
    if isinstance(value, dict):
        for key, held in value.items():
            if isinstance(held, (dict, list)):
                yield f"{key}:" if held else f"{key}: {json.dumps(held)}"
                yield from ("  " + line for line in _lines(held))
            else:
                yield f"{key}: {_scalar(held)}"
        return
    for held in value:
        lines = _lines(held) if isinstance(held, (dict, list)) else iter([_scalar(held)])
        yield "- " + next(lines)
        yield from ("  " + line for line in lines)


_PLAIN = re.compile(r"[\w（“《〔][^\n#]*")
_OTHER = re.compile(r"[\d.+-]*|true|false|null|yes|no|on|off", re.IGNORECASE)


def _scalar(value: object) -> str:
    """Plain where every reader of YAML takes it for the same text, else in double quotes."""
    text = str(value)
    plain = _PLAIN.fullmatch(text) and not _OTHER.fullmatch(text)
    if plain and ": " not in text and not text.endswith((" ", ":")):
        return text
    return json.dumps(text, ensure_ascii=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--items", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    generate(given.folder, given.items, given.seed)


if __name__ == "__main__":
    main()
