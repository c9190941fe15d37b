from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from emr.models import Encounter

PRICES = {
    "99213": Decimal("90.00"),
    "99214": Decimal("130.00"),
}

# What an invoice line can be about. These are plain words, not models.
LINE_KINDS = {"encounter": "Visit", "Encounter": "Visit (old import)", "drug": "Drug"}


def estimate(encounter: Encounter) -> Decimal:
    """Sum of the known prices of a visit's billing codes."""
    if not encounter.billable:
        return Decimal("0.00")
    return sum((PRICES.get(code, Decimal("0.00")) for code in encounter.billing_codes), Decimal("0.00"))


def line_kind(name: str) -> str:
    return LINE_KINDS.get(name, LINE_KINDS["encounter"])
