"""The checkers that people use for YAML, on the certificate lists that `validate` reads.

They are no dependencies of the project: `pip install -e '.[bench]'`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from measure import Command

HERE = Path(__file__).resolve().parent
CERTIFICATES = Path("data/lists/certificates")
_YAMLLINT = "{extends: relaxed, rules: {line-length: disable}}"


def commands(folder: Path, schema: Path) -> Iterator[tuple[str, Command]]:
    """Each that is installed beside this Python: its name, and how it is run in `folder`.

    `schema` is the JSON Schema that `checklist schema` writes for a certificate list.
    """
    files = sorted(path.relative_to(folder) for path in (folder / CERTIFICATES).iterdir())
    for name, words in (
        ("check-jsonschema", ["--schemafile", schema, *files]),
        ("yamale", ["-s", HERE / "certificates.yamale.yaml", CERTIFICATES]),
        ("yamllint", ["-d", _YAMLLINT, CERTIFICATES]),
    ):
        program = Path(sys.executable).with_name(name)
        if program.exists():
            yield name, [program, *words]
        else:
            print(f"  {name} is not installed: pip install -e '.[bench]'", file=sys.stderr)
