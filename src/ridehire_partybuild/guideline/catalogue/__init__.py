"""The shipped catalogue of facts: one row a fact, one room a kind of subject.

Three rules say what a reading comes to:

* Whatever has an unknown part is not known: a sum with one unknown summand, a count of things one
  of which may or may not belong to it.
* "A given collection is complete": once one record of a kind is there, those that are not there do
  not exist. A register without any does not say whether there are none, so that the question
  whether something exists has no answer, and an observation may give it. The question whether
  those on record are in order is not asked where there are none: NOT_THERE.
* What happened after the day does not count; what is counted "in the last whole year" lies in the
  calendar year that ended by the end of the day, so that readings turn with periods and with
  dates on record only. A station or branch that was not there all that year is not asked.
"""

from ridehire_partybuild.guideline.facts import Facts

from .actors import ACTOR_FACTS
from .branches import BRANCH_FACTS
from .cities import CITY_FACTS
from .stations import STATION_FACTS

__all__ = ["FACTS"]

FACTS = Facts(
    {fact.name: fact for fact in (*STATION_FACTS, *BRANCH_FACTS, *ACTOR_FACTS, *CITY_FACTS)}
)
"""The facts that the shipped guideline rests on; extend it with ``FACTS.with_facts(...)``."""
