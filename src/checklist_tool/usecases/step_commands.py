"""The steps that a procedure has, by the name under which they are taken."""

from __future__ import annotations

from checklist_tool.model.step_commands import COMMANDS, StepCommand, Told

__all__ = ["StepCommand", "Told", "steps"]


def steps(*kinds: str) -> dict[str, tuple[str, StepCommand]]:
    """Each step's command with the kind of record that takes it, in the order of the help page."""
    return {command.name: (kind, command) for kind in kinds for command in COMMANDS[kind]}
