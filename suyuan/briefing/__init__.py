"""A briefing's views: what a stored link asks for, what it is called, and the hand-out that is printed of it."""

from suyuan.briefing.view import PAGES, View, parsed

__all__ = ["PAGES", "View", "parsed"]
