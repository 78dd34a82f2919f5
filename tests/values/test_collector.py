"""The garbage collector kept still."""

import gc

import pytest

from ridehire_partybuild.values.collector import paused_collector


@pytest.mark.parametrize("before", [gc.enable, gc.disable])
def test_what_the_collector_did_before_it_does_again(before: object) -> None:
    """It stands still meanwhile and goes on afterwards, if it went before; after a failure too."""
    was_on = gc.isenabled()
    try:
        before()  # type: ignore[operator]
        wanted = gc.isenabled()
        with paused_collector():
            assert not gc.isenabled()
        assert gc.isenabled() is wanted
        with pytest.raises(KeyError), paused_collector():
            raise KeyError
        assert gc.isenabled() is wanted
    finally:
        (gc.enable if was_on else gc.disable)()
