"""The page of parcels and places."""
