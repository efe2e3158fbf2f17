"""The whole chain measured on marketplaces invented for it, pooled over seeds, beside simple rules."""

from suyuan.benchmark.pooling import pooled
from suyuan.benchmark.run import DEFAULT_ORDERS, FIRST_SEED, run

__all__ = ["DEFAULT_ORDERS", "FIRST_SEED", "pooled", "run"]
