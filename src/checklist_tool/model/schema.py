"""JSON Schema of every kind of file, for editors that complete and check while somebody types.

Draft 7, which every YAML editor reads. A schema sees what other YAML readers make of a text:
`2024` is a number there, so it allows numbers where the tool takes a text as it is written.
What holds between fields or files is for `checks`.
"""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from checklist_tool.model.kinds import KINDS, Kind


def schema(kind: Kind) -> dict[str, Any]:
    """The JSON Schema of a kind of file, with Chinese titles and descriptions."""
    found = kind.shape.model_json_schema(
        schema_generator=_Schema, ref_template="#/definitions/{model}"
    )
    records = found.pop("$defs", {})
    head = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": kind.title,
        "description": f"{kind.title}：{kind.where}",
    }
    return head | found | {"definitions": records}


def files() -> dict[str, list[str]]:
    """The schema of every kind, `<kind>.json`, with the paths of the files it is for."""
    return {
        f"{kind.name}.json": [kind.pattern.replace("*", stem) for stem in kind.stems or "*"]
        for kind in KINDS
    }


class _Schema(GenerateJsonSchema):
    """pydantic's schema, shorter: one type more for what may be left empty, no English words."""

    def nullable_schema(self, schema: Any) -> JsonSchemaValue:
        found = self.generate_inner(schema["schema"])
        if "type" not in found:
            return {"anyOf": [found, {"type": "null"}]}
        types = found["type"] if isinstance(found["type"], list) else [found["type"]]
        values = {"enum": [*found["enum"], None]} if "enum" in found else {}
        return found | {"type": [*types, "null"]} | values

    def default_schema(self, schema: Any) -> JsonSchemaValue:
        found = self.generate_inner(schema["schema"])
        default = schema.get("default")
        return found | {"default": default} if isinstance(default, str | bool) else found

    def model_schema(self, schema: Any) -> JsonSchemaValue:
        found = super().model_schema(schema)
        return {key: found[key] for key in found if key not in ("title", "description")}

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
        return False
