"""Sharing what is given: books and funds among stations, rounds to bring them, and the accounts."""

from ridehire_partybuild.values.arrival import arrived

from .policy import EQUAL_SHARES, AllocationPolicy
from .reconciling import TitleAccount, accounts, idle_titles, receipts_outstanding
from .rounds import CARRIERS, Carriers, DeliveryRounds, Stop, delivery_rounds
from .sharing import Allocation, Kept, Share, allocate, deliveries_of
from .telling import explain_allocation
from .vocabulary import KeptReason, LeftOut, ShareBasis
from .weighing import Recipient

__all__ = [
    "CARRIERS",
    "EQUAL_SHARES",
    "Allocation",
    "AllocationPolicy",
    "Carriers",
    "DeliveryRounds",
    "Kept",
    "KeptReason",
    "LeftOut",
    "Recipient",
    "Share",
    "ShareBasis",
    "Stop",
    "TitleAccount",
    "accounts",
    "allocate",
    "deliveries_of",
    "delivery_rounds",
    "explain_allocation",
    "idle_titles",
    "receipts_outstanding",
]

arrived(__name__)
