"""Writes ``facts.md`` beside it, from the shipped catalogue of facts, when it is run.

A test holds the page equal to what this writes.
"""

from collections.abc import Iterator
from pathlib import Path

from ridehire_partybuild import FACTS, Fact, SubjectKind, render
from ridehire_partybuild.guideline.writers import writer_of

PAGE = Path(__file__).with_suffix(".md")

HEAD = """# Facts that checks speak of

A fact is a named reading of one kind of subject, on a day: a value, *not known*, or *not there*
(what would bear it is known to be absent: no first-aid box, so no expiry date). `None` in a
document is not known, never zero and never false. All are in `FACTS`; a host program adds its own
with `FACTS.with_facts(...)`.

- **type**: number, yes or no, a word, words, a day; behind it the unit, or the list of words that
  it may have ([labels](names/index)).
- **rests on**: the fields of the register that it reads. Where there are none, it is known by an
  observation alone.
- **how**: *written* facts stand in a record of the register, and a repair can write them there;
  *counted* ones are read from records, and where these do not say, an observation may; *computed*
  ones follow from records alone, and nobody observes them; *observed* ones are known by an
  observation alone. The method is how it is found out on the spot.

How often a kind of session was held is no fact of this list: the check `Held` counts sessions.

This page is written by `python docs/reference/facts.py`; a test compares the two.
"""


def _type(fact: Fact) -> str:
    told = fact.kind.label("en")
    if fact.vocabulary is not None:
        return f"{told} of `{fact.vocabulary.__name__}`"
    unit = "" if fact.unit == "none" else render(f"unit.{fact.unit}", "en")
    return f"{told}, {unit}" if unit else told


def _how(fact: Fact) -> str:
    if fact.computed:
        return "computed"
    way = "written" if writer_of(fact) else "observed" if fact.read is None else "counted"
    return f"{way}; {fact.method.label('en')}" + ("; sensitive" if fact.sensitive else "")


def _row(fact: Fact) -> str:
    rests = ", ".join(f"`{field}`" for field in fact.reads)
    label = f"{fact.label.in_('zh')} · {fact.label.in_('en')}"
    return f"| `{fact.name}` | {label} | {_type(fact)} | {_how(fact)} | {rests} |"


def _table(subject: SubjectKind) -> Iterator[str]:
    facts = sorted(FACTS.of(subject), key=lambda one: one.name)
    yield f"\n## {subject.label('en')} {subject.label('zh')}: {len(facts)} facts\n"
    yield "| fact | what people call it | type | how | rests on |"
    yield "|---|---|---|---|---|"
    yield from map(_row, facts)


def page() -> str:
    """Return the whole page."""
    lines = [HEAD.rstrip()]
    for subject in SubjectKind:
        lines += _table(subject)
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
