"""The page of the operation plan."""
