"""What has to be mended: what failed, counts, and is excused by nobody."""

from datetime import date

import attrs
from hypothesis import given, settings

from ridehire_partybuild import Modality, Outcome, Register, assess, reference_guideline
from ridehire_partybuild.compliance import is_due
from ridehire_partybuild.testing import strategies

RULES = reference_guideline()
LENIENT = attrs.evolve(
    RULES,
    requirements=tuple(attrs.evolve(one, modality=Modality.MAY) for one in RULES.requirements),
)
ON = date(2026, 1, 15)


@settings(max_examples=10)
@given(strategies.registers(stations=(1, 3), waivers=(0, 3)))
def test_what_failed_is_due_unless_it_is_waived_or_only_permitted(register: Register) -> None:
    """A failure of what shall or should be is due; excused, or of a permission, it is not."""
    told = assess(register, RULES, ON)
    for one in told.findings:
        binds = told.rules[one.requirement].modality in {Modality.SHALL, Modality.SHOULD}
        failed = one.verdict.outcome is Outcome.FAILED
        assert is_due(one, told) is (failed and binds and one.waiver is None)
    lenient = assess(register, LENIENT, ON)
    assert not any(is_due(one, lenient) for one in lenient.findings)
