"""Fair shares: how many sessions each station does without where there are too few hosts."""

from collections.abc import Mapping
from typing import TypeVar

__all__ = ["beyond_fair_share", "fair_shares"]

Name = TypeVar("Name")


def fair_shares(total: int, demand: Mapping[Name, int]) -> dict[Name, int]:
    """Return the shares of a total by demand: whole numbers, the largest remainders first.

    Of equal remainders the first in the order of ``demand`` comes first.

    >>> fair_shares(4, {"S-1": 6, "S-2": 3, "S-3": 3})
    {'S-1': 2, 'S-2': 1, 'S-3': 1}
    """
    whole = sum(demand.values())
    if not whole:
        return dict.fromkeys(demand, 0)
    shares = {name: total * wanted // whole for name, wanted in demand.items()}
    left = total - sum(shares.values())
    order = sorted(demand, key=lambda name: -(total * demand[name] % whole))
    for name in order[:left]:
        shares[name] += 1
    return shares


def beyond_fair_share(missing: Mapping[Name, int], demand: Mapping[Name, int]) -> dict[Name, int]:
    """Return by how many each does without beyond its fair share of all that is missing.

    >>> beyond_fair_share({"S-1": 3}, {"S-1": 6, "S-2": 6})
    {'S-1': 1}
    """
    shares = fair_shares(sum(missing.values()), demand)
    return {name: count - shares[name] for name, count in missing.items() if count > shares[name]}
