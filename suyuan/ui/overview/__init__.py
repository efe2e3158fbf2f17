"""The page of suspects: the queue and its figures."""
