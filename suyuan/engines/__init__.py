"""Engines run the catalogue: the same promise, kept on DuckDB here."""
