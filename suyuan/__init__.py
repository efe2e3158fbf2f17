"""Suyuan (溯源): traces counterfeit goods from a suspicious price to shop, ring, den and source."""

__version__ = "0.1.0"
