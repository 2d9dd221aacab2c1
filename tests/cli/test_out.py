"""`--out` is a folder or a file, and never the screen."""

from __future__ import annotations

import pytest

from builders import BASE, written
from checklist_tool import cli


@pytest.mark.parametrize(
    "words",
    [
        ["render", "certificates", "--format", "html"],
        ["slip", "siwang", "--format", "html"],
        ["schema"],
        ["validate", "--format", "json"],
    ],
    ids=lambda words: words[0],
)
def test_a_dash_is_refused_with_what_to_write_instead(words, tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(written(tmp_path, BASE))

    code = cli.run([*words, "--out", "-"])

    out, err = capfd.readouterr()
    assert (code, out) == (2, "")
    assert "--out build" in err
    assert not (tmp_path / "-").exists()
