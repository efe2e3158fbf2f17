"""The words of every screen, by GNU gettext: English in the code, 简体中文 in `locales/`.

The language belongs to one viewer: it is set anew in the thread of each of his script runs. The catalogues are
read straight from the `.po` files, so there is nothing to compile and nothing that can be stale.
"""

from __future__ import annotations

import gettext as gnu
from collections.abc import Callable
from contextvars import ContextVar
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALES = Path(__file__).resolve().parent.parent / "locales"
LANGUAGES = {"en": "English", "zh": "简体中文"}
_FOLDERS = {"zh": "zh_CN"}
_language: ContextVar[str | None] = ContextVar("language", default=None)
_ask_viewer: list[Callable[[], str | None]] = []


def set_language(code: str) -> None:
    """Speak `code` ('en' or 'zh') from here on in this thread; anything else means English."""
    _language.set(code if code in LANGUAGES else "en")


def language() -> str:
    """The language of this thread: 'en' or 'zh'. Where none was set, the viewer's own, if he can be asked."""
    chosen = _language.get()
    for ask in _ask_viewer if chosen is None else ():
        chosen = ask()
    return chosen if chosen in LANGUAGES else "en"


def ask_viewer_by(ask: Callable[[], str | None]) -> None:
    """How to learn the viewer's language in a thread that runs a part of a page: a fragment, a callback."""
    _ask_viewer[:] = [ask]


def _(message: str) -> str:
    """The message in the viewer's language; the empty message stays empty."""
    return _catalogue(language()).gettext(message) if message else ""


def ngettext(one: str, many: str, number: int) -> str:
    """The message in the form that `number` asks for."""
    return _catalogue(language()).ngettext(one, many, number)


def N_(message: str) -> str:
    """Mark a message for translation where it is written down; it is translated where it is shown."""
    return message


@cache
def _catalogue(code: str) -> gnu.NullTranslations:
    folder = LOCALES / _FOLDERS.get(code, code) / "LC_MESSAGES"
    together: gnu.NullTranslations = gnu.NullTranslations()
    # One file a room, so that each can be translated by itself; suyuan.po, the shared words, is asked first.
    for path in sorted(folder.glob("*.po"), key=lambda path: (path.stem != "suyuan", path.stem)):
        compiled = BytesIO()
        with path.open("rb") as file:
            write_mo(compiled, read_po(file, locale=_FOLDERS.get(code, code)))
        compiled.seek(0)
        found = gnu.GNUTranslations(compiled)
        if isinstance(together, gnu.GNUTranslations):
            together.add_fallback(found)
        else:
            together = found
    return together
