"""Weeks picked on a chart, for the pages: `suyuan/weeks.py`."""

from suyuan.weeks import monday, read, told, window

__all__ = ["monday", "read", "told", "window"]
