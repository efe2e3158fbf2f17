"""Regular expressions as DuckDB reads them (RE2), written for Spark, which reads Java's."""

from __future__ import annotations

import re

_CLASSES = {"space": r"\s", "punct": r"\p{Punct}", "alpha": "a-zA-Z", "digit": "0-9", "alnum": "a-zA-Z0-9"}
# One step through a pattern: an escape with what belongs to it, a class's name, or any character.
_STEP = re.compile(r"\\[pPx]\{[^}]*\}|\\.|\[:(?P<named>\w+):\]|.", re.DOTALL)


def to_java(pattern: str) -> str:
    r"""One pattern, word for word the same matches.

    Java's `$` also matches before a last line break, its `.` stops at more than line breaks, `[` and `&&` mean
    something within a class, and `[:punct:]` means nothing there. Raises ValueError on a class it does not know.
    """
    written: list[str] = []
    in_class = False
    for step in _STEP.finditer(pattern):
        part = step.group()
        if step.group("named"):
            if step.group("named") not in _CLASSES or not in_class:
                raise ValueError(f"{pattern!r}: {part} has no counterpart on Spark")
            part = _CLASSES[step.group("named")]
        elif in_class:
            if part == "]" and written[-1] not in ("[", "[^"):
                in_class = False
            elif part == "^" and written[-1] == "[":
                written[-1], part = "[^", ""
            elif part in "[&":
                part = "\\" + part
        elif part == "[":
            in_class = True
        elif part == "$":
            part = r"\z"
        elif part == ".":
            part = r"[^\n]"
        if part:
            written.append(part)
    return "".join(written)


def to_java_replacement(replacement: str) -> str:
    r"""What stands in for a match: `\1` is `$1` in Java, and `$` needs a backslash."""
    return re.sub(r"\\(\d)", r"$\1", replacement.replace("$", r"\$"))


def first_only(pattern: str, replacement: str) -> tuple[str, str]:
    """Pattern and replacement, both Java's, that change the first match alone."""
    moved = re.sub(r"(?<!\\)\$(\d)", lambda group: "$" + str(int(group.group(1)) + 1), replacement)
    return rf"(?s)\A(.*?)(?:{pattern})", "$1" + moved
