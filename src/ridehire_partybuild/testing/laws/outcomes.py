"""Law 1: outcomes and reasons."""

from itertools import product

from ridehire_partybuild.guideline import Outcome, Reason, outcomes

from .broken import hold

__all__ = ["outcomes_form_two_chains"]


def outcomes_form_two_chains() -> None:
    """Law 1: commutative, associative, idempotent, De Morgan; of nothing, INAPPLICABLE.

    Absorption and distribution are not claimed.

    >>> outcomes_form_two_chains()
    """
    all_, any_, not_ = outcomes.all_of, outcomes.any_of, outcomes.negate
    sentence = "AND and OR are two chains"
    for join, dual in ((all_, any_), (any_, all_)):
        hold(1, sentence, true=join([]) is Outcome.INAPPLICABLE, shown=join)
        for a, b, c in product(Outcome, repeat=3):
            held = (
                join([a, a]) is a
                and join([a, b]) is join([b, a])
                and join([join([a, b]), c]) is join([a, join([b, c])]) is join([a, b, c])
                and not_(join([a, b])) is dual([not_(a), not_(b)])
            )
            hold(1, sentence, true=held, shown=(join, a, b, c))
    for reasons in product([None, *Reason], repeat=2):
        first = min((r for r in reasons if r), key=tuple(Reason).index, default=None)
        held = outcomes.first_reason(reasons) is first is outcomes.first_reason(reasons[::-1])
        hold(1, "reasons come in one order", true=held, shown=reasons)
