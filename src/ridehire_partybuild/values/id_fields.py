"""Converters of fields that hold ids: text becomes an id of the field's kind.

What is no id stays as it is, for the record to tell together with what is wrong elsewhere in it:
a converter that raised would hide the other fields.
"""

from typing import TypeVar, cast

from ridehire_partybuild.errors import InvalidValue

from .identifiers import (
    ActorId,
    AppealId,
    AssistanceId,
    BranchId,
    CommitmentId,
    DeliveryId,
    DonationId,
    DutyId,
    ExemptionId,
    FeedbackId,
    FundId,
    HostId,
    Id,
    LoanId,
    ObservationId,
    PledgeId,
    RequirementId,
    SessionId,
    StationId,
    StockId,
    TaskId,
    TitleId,
    WaiverId,
)

AnyId = TypeVar("AnyId", bound=Id)


def _unchecked(cls: type[AnyId], text: str) -> AnyId:
    try:
        return cls(text)
    except InvalidValue:
        return cast("AnyId", text)


def any_id(text: str) -> Id:
    """Convert a field to an id of whatever kind."""
    return _unchecked(Id, text)


def actor_id(text: str) -> ActorId:
    """Convert a field to `ActorId`."""
    return _unchecked(ActorId, text)


def appeal_id(text: str) -> AppealId:
    """Convert a field to `AppealId`."""
    return _unchecked(AppealId, text)


def assistance_id(text: str) -> AssistanceId:
    """Convert a field to `AssistanceId`."""
    return _unchecked(AssistanceId, text)


def branch_id(text: str) -> BranchId:
    """Convert a field to `BranchId`."""
    return _unchecked(BranchId, text)


def commitment_id(text: str) -> CommitmentId:
    """Convert a field to `CommitmentId`."""
    return _unchecked(CommitmentId, text)


def delivery_id(text: str) -> DeliveryId:
    """Convert a field to `DeliveryId`."""
    return _unchecked(DeliveryId, text)


def donation_id(text: str) -> DonationId:
    """Convert a field to `DonationId`."""
    return _unchecked(DonationId, text)


def duty_id(text: str) -> DutyId:
    """Convert a field to `DutyId`."""
    return _unchecked(DutyId, text)


def exemption_id(text: str) -> ExemptionId:
    """Convert a field to `ExemptionId`."""
    return _unchecked(ExemptionId, text)


def feedback_id(text: str) -> FeedbackId:
    """Convert a field to `FeedbackId`."""
    return _unchecked(FeedbackId, text)


def fund_id(text: str) -> FundId:
    """Convert a field to `FundId`."""
    return _unchecked(FundId, text)


def host_id(text: str) -> HostId:
    """Convert a field to `HostId`."""
    return _unchecked(HostId, text)


def loan_id(text: str) -> LoanId:
    """Convert a field to `LoanId`."""
    return _unchecked(LoanId, text)


def observation_id(text: str) -> ObservationId:
    """Convert a field to `ObservationId`."""
    return _unchecked(ObservationId, text)


def pledge_id(text: str) -> PledgeId:
    """Convert a field to `PledgeId`."""
    return _unchecked(PledgeId, text)


def requirement_id(text: str) -> RequirementId:
    """Convert a field to `RequirementId`."""
    return _unchecked(RequirementId, text)


def session_id(text: str) -> SessionId:
    """Convert a field to `SessionId`."""
    return _unchecked(SessionId, text)


def station_id(text: str) -> StationId:
    """Convert a field to `StationId`."""
    return _unchecked(StationId, text)


def stock_id(text: str) -> StockId:
    """Convert a field to `StockId`."""
    return _unchecked(StockId, text)


def task_id(text: str) -> TaskId:
    """Convert a field to `TaskId`."""
    return _unchecked(TaskId, text)


def title_id(text: str) -> TitleId:
    """Convert a field to `TitleId`."""
    return _unchecked(TitleId, text)


def waiver_id(text: str) -> WaiverId:
    """Convert a field to `WaiverId`."""
    return _unchecked(WaiverId, text)
