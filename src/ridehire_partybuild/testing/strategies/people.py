"""Strategies for the few persons a register names, for consents and for contacts."""

from datetime import date

from hypothesis import strategies as st

from ridehire_partybuild.model import Consent, Contact, Person
from ridehire_partybuild.values import ContactForm, ContactKind, Span

from .choices import YEARS, Choices, built, or_none, words_of
from .quantities import HOURS
from .words import PHRASES

__all__ = [
    "CONTACT_BYTES",
    "PERSON_BYTES",
    "consents",
    "contacts",
    "persons",
    "read_contact",
    "read_person",
]

CONSENT_BYTES, PERSON_BYTES, CONTACT_BYTES = 8, 12, 14
_HOURS = (None, *HOURS)
RETAINED = (None, date(2026, 1, 1), date(2025, 6, 30), date(2026, 2, 28), date(2100, 12, 31))


def _read_consent(choices: Choices, within: Span = YEARS) -> Consent:
    given = choices.day(within)
    return Consent(
        purpose=choices.pick(PHRASES),
        basis=choices.pick(or_none(PHRASES)),
        given_on=given,
        withdrawn_on=choices.after(given, (None, None, 0, 1, 30)),
        expires_on=choices.after(given, (None, 365, 0, 1, 30)),
    )


def consents(*, within: Span = YEARS) -> st.SearchStrategy[Consent]:
    """Return consents given within a span: open, lapsed and taken back."""
    return built(CONSENT_BYTES, lambda choices: _read_consent(choices, within))


def read_person(choices: Choices) -> Person:
    """Read a person from 12 bytes."""
    return Person(
        token=choices.pick(("P-1", "HEAD-7", "𠮷")),
        name=choices.pick((None, "甲某某", "示例值守人", "Ångström é")),
        consent=choices.maybe(CONSENT_BYTES, _read_consent),
        retain_until=choices.pick(RETAINED),
    )


def persons() -> st.SearchStrategy[Person]:
    """Return persons with and without a name, consent and a day until which it may be kept."""
    return built(PERSON_BYTES, read_person)


def read_contact(choices: Choices) -> Contact:
    """Read a contact from 14 bytes."""
    return Contact(
        kind=choices.pick(words_of(ContactKind)),
        value=choices.pick(("0546-0000000", "12328", "示例窗口", "a@b.example")),
        form=choices.pick(or_none(ContactForm)),
        hours=choices.pick(_HOURS),
        consent=choices.maybe(CONSENT_BYTES, _read_consent),
        retain_until=choices.pick(RETAINED),
    )


def contacts() -> st.SearchStrategy[Contact]:
    """Return contacts: office lines and personal ones, some with consent and hours."""
    return built(CONTACT_BYTES, read_contact)
