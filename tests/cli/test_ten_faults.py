"""A list edited badly in ten ways: each is named at its line, in every form."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from xml.etree import ElementTree as ET

import pytest

from checklist_tool import cli
from conftest import LISTS

pytestmark = pytest.mark.slow

NEGATIVE = "data/lists/certificates/negative.yaml"
# In which item (None: the list), what stands there, what a hurried hand makes of it, what is said.
EDITS = [
    (None, "about: ", "abuot: ", "CK022"),
    ("qinshu-guanxi", "    reason: ", "    raeson: ", "CK022"),
    ("shenfen-xinxi", "  - id: shenfen-xinxi", "  - id: Shenfen_xinxi", "CK024"),
    ("hukou-biangeng", "      - policy: ", "      - policy: x", "CK102"),
    ("jumin-yangquan", "        url: http", "        url: htp", "CK024"),
    ("wu-fanzui-jilu", "    name: ", "    name: \N{ZERO WIDTH SPACE}", "CK501"),
    ("shequ-jiedu", "    instead:\n", "    insted:\n", "CK022"),
    ("renyuan-shizong", "    reason: ", "    reason: 打电话13800138000问。", "CK503"),
    ("hunyin-zhuangkuang", "    name: 婚姻状况证明", "    name: []", "CK023"),
    (
        "chusheng-zhengming",
        "    sources:\n",
        "    effective_from: 2024-02-30\n    sources:\n",
        "CK024",
    ),
]


# How each is mended, one after the other.
MENDS = [
    ("negative", "--set", "about=不应出具的证明", "--unset", "abuot"),
    ("qinshu-guanxi", "--set", "reason=有规定", "--unset", "raeson"),
    ("Shenfen_xinxi", "--set", "id=shenfen-xinxi"),
    ("hukou-biangeng", "--set", "basis[0].policy=minfa-2020-20"),
    ("jumin-yangquan", "--set", "sources[0].url=https://www.mca.gov.cn/a.html"),
    ("wu-fanzui-jilu", "--set", "name=无犯罪记录证明"),
    ("shequ-jiedu", "--set", "instead=[{what: 问派出所}]", "--unset", "insted"),
    ("renyuan-shizong", "--set", "reason=有规定"),
    ("hunyin-zhuangkuang", "--set", "name=婚姻状况证明"),
    ("chusheng-zhengming", "--unset", "effective_from"),
]


@pytest.fixture(scope="module")
def broken(tmp_path_factory):
    """A clone with the ten edits, and the line of each with its code."""
    clone = tmp_path_factory.mktemp("clone") / "lists"
    git = ["git", "-c", "user.name=test", "-c", "user.email=test@example.org"]
    clone.mkdir()
    subprocess.run([*git, "init", "-q", str(clone)], check=True)
    subprocess.run(["cp", "-r", str(LISTS / "data"), str(clone)], check=True)
    subprocess.run([*git, "-C", str(clone), "add", "."], check=True)
    subprocess.run([*git, "-C", str(clone), "commit", "-q", "-m", "lists"], check=True)
    path = clone / NEGATIVE
    text = path.read_text("utf-8")
    expected = set()
    for item, before, after, code in EDITS:
        start = text.index(f"  - id: {item}\n") if item else 0
        at = text.index(before, start)
        text = text[:at] + after + text[at + len(before) :]
        expected.add((after, code))
    path.write_text(text, encoding="utf-8", newline="\n")
    lines = {(text[: text.index(after)].count("\n") + 1, code) for after, code in expected}
    assert len(lines) == len(EDITS)
    return clone, lines


def told(form: str, out: str) -> set[tuple[int, str]]:
    """The line and the code of every problem of the list, as the reader of the form sees them."""
    if form == "json":
        return {(p["line"], p["code"]) for p in json.loads(out) if p["path"] == NEGATIVE}
    if form == "gitlab":
        return {
            (p["location"]["lines"]["begin"], p["check_name"])
            for p in json.loads(out) if p["location"]["path"] == NEGATIVE
        }  # fmt: skip
    if form == "sarif":
        places = (
            (result["locations"][0]["physicalLocation"], result["ruleId"])
            for result in json.loads(out)["runs"][0]["results"]
        )
        return {
            (place["region"]["startLine"], code)
            for place, code in places if place["artifactLocation"]["uri"] == NEGATIVE
        }  # fmt: skip
    if form == "junit":
        failures = ET.fromstring(out).iter("failure")
        places = [(each.get("message", "").split(":"), each.get("type", "")) for each in failures]
        return {(int(place[1]), code) for place, code in places if place[0] == NEGATIVE}
    pattern = {
        "text": rf"^{NEGATIVE}:(\d+):\d+: \S+ (CK\d+)",
        "github": rf"^::error file={NEGATIVE},line=(\d+),col=\d+,title=(CK\d+)",
    }[form]
    return {(int(line), code) for line, code in re.findall(pattern, out, re.M)}


@pytest.mark.parametrize("since", [[], ["--since", "HEAD"]], ids=["whole", "since"])
@pytest.mark.parametrize("form", ["text", "json", "github", "gitlab", "sarif", "junit"])
def test_each_of_ten_faults_is_named_at_its_line(broken, form, since, capfd):
    clone, expected = broken

    code = cli.run(["validate", "--root", str(clone), "--format", form, *since])

    assert code == 1
    assert expected <= told(form, capfd.readouterr().out)


def test_the_ten_are_mended_one_by_one_and_diff_tells_what_became_of_them(broken, tmp_path, capfd):
    clone = tmp_path / "lists"
    shutil.copytree(broken[0], clone)

    for mend in MENDS:
        assert cli.run(["edit", "--root", str(clone), *mend]) == 0, capfd.readouterr()
    capfd.readouterr()
    valid = cli.run(["validate", "--root", str(clone), "--strict"])
    tidy = cli.run(["fmt", "--root", str(clone), "--check"])
    cli.run(["diff", "--root", str(clone), "--json"])

    told = json.loads(capfd.readouterr().out)
    assert (valid, tidy) == (0, 0)
    assert {change["id"] for change in told["changes"]} == {
        "negative", "qinshu-guanxi", "jumin-yangquan", "shequ-jiedu", "renyuan-shizong",
    }  # fmt: skip
    assert {act for change in told["changes"] for act in change["acts"]} == {"changed"}
