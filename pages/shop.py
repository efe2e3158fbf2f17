"""Why this one, and what speaks for it?"""
