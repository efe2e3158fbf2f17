"""Extracts on disk → validated tables; what is kept out is kept whole."""

from suyuan.intake.delivery import DeliveredFile, Delivery
from suyuan.intake.errors import InputError
from suyuan.intake.opening import open_delivery, opener
from suyuan.intake.prober import Prober
from suyuan.intake.raw import clear as clear_raw
from suyuan.intake.rejected import collect_rejected, reckon

__all__ = [
    "DeliveredFile",
    "Delivery",
    "InputError",
    "Prober",
    "clear_raw",
    "collect_rejected",
    "open_delivery",
    "opener",
    "reckon",
]
