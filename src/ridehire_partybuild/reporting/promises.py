"""What members pledge, what platforms commit themselves to, what the association gives: counts."""

from collections.abc import Iterable, Iterator
from datetime import date

from ridehire_partybuild.model import Assistance, Commitment, Pledge, Register
from ridehire_partybuild.values import AssistanceKind, CommitmentKind, Period, VanguardField

from .figures import Figure
from .opinions import HiddenOpinions, Opinions, hidden_opinions
from .summing import (
    WHOLE,
    Group,
    Part,
    amount,
    by_the_record,
    counted,
    hidden_sums,
    summed,
    withheld,
)
from .vocabulary import Breakdown, FigureUnit

__all__ = ["assistance_figures", "commitment_figures", "pledge_figures"]


def pledge_figures(register: Register, year: Period) -> Iterator[Figure]:
    """Yield the pledges of a year, field by field of the members' vanguard role."""
    given = [one for one in register.pledges if one.period.start in year]
    fields = {field: [one for one in given if one.field is field] for field in VanguardField}
    told = {name.value: own for name, own in fields.items() if own}
    hidden = hidden_opinions({name: _kept_or_not(own) for name, own in told.items()})
    shown = hidden_sums({n: [one.identity_shown for one in own] for n, own in told.items()})
    groups: list[tuple[Group, list[Pledge]]] = [(WHOLE, given)]
    groups += (((Breakdown.FIELD, field.value), own) for field, own in fields.items())
    for group, own in groups:
        yield from by_the_record(_pledges(own, group, hidden, shown), register, "pledges")


def _kept_or_not(own: Iterable[Pledge]) -> Opinions:
    yes = no = untold = 0
    for one in own:
        yes += one.kept or 0
        if one.made is not None and one.kept is not None:
            no += one.made - one.kept
        elif one.made is not None:
            untold += one.made
    return Opinions(yes, no, untold)


def _pledges(
    own: list[Pledge], group: Group, hidden: HiddenOpinions, shown: frozenset[str | None]
) -> Iterator[Figure]:
    of = group[1]
    made = summed("pledges.made", (_made(one) for one in own), group=group)
    yield withheld(made) if of in hidden.sizes else made
    kept = summed("pledges.kept", (_kept(one) for one in own), group=group)
    yield withheld(kept) if of in hidden.shares else kept
    seen = (amount(one.id, one.identity_shown, "identity_shown") for one in own)
    members = summed("pledges.identity_shown", seen, FigureUnit.PEOPLE, group)
    yield withheld(members) if of in shown else members


def _made(one: Pledge) -> Part:
    if one.made is None:  # at least what was kept was made
        return Part((one.id,), one.kept or 0, None, (f"{one.id}.made",))
    return Part((one.id,), one.made, one.made)


def _kept(one: Pledge) -> Part:
    if one.kept is None:
        return Part((one.id,), 0, one.made, (f"{one.id}.kept",))
    return Part((one.id,), one.kept, one.kept)


def _in_force(one: Commitment, on: date) -> bool:
    """Tell whether a commitment binds on a day; an unknown first day counts as past."""
    return (one.since is None or one.since <= on) and (one.until is None or on <= one.until)


def commitment_figures(register: Register, on: date) -> Iterator[Figure]:
    """Yield the commitments in force on a day: of all, kind by kind, actor by actor."""
    there = [one for one in register.commitments if _in_force(one, on)]
    groups: list[tuple[Group, list[Commitment]]] = [(WHOLE, there)]
    for kind in CommitmentKind:
        own = [one for one in there if one.kind is kind]
        groups.append(((Breakdown.COMMITMENT, kind.value), own))
    groups.extend(
        ((Breakdown.ACTOR, name), [one for one in there if one.actor == name])
        for name in sorted({one.actor for one in there})
    )
    for group, own in groups:
        figure = counted("commitments.in_force", (Part((one.id,), 1, 1) for one in own), group)
        yield from by_the_record([figure], register, "commitments")


def assistance_figures(register: Register, year: Period) -> Iterator[Figure]:
    """Yield the assistance given in a year: of all, kind by kind, actor by actor."""
    given = [one for one in register.assistance if one.period.start in year]
    kinds = {kind.value: [one for one in given if one.kind is kind] for kind in AssistanceKind}
    names = sorted({one.actor for one in given})
    actors = {str(name): [one for one in given if one.actor == name] for name in names}
    hidden = {
        by: hidden_sums({n: [one.beneficiaries for one in own] for n, own in groups.items()})
        for by, groups in ((Breakdown.ASSISTANCE, kinds), (Breakdown.ACTOR, actors))
    }
    either = hidden[Breakdown.ASSISTANCE] | hidden[Breakdown.ACTOR]
    yield from by_the_record(_assistance(given, WHOLE, either), register, "assistance")
    for by, groups in ((Breakdown.ASSISTANCE, kinds), (Breakdown.ACTOR, actors)):
        for name, own in groups.items():
            figures = _assistance(own, (by, name), hidden[by])
            yield from by_the_record(figures, register, "assistance")


def _assistance(
    own: list[Assistance], group: Group, hidden: frozenset[str | None]
) -> Iterator[Figure]:
    yield counted("assistance.given", (Part((one.id,), 1, 1) for one in own), group)
    helped = (amount(one.id, one.beneficiaries, "beneficiaries") for one in own)
    people = summed("assistance.beneficiaries", helped, FigureUnit.PEOPLE, group)
    yield withheld(people) if group[1] in hidden else people
    worth = (amount(one.id, one.amount_fen, "amount_fen") for one in own)
    yield summed("assistance.worth", worth, FigureUnit.FEN, group)
