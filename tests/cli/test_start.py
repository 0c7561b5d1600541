"""The command line starts at once and says what it can do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from xltargets.cli import main

HEAVY = {"numpy", "pandas", "openpyxl", "xlsxwriter", "formualizer", "rich", "lxml", "babel", "xlwings", "statsmodels"}
HEAVY |= {"dask", "distributed", "fsspec", "sqlite3"}


def commands() -> dict[str, click.Command]:
    context = click.Context(main)
    return {name: command for name in main.list_commands(context) if (command := main.get_command(context, name))}


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["--version"],
        ["eval", "--help"],
        ["validate", "--help"],
        ["status", "--help"],
        ["--help", "--language", "zh-CN"],
    ],
    ids=" ".join,
)
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    script = (
        "import sys; from xltargets.cli import main; main(sys.argv[1:], standalone_mode=False);"
        "print('LOADED', *sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in run.stdout.partition("LOADED")[2].split()}
    assert "click" in loaded
    assert not loaded & HEAVY
    if "--language" not in arguments:
        assert "xltargets.cli.help_words" not in run.stdout, "what only other languages need"


def test_the_list_of_commands_says_what_they_say_and_imports_none() -> None:
    script = (
        "import sys; from xltargets.cli import main; main(['--help'], standalone_mode=False);"
        "print('LOADED', *sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    told, _word, loaded = run.stdout.partition("LOADED")
    lines = {
        line.split()[0]: " ".join(line.split()[1:]) for line in told.partition("Commands:")[2].splitlines() if line
    }
    assert lines.keys() == commands().keys()
    for name, command in commands().items():
        assert lines[name].removesuffix("...") in command.get_short_help_str(1000)
        assert f"xltargets.cli.{name.replace('-', '_')}" not in loaded.split()


@pytest.mark.parametrize("name", commands())
def test_every_command_has_help_with_an_example(name: str) -> None:
    command = commands()[name]
    assert command.help
    assert f"xltargets {name}" in command.help
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{name} {parameter.opts}"
    assert CliRunner().invoke(main, [name, "--help"]).exit_code == 0


def test_a_misspelt_command_is_guessed() -> None:
    result = CliRunner().invoke(main, ["functionz"])
    assert result.exit_code == 2
    assert "Did you mean 'functions'?" in result.output


def test_a_file_by_itself_is_checked_without_what_reads_workbooks_together() -> None:
    sample = Path(__file__).parents[2] / "workbook_templates" / "en" / "crm-log-sample.xlsx"
    script = (
        "import sys; from xltargets.cli import main\n"
        "try: main(['validate', sys.argv[1], '--isolated', '--format', 'concise'])\n"
        "except SystemExit as end: print('LOADED', *sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", script, str(sample)], capture_output=True, text=True, check=True)
    told, _word, loaded = run.stdout.partition("LOADED")
    assert "Checked 1 file" in told
    packages = {".".join(name.split(".")[:2]) for name in loaded.split() if name.startswith("xltargets.")}
    assert "xltargets.validation" in packages
    assert not packages & {"xltargets.ledger", "xltargets.importing", "xltargets.actions", "xltargets.samples"}
    assert not [name for name in loaded.split() if name.startswith("xltargets.rollup.a")]
    assert "rich" not in loaded.split()
