"""The steps that a procedure has, by the name under which they are taken."""

from __future__ import annotations

from checklist_tool.model.step_commands import COMMANDS, StepCommand


def steps() -> dict[str, tuple[str, StepCommand]]:
    """Each step's command with the kind of record that takes it, in the order of the help page."""
    return {
        command.name: (kind, command) for kind, several in COMMANDS.items() for command in several
    }
