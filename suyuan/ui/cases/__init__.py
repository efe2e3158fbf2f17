"""The page of cases: what is due, reviews, watches, test buys, cases."""
