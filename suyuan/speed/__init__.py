"""How fast: a scan step by step against the bare scan of its columns, other libraries beside it, pages by users."""
