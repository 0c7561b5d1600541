"""Settings for all tests: hypothesis makes the same examples in every run, unless HYPOTHESIS_PROFILE=explore.

Commands speak the language of the system: here that is English, whoever runs the tests.
"""

import os

from hypothesis import settings

settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))

os.environ["LC_ALL"] = "C.UTF-8"
# Tests start many processes; each would compile all of the package anew, as nobody's installed package has to be.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

collect_ignore = ["onlyoffice_engine.py"]
"""Programs that run beside the tests, in an environment of their own."""
