"""The exclusion test: strike any evidence of a ring, and see what falls and what still stands.

Whatever is left after a strike is put through the scan's own queries, over the ring's rows alone: the catalogue's SQL
and `suyuan.linkage`, in a small database in memory. So there is no second copy of a formula that could differ from the
scan's, and every cut stands where it always stands. What cannot be told from one ring's rows is taken as the scan found
it: how often innocents share a trace, what each level of a signal weighs, how many strangers left each trace, what is
known of the shops and accounts outside the ring. One strike on a ring of ten accounts takes a quarter of a second.

The smallest breaking sets need hundreds of strikes: they are laid side by side in one database, each world's ids led by
its number, so that one run of the queries answers all of them (`worlds`).
"""

from suyuan.exclusion.breaking import Breaking, smallest_breaking_sets
from suyuan.exclusion.case import Case
from suyuan.exclusion.struck import Struck
from suyuan.exclusion.worlds import Conclusion, Standing, stand

__all__ = ["Breaking", "Case", "Conclusion", "Standing", "Struck", "smallest_breaking_sets", "stand"]
