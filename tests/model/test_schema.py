"""The JSON Schemas say of a file what the tool says of it, as far as a schema can."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from functools import cache
from io import StringIO
from pathlib import Path

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from checklist_tool import yaml_source
from checklist_tool.files import WorkingTree
from checklist_tool.model.files import kind_of
from checklist_tool.model.fit import fit
from checklist_tool.model.kinds import KINDS, Kind
from checklist_tool.model.schema import files, schema
from conftest import LISTS, ROOT

CASES = ROOT / "tests" / "checks" / "cases"
SCHEMAS = ROOT / "schemas"
NAMES = [kind.name for kind in KINDS]


@cache
def validator(kind: Kind) -> jsonschema.Draft7Validator:
    return jsonschema.Draft7Validator(
        schema(kind), format_checker=jsonschema.Draft7Validator.FORMAT_CHECKER
    )


def readable(root: Path) -> list[tuple[Kind, Path, dict, str]]:
    """Every file of a kind that is known and can be read, with its data and its text."""
    tree, found = WorkingTree(root), []
    for path in tree.paths():
        source, _ = yaml_source.read(path, tree.read(path))
        if source is not None and (kind := kind_of(path)) is not None:
            found.append((kind, root / path, source.data, source.text))
    return found


FROZEN = readable(LISTS)
BAD = [each for folder in sorted(CASES.iterdir()) for each in readable(folder)]


def check_jsonschema(kind: Kind, paths: list[Path]) -> dict:
    """What the program check-jsonschema says of these files."""
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "-o", "json",
         "--schemafile", str(SCHEMAS / f"{kind.name}.json"), *map(str, paths)],
        capture_output=True, check=False,
    )  # fmt: skip
    return json.loads(done.stdout)


@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
def test_a_schema_is_valid_by_its_own(kind):
    jsonschema.Draft7Validator.check_schema(schema(kind))


def test_the_schemas_in_the_repository_are_up_to_date():
    shown = {path.name: json.loads(path.read_text("utf-8")) for path in SCHEMAS.iterdir()}

    assert shown == {f"{kind.name}.json": schema(kind) for kind in KINDS}, (
        "checklist schema --vscode"
    )


def test_the_settings_of_the_repository_lead_every_file_to_its_schema():
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text("utf-8"))

    assert settings["yaml.schemas"] == {f"./schemas/{name}": to for name, to in files().items()}
    for kind, path, _, _ in FROZEN:
        patterns = settings["yaml.schemas"][f"./schemas/{kind.name}.json"]
        assert any(path.relative_to(LISTS).match(pattern) for pattern in patterns)


@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
def test_every_key_is_explained_in_chinese(kind):
    shown = json.dumps(schema(kind), ensure_ascii=False)

    def keys(part):
        if isinstance(part, dict):
            yield from part.get("properties", {}).items()
            for value in part.values():
                yield from keys(value)

    for name, about in keys(json.loads(shown)):
        assert about["title"] != name, name
        assert not about["title"].isascii(), name
        assert about.get("description"), f"{kind.name}: {name}"


@pytest.mark.slow
@pytest.mark.parametrize("reader", ["text", "YAML 1.2", "YAML 1.1"])
@pytest.mark.parametrize(
    ("kind", "path", "data", "text"),
    FROZEN,
    ids=[str(each[1].relative_to(LISTS)) for each in FROZEN],
)
def test_a_list_without_fault_is_valid_however_it_is_read(kind, path, data, text, reader):
    if reader == "YAML 1.2":
        data = plain(text)
    elif reader == "YAML 1.1":
        data = yaml.load(text, Dateless)

    validator(kind).validate(data)


class Dateless(yaml.SafeLoader):
    """PyYAML without dates, which JSON has not, and without `on` for true: it is a key here."""


Dateless.yaml_implicit_resolvers = {
    first: [each for each in resolvers if not each[0].endswith(":timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    if first not in "oO"
}


def plain(text: str):
    """The data as a reader of YAML 1.2 has it, dates as texts."""
    reader = YAML(typ="safe", pure=True)
    reader.constructor.add_constructor("tag:yaml.org,2002:timestamp", lambda _, node: node.value)
    return reader.load(StringIO(text))


@pytest.mark.parametrize(
    ("kind", "path", "data", "text"), BAD, ids=[str(each[1].relative_to(CASES)) for each in BAD]
)
def test_a_schema_refuses_what_does_not_fit_and_only_that(kind, path, data, text):
    fits = isinstance(data, dict) and not fit(kind.shape, data)[1]

    assert validator(kind).is_valid(plain(text)) is fits


@pytest.mark.slow
def test_check_jsonschema_passes_lists_without_fault():
    for kind in KINDS:
        if paths := [path for each, path, _, _ in FROZEN if each is kind]:
            assert check_jsonschema(kind, paths)["status"] == "ok"


@pytest.mark.slow
@pytest.mark.parametrize("code", ["CK014", "CK021", "CK022", "CK023", "CK024"])
def test_check_jsonschema_refuses_each_file_of_the_cases_that_a_schema_can_see(code):
    wrong: dict[str, list[Path]] = {}
    for kind, path, data, _ in readable(CASES / code):
        if not isinstance(data, dict) or fit(kind.shape, data)[1]:
            wrong.setdefault(kind.name, []).append(path)

    assert wrong
    for kind in KINDS:
        if paths := wrong.get(kind.name):
            told = check_jsonschema(kind, paths)
            assert {error["filename"] for error in told["errors"]} == set(map(str, paths))


VALUES = st.sampled_from(
    ["", " ", "好", " 好", "2024", "2024-02", "2024-02-26", "2024-13", "2024-02-30", "7",
     "true", "False", "12345", "021-12345678", "13800138000", "https://a.cn/b", "a.cn", "jia-yi",
     "Jia", "a" * 61, "refuse", "issue", None, [], {}, ["好"], [None], [{"what": "好"}],
     {"on": "好"}]
)  # fmt: skip


@given(st.integers(0, len(FROZEN) - 1), st.data())
def test_schema_and_tool_agree_on_a_value_put_anywhere(which, data):
    kind, _, found, _ = FROZEN[which]
    changed = copy.deepcopy(found)
    holder = changed
    while True:
        key = data.draw(
            st.sampled_from(sorted(holder) if isinstance(holder, dict) else range(len(holder)))
        )
        inside = holder[key]
        if not isinstance(inside, dict | list) or not inside or data.draw(st.booleans()):
            break
        holder = inside
    if isinstance(holder, dict) and data.draw(st.booleans()):
        del holder[key]
    else:
        holder[key] = data.draw(VALUES)

    assert validator(kind).is_valid(changed) is (not fit(kind.shape, changed)[1])


@pytest.mark.parametrize("key", ["on", "published_on"])  # a day, and a When as exact as its source
@pytest.mark.parametrize(
    "day", ["2024-02-29", "2023-02-29", "1900-02-29", "2000-02-29", "2024-02-30", "2024-04-31",
            "2024-12-31", "0000-01-01", "0000-02-29", "2024-00-01"]
)  # fmt: skip
def test_schema_and_tool_agree_on_which_days_there_are(key, day):
    kind = kind_of("data/lists/certificates/positive.yaml")
    source = {"title": "意见", "url": "https://a.cn/b"} | (
        {key: day} if key == "published_on" else {}
    )
    item = {"id": "jia", "name": "甲", "reason": "有", "sources": [source]}
    if key == "on":
        item["reviewed"] = {"on": day, "by": "社工部"}
    data = {"title": "清单", "verdict": "issue", "items": [item]}

    assert validator(kind).is_valid(data) is (not fit(kind.shape, data)[1])
