"""Holds findings against the truth of an invented marketplace: shops, rings, suppliers, sites, principals."""

from suyuan.evaluate.evaluation import Evaluation, hold
from suyuan.evaluate.people import PrincipalMeasures
from suyuan.evaluate.report import report
from suyuan.evaluate.rings import RingMeasures, SupplierMeasures
from suyuan.evaluate.share import Share, f1
from suyuan.evaluate.shops import ShopMeasures, average_precision, baselines, by_kind, judge, measure, worst
from suyuan.evaluate.sites import SiteMeasures

__all__ = [
    "Evaluation",
    "PrincipalMeasures",
    "RingMeasures",
    "Share",
    "ShopMeasures",
    "SiteMeasures",
    "SupplierMeasures",
    "average_precision",
    "baselines",
    "by_kind",
    "f1",
    "hold",
    "judge",
    "measure",
    "report",
    "worst",
]
