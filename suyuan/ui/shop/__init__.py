"""The page of one shop."""
