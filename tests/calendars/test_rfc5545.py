"""The examples of RFC 5545, 3.8.5.3: those in forms that all read alike, and those refused.

The years are 28 later than in the standard: within 1901-2099 the calendar repeats itself so, leap
years and weekdays alike, and this library records from 2000 on.
"""

from datetime import UTC, datetime, timedelta

import pytest

from ridehire_partybuild.calendars import Series, occurrences
from ridehire_partybuild.errors import InvalidValue
from ridehire_partybuild.values import SHANGHAI, Recurrence, Span

LATER = 28

EXAMPLES = (
    # daily for 10 occurrences
    ("FREQ=DAILY;COUNT=10", "1997-09-02", "1997-09: 2 3 4 5 6 7 8 9 10 11"),
    # daily until December 24, 1997
    ("FREQ=DAILY;UNTIL=19971224T000000Z", "1997-09-02",
     "1997-09: 2-30; 1997-10: 1-31; 1997-11: 1-30; 1997-12: 1-23"),
    # every other day
    ("FREQ=DAILY;INTERVAL=2", "1997-09-02",
     "1997-09: 2 4 6 8 10 12 14 16 18 20 22 24 26 28 30; 1997-10: 2 4 6 8 10"),
    # every 10 days, 5 occurrences
    ("FREQ=DAILY;INTERVAL=10;COUNT=5", "1997-09-02", "1997-09: 2 12 22; 1997-10: 2 12"),
    # every day in January, for 3 years, in two ways
    ("FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA", "1998-01-01",
     "1998-01: 1-31; 1999-01: 1-31; 2000-01: 1-31"),
    ("FREQ=DAILY;UNTIL=20000131T140000Z;BYMONTH=1", "1998-01-01",
     "1998-01: 1-31; 1999-01: 1-31; 2000-01: 1-31"),
    # weekly for 10 occurrences
    ("FREQ=WEEKLY;COUNT=10", "1997-09-02",
     "1997-09: 2 9 16 23 30; 1997-10: 7 14 21 28; 1997-11: 4"),
    # weekly until December 24, 1997
    ("FREQ=WEEKLY;UNTIL=19971224T000000Z", "1997-09-02",
     "1997-09: 2 9 16 23 30; 1997-10: 7 14 21 28; 1997-11: 4 11 18 25; 1997-12: 2 9 16 23"),
    # every other week
    ("FREQ=WEEKLY;INTERVAL=2;WKST=SU", "1997-09-02",
     "1997-09: 2 16 30; 1997-10: 14 28; 1997-11: 11 25; 1997-12: 9 23; 1998-01: 6 20"),
    # weekly on Tuesday and Thursday for five weeks, in two ways
    ("FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH", "1997-09-02",
     "1997-09: 2 4 9 11 16 18 23 25 30; 1997-10: 2"),
    ("FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH", "1997-09-02",
     "1997-09: 2 4 9 11 16 18 23 25 30; 1997-10: 2"),
    # every other week on Monday, Wednesday, and Friday until December 24, 1997
    ("FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR", "1997-09-01",
     ("1997-09: 1 3 5 15 17 19 29; 1997-10: 1 3 13 15 17 27 29 31; 1997-11: 10 12 14 24 26 28; "
     "1997-12: 8 10 12 22")),
    # every other week on Tuesday and Thursday, for 8 occurrences
    ("FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH", "1997-09-02",
     "1997-09: 2 4 16 18 30; 1997-10: 2 14 16"),
    # monthly on the first Friday for 10 occurrences
    ("FREQ=MONTHLY;COUNT=10;BYDAY=1FR", "1997-09-05",
     ("1997-09: 5; 1997-10: 3; 1997-11: 7; 1997-12: 5; 1998-01: 2; 1998-02: 6; 1998-03: 6; "
     "1998-04: 3; 1998-05: 1; 1998-06: 5")),
    # monthly on the first Friday until December 24, 1997
    ("FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR", "1997-09-05",
     "1997-09: 5; 1997-10: 3; 1997-11: 7; 1997-12: 5"),
    # every other month on the first and last Sunday of the month for 10 occurrences
    ("FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU", "1997-09-07",
     "1997-09: 7 28; 1997-11: 2 30; 1998-01: 4 25; 1998-03: 1 29; 1998-05: 3 31"),
    # monthly on the second-to-last Monday of the month for 6 months
    ("FREQ=MONTHLY;COUNT=6;BYDAY=-2MO", "1997-09-22",
     "1997-09: 22; 1997-10: 20; 1997-11: 17; 1997-12: 22; 1998-01: 19; 1998-02: 16"),
    # monthly on the third-to-the-last day of the month
    ("FREQ=MONTHLY;BYMONTHDAY=-3", "1997-09-28",
     "1997-09: 28; 1997-10: 29; 1997-11: 28; 1997-12: 29; 1998-01: 29; 1998-02: 26"),
    # monthly on the 2nd and 15th of the month for 10 occurrences
    ("FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15", "1997-09-02",
     "1997-09: 2 15; 1997-10: 2 15; 1997-11: 2 15; 1997-12: 2 15; 1998-01: 2 15"),
    # monthly on the first and last day of the month for 10 occurrences
    ("FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1", "1997-09-30",
     "1997-09: 30; 1997-10: 1 31; 1997-11: 1 30; 1997-12: 1 31; 1998-01: 1 31; 1998-02: 1"),
    # every 18 months on the 10th thru 15th of the month for 10 occurrences
    ("FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15", "1997-09-10",
     "1997-09: 10-15; 1999-03: 10-13"),
    # every Tuesday, every other month
    ("FREQ=MONTHLY;INTERVAL=2;BYDAY=TU", "1997-09-02",
     "1997-09: 2 9 16 23 30; 1997-11: 4 11 18 25; 1998-01: 6 13 20 27; 1998-03: 3 10 17 24 31"),
    # yearly in June and July for 10 occurrences
    ("FREQ=YEARLY;COUNT=10;BYMONTH=6,7", "1997-06-10",
     ("1997-06: 10; 1997-07: 10; 1998-06: 10; 1998-07: 10; 1999-06: 10; 1999-07: 10; 2000-06: 10; "
     "2000-07: 10; 2001-06: 10; 2001-07: 10")),
    # every other year on January, February, and March for 10 occurrences
    ("FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3", "1997-03-10",
     ("1997-03: 10; 1999-01: 10; 1999-02: 10; 1999-03: 10; 2001-01: 10; 2001-02: 10; 2001-03: 10; "
     "2003-01: 10; 2003-02: 10; 2003-03: 10")),
    # every 20th Monday of the year
    ("FREQ=YEARLY;BYDAY=20MO", "1997-05-19", "1997-05: 19; 1998-05: 18; 1999-05: 17"),
    # every Thursday in March
    ("FREQ=YEARLY;BYMONTH=3;BYDAY=TH", "1997-03-13",
     "1997-03: 13 20 27; 1998-03: 5 12 19 26; 1999-03: 4 11 18 25"),
    # every Thursday, but only during June, July, and August
    ("FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8", "1997-06-05",
     ("1997-06: 5 12 19 26; 1997-07: 3 10 17 24 31; 1997-08: 7 14 21 28; 1998-06: 4 11 18 25; "
     "1998-07: 2 9 16 23 30; 1998-08: 6 13 20 27; 1999-06: 3 10 17 24; 1999-07: 1 8 15 22 29; "
     "1999-08: 5 12 19 26")),
    # the first Saturday that follows the first Sunday of the month
    ("FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13", "1997-09-13",
     ("1997-09: 13; 1997-10: 11; 1997-11: 8; 1997-12: 13; 1998-01: 10; 1998-02: 7; 1998-03: 7; "
     "1998-04: 11; 1998-05: 9; 1998-06: 13")),
    # every 4 years, the first Tuesday after a Monday in November
    ("FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8", "1996-11-05",
     "1996-11: 5; 2000-11: 7; 2004-11: 2"),
    # the third instance into the month of one of Tuesday, Wednesday, or Thursday, for 3 months
    ("FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", "1997-09-04",
     "1997-09: 4; 1997-10: 7; 1997-11: 6"),
    # the second-to-last weekday of the month
    ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2", "1997-09-29",
     "1997-09: 29; 1997-10: 30; 1997-11: 27; 1997-12: 30; 1998-01: 29; 1998-02: 26; 1998-03: 30"),
    # the days on which the week starts make a difference
    ("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "1997-08-05",
     "1997-08: 5 10 19 24"),
    ("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "1997-08-05",
     "1997-08: 5 17 19 31"),
    # an invalid date (February 30) is ignored
    ("FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", "2007-01-15",
     "2007-01: 15 30; 2007-02: 15; 2007-03: 15 30"),
)  # fmt: skip
"""Rule, first day, and the days that the standard says it means; all of them at 9:00."""

