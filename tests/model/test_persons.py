"""Persons and contacts: what may be kept of them, and until when; what never shows."""

from datetime import date, timedelta

import attrs
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import Consent, Contact, Person, Station, dumps
from ridehire_partybuild.testing import strategies

ONE_DAY = timedelta(days=1)


@given(consent=strategies.consents(), offset=st.integers(-3, 400))
def test_a_consent_holds_until_it_lapses_or_is_taken_back(consent: Consent, offset: int) -> None:
    """From the day it is given to its last; not from the day on which it is taken back."""
    covered = []
    for number in range(404):
        day = consent.given_on + timedelta(days=number)
        if day == consent.withdrawn_on:
            break
        covered.append(day)
        if day == consent.expires_on:
            break
    day = consent.given_on + timedelta(days=offset)
    assert consent.holds(day) == (day in covered)


@given(person=strategies.persons(), contact=strategies.contacts(), day=strategies.days())
def test_what_is_over_its_time_may_not_be_kept(person: Person, contact: Contact, day: date) -> None:
    """Once the consent has ended or the last day is past; a bare token tells nothing."""
    for one in (person, contact):
        begun = one.consent is not None and one.consent.given_on <= day
        ended = begun and one.consent is not None and not one.consent.holds(day)
        past = one.retain_until is not None and day > one.retain_until
        kept = isinstance(one, Contact) or one.name is not None
        assert one.is_over(day) == (kept and (ended or past))
    assert not attrs.evolve(person, name=None).is_over(day)


@given(person=strategies.persons(), day=strategies.days())
def test_what_is_over_stays_over(person: Person, day: date) -> None:
    """Time alone never gives a right back."""
    if person.is_over(day):
        assert person.is_over(day + ONE_DAY)


@given(contact=strategies.contacts(), person=strategies.persons(), station=strategies.stations())
def test_what_is_sensitive_does_not_show(
    contact: Contact, person: Person, station: Station
) -> None:
    """Law 16: sensitive fields are hidden in repr, alone and within a record; never lost."""
    holder = attrs.evolve(station, head=person, contacts=(contact,), name="站", operator=None)
    shown = repr(attrs.evolve(holder, services=None, awards=(), suspensions=()))
    # what somebody agreed to is no secret, and the words drawn for it may be the same
    assert contact.value not in repr(attrs.evolve(contact, consent=None))
    assert repr(contact) in shown
    assert repr(person) in shown
    assert person.token in shown
    assert person.name is None or person.name not in repr(attrs.evolve(person, consent=None))
    assert ("name=None" in repr(person)) == (person.name is None)
    assert contact.value in dumps(holder)
