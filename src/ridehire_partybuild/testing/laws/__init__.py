"""The laws of this library as functions: each takes what it speaks of, and fails with its sentence.

They are written for other people's property tests as much as for our own: draw the arguments from
`ridehire_partybuild.testing.strategies` or from your own strategies, and call the law. A law that
does not hold raises `LawBroken`, which names it and shows what broke it.
"""

from collections.abc import Callable, Mapping
from typing import Any

from .allocation import allocation_conserves, allocation_is_fair
from .broken import LawBroken
from .calendars import unannounced_is_never_certain
from .documents import (
    converter_loses_nothing,
    document_round_trip,
    equal_inputs_equal_bytes,
    order_agrees,
    text_round_trip,
)
from .facts import (
    reading_asks_no_clock,
    reading_has_no_order,
    reading_keeps_secrets,
    reading_never_fails,
    reads_are_honest,
    unknown_is_never_a_value,
    written_reads_back,
)
from .figures import figures_are_traceable, figures_rest_on_their_records
from .futures import causes_are_single, forecast_is_assess, nothing_changes_by_itself
from .knowledge import (
    assessment_is_total,
    because_reproduces,
    clocks_agree,
    compiled_is_plain,
    disagreement_is_conflict,
    findings_are_plain,
    knowledge_moves_only_cant_tell,
    only_open_verdicts_move,
)
from .occurrences import rolled_day_is_workday, rolled_series_loses_nothing
from .outcomes import outcomes_form_two_chains
from .plans import (
    ledger_adds_up,
    placed_periods_pass,
    plan_breaks_no_rule,
    tallies_are_true,
    unannounced_days_are_marked,
)
from .privacy import no_secret_leaks
from .profiles import profile_is_its_guideline, resolving_is_idempotent
from .registers import changes_lead_there_and_back, merging_has_no_order
from .repairs import repairs_are_least, waiting_cannot_be_cut_short, witnesses_behave
from .replanning import (
    rebasing_is_idle,
    remedies_help,
    replanning_touches_only_what_broke,
    shortfalls_bound_plans,
)
from .resources import another_holiday_adds_no_slot, another_host_raises_no_shortfall
from .running import Brought, check_laws, law_cases
from .scores import intervals_hold_completions, waivers_change_no_verdict
from .single import LawCase
from .solvers import solver_breaks_no_rule, solver_has_no_chance, solver_loses_nothing
from .substitutions import substitution_is_refused
from .violations import (
    satisfying_passes_all,
    undecided_leaves_only_that_open,
    violating_fails_only_that,
)

__all__ = [
    "LAWS",
    "Brought",
    "LawBroken",
    "LawCase",
    "allocation_conserves",
    "allocation_is_fair",
    "another_holiday_adds_no_slot",
    "another_host_raises_no_shortfall",
    "assessment_is_total",
    "because_reproduces",
    "causes_are_single",
    "changes_lead_there_and_back",
    "check_laws",
    "clocks_agree",
    "compiled_is_plain",
    "converter_loses_nothing",
    "disagreement_is_conflict",
    "document_round_trip",
    "equal_inputs_equal_bytes",
    "figures_are_traceable",
    "figures_rest_on_their_records",
    "findings_are_plain",
    "forecast_is_assess",
    "intervals_hold_completions",
    "knowledge_moves_only_cant_tell",
    "law_cases",
    "ledger_adds_up",
    "merging_has_no_order",
    "no_secret_leaks",
    "nothing_changes_by_itself",
    "only_open_verdicts_move",
    "order_agrees",
    "outcomes_form_two_chains",
    "placed_periods_pass",
    "plan_breaks_no_rule",
    "profile_is_its_guideline",
    "reading_asks_no_clock",
    "reading_has_no_order",
    "reading_keeps_secrets",
    "reading_never_fails",
    "reads_are_honest",
    "rebasing_is_idle",
    "remedies_help",
    "repairs_are_least",
    "replanning_touches_only_what_broke",
    "resolving_is_idempotent",
    "rolled_day_is_workday",
    "rolled_series_loses_nothing",
    "satisfying_passes_all",
    "shortfalls_bound_plans",
    "solver_breaks_no_rule",
    "solver_has_no_chance",
    "solver_loses_nothing",
    "substitution_is_refused",
    "tallies_are_true",
    "text_round_trip",
    "unannounced_days_are_marked",
    "unannounced_is_never_certain",
    "undecided_leaves_only_that_open",
    "unknown_is_never_a_value",
    "violating_fails_only_that",
    "waiting_cannot_be_cut_short",
    "waivers_change_no_verdict",
    "witnesses_behave",
    "written_reads_back",
]

LAWS: Mapping[int, tuple[Callable[..., Any], ...]] = {
    1: (outcomes_form_two_chains,),
    2: (
        knowledge_moves_only_cant_tell,
        only_open_verdicts_move,
        disagreement_is_conflict,
        assessment_is_total,
        clocks_agree,
        reading_never_fails,
        unknown_is_never_a_value,
    ),
    3: (because_reproduces, compiled_is_plain, findings_are_plain),
    4: (repairs_are_least, waiting_cannot_be_cut_short, witnesses_behave, written_reads_back),
    5: (intervals_hold_completions,),
    6: (resolving_is_idempotent, profile_is_its_guideline),
    7: (waivers_change_no_verdict,),
    8: (nothing_changes_by_itself, causes_are_single),
    9: (forecast_is_assess,),
    10: (text_round_trip, document_round_trip, order_agrees, converter_loses_nothing),
    11: (
        equal_inputs_equal_bytes,
        reading_has_no_order,
        reading_asks_no_clock,
        solver_has_no_chance,
    ),
    12: (plan_breaks_no_rule, solver_breaks_no_rule),
    13: (
        ledger_adds_up,
        tallies_are_true,
        shortfalls_bound_plans,
        remedies_help,
        another_host_raises_no_shortfall,
        another_holiday_adds_no_slot,
        solver_loses_nothing,
    ),
    14: (placed_periods_pass,),
    15: (replanning_touches_only_what_broke, rebasing_is_idle),
    16: (no_secret_leaks, reading_keeps_secrets),
    17: (allocation_conserves, allocation_is_fair),
    18: (merging_has_no_order, changes_lead_there_and_back),
    19: (unannounced_is_never_certain, unannounced_days_are_marked),
    20: (rolled_day_is_workday, rolled_series_loses_nothing),
    21: (substitution_is_refused,),
    22: (
        violating_fails_only_that,
        satisfying_passes_all,
        undecided_leaves_only_that_open,
        reads_are_honest,
    ),
    23: (figures_are_traceable, figures_rest_on_their_records),
}
"""The laws that hold so far, by their number in the documentation."""