REFUSED = (
    # every third year on the 1st, 100th, and 200th day
    ("FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200", "recurrence.parts"),
    # Monday of week number 20
    ("FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "recurrence.parts"),
    # every 3 hours, every 15 minutes
    ("FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T170000Z", "recurrence.freq"),
    ("FREQ=MINUTELY;INTERVAL=15;COUNT=6", "recurrence.freq"),
    # every 20 minutes from 9:00 to 16:40 every day
    ("FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40", "recurrence.parts"),
)


def shifted(rule: str) -> str:
    """Return a rule of the standard with its UNTIL in our years."""
    head, found, tail = rule.partition("UNTIL=")
    return f"{head}{found}{int(tail[:4]) + LATER}{tail[4:]}" if found else rule


def days_of(text: str) -> list[str]:
    """Return the days of a line of the table, in ISO form and our years."""
    found = []
    for part in text.split("; "):
        month, _, days = part.partition(": ")
        for one in days.split():
            first, _, last = one.partition("-")
            year = f"{int(month[:4]) + LATER}{month[4:]}"
            found += [f"{year}-{day:02}" for day in range(int(first), int(last or first) + 1)]
    return found


@pytest.mark.parametrize(("rule", "first", "days"), EXAMPLES, ids=lambda one: one[:60])
def test_the_examples_of_the_standard(rule: str, first: str, days: str) -> None:
    """RFC 5545, 3.8.5.3: each example in a form that is taken gives the days it says, no others."""
    expected = days_of(days)
    start = datetime.fromisoformat(f"{int(first[:4]) + LATER}{first[4:]}T09:00").replace(
        tzinfo=SHANGHAI
    )
    series = Series(start=start, minutes=60, recurrence=Recurrence.parse(shifted(rule)))
    ends = "COUNT" in rule or "UNTIL" in rule
    last = start.date() + timedelta(days=4000) if ends else None
    span = Span.parse(f"{start.date()}/{last or expected[-1]}")
    found = occurrences(series, span)
    assert [one.start.date().isoformat() for one in found] == expected
    assert {one.start.timetz() for one in found} == {start.timetz()}


@pytest.mark.parametrize(("rule", "code"), REFUSED)
def test_examples_on_which_programs_differ_are_refused(rule: str, code: str) -> None:
    """By the week, by the day of the year, within a day: no form of ours."""
    with pytest.raises(InvalidValue) as caught:
        Recurrence.parse(rule)
    assert {one.code for one in caught.value.problems} == {code}


def test_an_example_that_starts_off_its_rule_is_refused() -> None:
    """'Every Friday the 13th' starts on a Tuesday, which the standard leaves out by an EXDATE."""
    rule = Recurrence.parse("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13")
    tuesday = datetime(1997 + LATER, 9, 2, 1, tzinfo=UTC)
    with pytest.raises(InvalidValue) as caught:
        Series(start=tuesday, minutes=60, recurrence=rule)
    assert str(caught.value) == (
        "$.start: Failed to parse '2025-09-02T09:00:00+08:00' as Series: expected a start that is"
        " the rule's first occurrence, got 2026-02-13T09:00:00+08:00."
    )
    fridays = Series(
        start=datetime(1998 + LATER, 2, 13, 1, tzinfo=UTC), minutes=60, recurrence=rule
    )
    found = occurrences(fridays, Span.parse("2026-01-01/2028-12-31"))
    assert [str(one.start.date()) for one in found] == [
        "2026-02-13", "2026-03-13", "2026-11-13", "2027-08-13", "2028-10-13",
    ]  # fmt: skip
