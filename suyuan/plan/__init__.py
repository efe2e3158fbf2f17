"""The operation plan of a ring or a case: places checked on the ground, people, hours, officers, sheets."""

from suyuan.plan.build import Entered, Material, build
from suyuan.plan.model import Person, Plan, Site

__all__ = ["Entered", "Material", "Person", "Plan", "Site", "build"]
