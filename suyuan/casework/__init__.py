"""Casework: reviews, watches, test buys, sites, cases; who did what, and a log that shows when it was touched."""
