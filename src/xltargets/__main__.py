"""`python -m xltargets` is the command line."""

from xltargets.cli import main

main(prog_name="xltargets")
