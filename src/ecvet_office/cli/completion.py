"""`ecvet completion`: what makes the Tab key complete commands and options."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

HELP = """\
Print what lets your shell complete commands with the Tab key.

SHELL is bash, zsh or fish. Put the line below into the file that your shell reads when it starts:

\b
    ~/.bashrc                           eval "$(ecvet completion bash)"
    ~/.zshrc                            eval "$(ecvet completion zsh)"
    ~/.config/fish/completions/ecvet.fish   ecvet completion fish | source

PowerShell and the Windows command prompt have no such way.

Exit codes: 0 printed, 2 unknown shell.
"""
VARIABLE = "_ECVET_COMPLETE"
"""How the shell asks the command for completions: click's name for a program called ecvet."""


@click.command("completion", help=HELP)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Prints the script for a shell."""
    kind = get_completion_class(shell)
    if kind is None:
        ctx.fail(f"there is no completion for {shell}")
    click.echo(kind(ctx.find_root().command, {}, "ecvet", VARIABLE).source())
