"""Canonical order: collections without an order of their own are kept sorted.

Each function is a converter: it sorts what can be sorted and leaves the rest as it is, for the
strict check of the field to refuse.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from ridehire_partybuild.values.id_fields import fund_id, title_id

__all__ = [
    "by_all",
    "by_first_day",
    "by_granted_on",
    "by_href",
    "by_id",
    "by_item",
    "by_itself",
    "by_kind",
    "by_spent_on",
    "by_value",
    "days",
    "fund_ids",
    "in_order",
    "ordered",
    "title_ids",
    "words",
]


def ordered(value: Any, key: Callable[[Any], Any]) -> Any:
    """Order several things by a key; what cannot be ordered is left for the check of the field."""
    if not isinstance(value, Iterable) or isinstance(value, str | bytes):
        return value
    items = tuple(value)
    if len(items) < 2:  # mostly: and some keys are the text of all that the item says
        return items
    try:
        return tuple(sorted(items, key=key))
    except Exception:  # noqa: BLE001 - a foreign object may fail to say what it is
        return items


def by_id(records: Any) -> Any:
    """Order records by their ids."""
    return ordered(records, lambda record: record.id)


def by_href(papers: Any) -> Any:
    """Order papers by name, then by content."""
    return ordered(papers, lambda one: (one.href, one.sha256 or ""))


def by_kind(items: Any) -> Any:
    """Order facilities by their kinds, then counts and dates."""
    return ordered(items, lambda one: (one.kind, one.expires_on or date.max, one.count or 0))


def by_itself(values: Any) -> Any:
    """Order ids or words by themselves."""
    return ordered(values, lambda one: one)


def by_item(services: Any) -> Any:
    """Order services by domain and name."""
    return ordered(services, lambda one: (one.domain, one.item, repr(one)))


def by_value(contacts: Any) -> Any:
    """Order contacts by kind and value, then by the rest; ``repr`` does not show the value."""
    return ordered(contacts, lambda one: (one.kind, one.value, repr(one)))


def by_all(items: Any) -> Any:
    """Order what hides nothing by all of its fields, in their order."""
    return ordered(items, repr)


def by_first_day(items: Any) -> Any:
    """Order stretches of days by their first, then by the rest."""
    return ordered(items, lambda one: (one.first, repr(one)))


def by_granted_on(awards: Any) -> Any:
    """Order awards by their days, those of unknown day last, then by the rest."""
    return ordered(awards, lambda one: (one.granted_on or date.max, repr(one)))


def by_spent_on(spending: Any) -> Any:
    """Order spending by its days, that of unknown day last, then by amount and the rest."""
    return ordered(spending, lambda one: (one.spent_on or date.max, one.amount_fen, repr(one)))


def words(value: Any) -> Any:
    """Order words, each once."""
    if not isinstance(value, Iterable) or isinstance(value, str | bytes):
        return value
    items = tuple(value)
    return tuple(sorted(set(items))) if all(isinstance(item, str) for item in items) else items


def days(value: Any) -> Any:
    """Order days, each once."""
    if not isinstance(value, Iterable) or isinstance(value, str | bytes):
        return value
    items = tuple(value)
    return tuple(sorted(set(items))) if all(type(item) is date for item in items) else items


def in_order(items: Any) -> Any:
    """Keep the order given: a programme has one of its own."""
    return tuple(items) if isinstance(items, list) else items


def _ids(convert: Callable[[Any], Any], value: Any) -> Any:
    if not isinstance(value, Iterable) or isinstance(value, str | bytes):
        return value
    return words(convert(item) if isinstance(item, str) else item for item in value)


def title_ids(value: Any) -> Any:
    """Order ids of titles, each once."""
    return _ids(title_id, value)


def fund_ids(value: Any) -> Any:
    """Order ids of funds, each once."""
    return _ids(fund_id, value)
