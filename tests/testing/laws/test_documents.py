"""What a converter loses is told field by field, and another type as that."""

import pytest

from ridehire_partybuild import Region
from ridehire_partybuild.testing import laws


def test_another_type_is_told_and_no_field_of_it() -> None:
    """Law 10: what is read back is of the type that was written."""
    region = Region("370502")
    laws.converter_loses_nothing(region, str, Region)
    with pytest.raises(laws.LawBroken, match=r"^law 10: what a converter writes") as caught:
        laws.converter_loses_nothing(region, str, str)
    assert caught.value.shown == ("written: Region; read: str", region)
