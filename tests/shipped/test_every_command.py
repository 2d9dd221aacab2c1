"""Every command that only reads can be carried out on the lists that ship."""

import shlex

import pytest

from checklist_tool import cli
from conftest import ROOT

pytestmark = pytest.mark.slow

COMMANDS = (
    "query 死亡证明", "query 护照怎么办 --json", "query 居委会电话",
    "query 居住证明 --as-of 2024-01-01",
    "list", "list elsewhere", "list local --json", "show huzhao", "show ben-juwei --json",
    "slip huzhao --out {out}", "slip 清单外 --format html --out {out}",
    "validate --strict", "fmt --check", "diff", "log qinshu-guanxi", "impact minfadian",
    "impact 婚姻登记条例 --amended 2027-01-01", "unchecked", "unchecked --format json",
    "unchecked --list elsewhere", "unchecked --policy minfadian --format html",
    "check huzhao --reading --dry-run", "report", "report --json",
    "report --from 2024-01-01 --to 2024-08-15 --format html --out {out}",
    "tasks list", "tasks board", "signboards list", "signboards overview", "ledger",
    "ledger training totals", "ledger training list --json",
    "export {out}/清单.xlsx", "export {out}/清单.json", "compare HEAD", "doctor", "schema --help",
)  # fmt: skip


@pytest.mark.parametrize("line", COMMANDS)
def test_it_is_carried_out(line, tmp_path, capfd, monkeypatch):
    monkeypatch.chdir(ROOT)

    code = cli.run(shlex.split(line.format(out=tmp_path)))

    told = capfd.readouterr()
    assert code in (0, 1), told.err
    assert told.out or told.err
