"""Commitments, assistance, pledges and feedback: counts, and who answers for them."""

from typing import Any

import pytest
from hypothesis import given

from ridehire_partybuild import (
    ActorId,
    Assistance,
    AssistanceKind,
    BranchId,
    Commitment,
    Feedback,
    InvalidValue,
    Period,
    Pledge,
    StationId,
)
from ridehire_partybuild.testing import strategies

YEAR = Period.parse("2025")


def _named(record: Any) -> dict[str, str]:
    return {path: str(named) for path, named, _ in record.references()}


@given(pledge=strategies.pledges(branches=[BranchId("B-1"), BranchId("B-2")]))
def test_no_more_is_kept_than_was_pledged(pledge: Pledge) -> None:
    """What was not pledged cannot be kept; either count may be unknown."""
    assert pledge.made is None or pledge.kept is None or pledge.kept <= pledge.made
    assert _named(pledge) == {".branch": pledge.branch}


@given(feedback=strategies.feedback(subjects=["S-1", "370500"]))
def test_no_more_are_content_than_were_asked(feedback: Feedback) -> None:
    """Who did not answer was not content; a city is named by its code."""
    assert feedback.satisfied is None or feedback.satisfied <= feedback.respondents
    assert _named(feedback) == {".subject": feedback.subject}


@given(commitment=strategies.commitments(actors=[ActorId("A-1")]))
def test_a_commitment_binds_an_actor(commitment: Commitment) -> None:
    """It names who has bound itself, and holds for at least one day."""
    since, until = commitment.since, commitment.until
    assert since is None or until is None or since <= until
    assert _named(commitment) == {".actor": "A-1"}


@given(help_=strategies.assistance(stations=[StationId("S-1")]))
def test_assistance_names_who_gave_it_and_where(help_: Assistance) -> None:
    """How many and how much, never who."""
    assert _named(help_) == {".actor": "A-1"} | ({".station": "S-1"} if help_.station else {})


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ({"beneficiaries": -1}, "$.beneficiaries"),
        ({"amount_fen": 1.5}, "$.amount_fen"),
        ({"actor": "a b"}, "$.actor"),
        ({"kind": "gift"}, "$.kind"),
    ],
)
def test_the_impossible_is_refused(fields: dict[str, Any], path: str) -> None:
    """Negative counts, fractions of a fen, ids with white space, words of no list."""
    given_: dict[str, Any] = {"id": "AS-1", "actor": "A-1", "period": YEAR}
    given_ |= {"kind": AssistanceKind.CARE_GOODS}
    with pytest.raises(InvalidValue) as caught:
        Assistance(**given_ | fields)
    assert [one.path for one in caught.value.problems] == [path]
