"""A plugin for suites of other people that run as one test of ours: pytest -p quick.

It takes few examples, and makes our classes known to `st.from_type` where the package is on the
path but not installed.
"""

from hypothesis import settings

from ridehire_partybuild.testing import hook

hook.register()
settings.register_profile("quick", max_examples=10, deadline=None, derandomize=True, database=None)
settings.load_profile("quick")
