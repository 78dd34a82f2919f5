"""A plugin for suites of other people that run as one test of ours: pytest -p quick.

It takes few examples and looks for no smaller ones, of laws as of properties, and makes our classes
known to `st.from_type` where the package is on the path but not installed.
"""

from functools import partial
from unittest import mock

from hypothesis import Phase, settings

from ridehire_partybuild.testing import hook
from ridehire_partybuild.testing.laws.given import Given

FEW = 10

hook.register()
settings.register_profile(
    "quick",
    max_examples=FEW,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
)
settings.load_profile("quick")
mock.patch("ridehire_partybuild.testing.laws.cases.Given", partial(Given, max_examples=FEW)).start()
