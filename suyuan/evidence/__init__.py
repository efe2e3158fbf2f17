"""Evidence packages: one file that holds the rows, the queries, the papers and a signature, and its replay.

`making.make` makes one from the findings in force and the extracts they were scanned from; `verifying.verify` checks it
and rebuilds it from the same extracts on another machine. docs/evidence.md says what stands in it and why.
"""

from suyuan.evidence.errors import EvidenceError
from suyuan.evidence.request import Cleared, Details, Request, RuledOut

__all__ = ["Cleared", "Details", "EvidenceError", "Request", "RuledOut"]
