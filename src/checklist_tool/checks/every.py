"""Every rule by its code: loading this module loads the modules that hold them."""

from checklist_tool.checks import (
    admissions,
    certificates,
    counted_twice,
    decided,
    ledgers,
    lists,
    lookalikes,
    losses,
    policies,
    registers,
    signboards,
    texts,
    verdicts,
    vocabulary,
)  # fmt: skip
from checklist_tool.checks.rule import EXPLANATIONS, RULES

__all__ = [
    "EXPLANATIONS", "RULES", "admissions", "certificates", "counted_twice", "decided", "ledgers",
    "lists", "lookalikes", "losses", "policies", "registers", "signboards", "texts", "verdicts",
    "vocabulary",
]  # fmt: skip
