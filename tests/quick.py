"""A plugin for suites of other people that run as one test of ours: pytest -p quick.

It takes few examples, of every law but law 2 one, and makes our classes known to `st.from_type`
where the package is on the path but not installed. `make downstream` takes as many as usual.
"""

from unittest import mock

import attrs
from hypothesis import Phase, settings

from ridehire_partybuild.testing import hook
from ridehire_partybuild.testing.laws import cases

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
rows = tuple(one if one.number == 2 else attrs.evolve(one, share=FEW) for one in cases.ROWS)
mock.patch.object(cases, "ROWS", rows).start()
