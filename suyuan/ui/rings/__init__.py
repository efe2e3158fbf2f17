"""The page of rings."""
