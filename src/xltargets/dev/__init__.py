"""For those who work on xltargets itself: `python -m xltargets.dev build` and `python -m xltargets.dev check`.

Nothing here is needed to use the package; both commands work on a checkout of the repository.
"""
