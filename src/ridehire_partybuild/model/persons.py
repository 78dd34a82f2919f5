"""The few persons a register must name: an opaque token, and what is sensitive about them.

"What the library must name is an opaque token with optional sensitive fields, marked in field
metadata, hidden in repr, absent from calendars and errors, with consent and retention date."
"""

from collections.abc import Iterator
from datetime import date

import attrs

from ridehire_partybuild.errors import Problem
from ridehire_partybuild.values import ContactForm, ContactKind, OpeningHours, Record, limits
from ridehire_partybuild.values.record import not_after
from ridehire_partybuild.values.sensitive import SENSITIVE

__all__ = ["Consent", "Contact", "Person"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Consent(Record):
    """What somebody agreed to (Personal Information Protection Law, Arts. 13-16 and 29).

    Attributes:
        purpose: What their data may serve.
        basis: On what it rests: a form signed, a notice; None: not known.
        given_on: The day it was given.
        withdrawn_on: The first day it no longer holds, taken back; None: it was not.
        expires_on: Its last day; None: it names none.

    Raises:
        InvalidValue: it ends before it was given.

    >>> consent = Consent(purpose="值守联系", given_on=date(2025, 1, 1),
    ...                   expires_on=date(2026, 12, 31))
    >>> consent.holds(date(2026, 12, 31)), consent.holds(date(2027, 1, 1))
    (True, False)
    """

    purpose: str = attrs.field(metadata=limits(longest=300))
    basis: str | None = attrs.field(default=None, metadata=limits(longest=300))
    given_on: date
    withdrawn_on: date | None = None
    expires_on: date | None = None

    def contradictions(self) -> Iterator[Problem]:
        """It is given before it ends, either way."""
        yield from not_after(self, "given_on", "withdrawn_on")
        yield from not_after(self, "given_on", "expires_on")

    def holds(self, on: date) -> bool:
        """Tell whether it covers ``on``."""
        taken_back = self.withdrawn_on is not None and self.withdrawn_on <= on
        lapsed = self.expires_on is not None and self.expires_on < on
        return self.given_on <= on and not taken_back and not lapsed


def _outlived(consent: Consent | None, retain_until: date | None, on: date) -> bool:
    ended = consent is not None and consent.given_on <= on and not consent.holds(on)
    return ended or (retain_until is not None and retain_until < on)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Person(Record):
    """Somebody whom the register must name: by a token that tells nothing.

    Attributes:
        token: An opaque name. Do not use a telephone or certificate number.
        name: What they are called; None: not kept.
        consent: What they agreed to; None: nothing is on record.
        retain_until: The last day on which the name may be kept; None: no day is set.

    >>> Person(token="P-1", name="示例甲")
    Person(token='P-1', name=•••, consent=None, retain_until=None)
    """

    token: str = attrs.field(metadata=limits(longest=64))
    name: str | None = attrs.field(default=None, metadata=limits(longest=100) | SENSITIVE)
    consent: Consent | None = None
    retain_until: date | None = None

    def is_over(self, on: date) -> bool:
        """Tell whether the name may no longer be kept on ``on``."""
        return self.name is not None and _outlived(self.consent, self.retain_until, on)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Contact(Record):
    """A way to reach somebody. Only an office line is ever printed; a personal one never shows.

    Attributes:
        kind: An office's line, or a person's own.
        value: The number, desk or address.
        form: A hotline, a desk or something on the net; None: not known.
        hours: When somebody is there; None: not known.
        consent: What the person agreed to; an office line needs none.
        retain_until: The last day on which it may be kept; None: no day is set.

    >>> from ridehire_partybuild import Contact, ContactKind
    >>> Contact(kind=ContactKind.PERSONAL, value="13800000000").value
    '13800000000'
    """

    kind: ContactKind
    value: str = attrs.field(metadata=limits(longest=200) | SENSITIVE)
    form: ContactForm | None = None
    hours: OpeningHours | None = None
    consent: Consent | None = None
    retain_until: date | None = None

    def is_over(self, on: date) -> bool:
        """Tell whether it may no longer be kept on ``on``."""
        return _outlived(self.consent, self.retain_until, on)
