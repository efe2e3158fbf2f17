"""A volume of a few megabytes that a server's files stand on: full is full, as the operating system says it.

A memory file system of a limited size, mounted where the test's own processes alone see it and gone with them: by root
in a mount namespace; else in a user namespace, which asks for no rights where the system allows it; else below a memory
file system that is as small already, as a container's /dev/shm is.
"""

from __future__ import annotations

import ctypes
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

# Root cannot run PostgreSQL: it runs it as this user, which every Debian has.
UNPRIVILEGED = "nobody"
SHARED_MEMORY, LARGEST = Path("/dev/shm"), 256 << 20
_NEW_USER, _NEW_MOUNTS, _PRIVATE, _DUMPABLE = 0x10000000, 0x00020000, 0x44000, 4
_FILLER = "filler"
_libc = ctypes.CDLL(None, use_errno=True)


def user() -> dict[str, Any]:
    """How Popen is to start a server: as another user where this is root."""
    if os.getuid() != 0:
        return {}
    found = pwd.getpwnam(UNPRIVILEGED)
    return {"user": found.pw_uid, "group": found.pw_gid, "extra_groups": []}


@dataclass
class Volume:
    """`folder`: its place as a server sees it that is started with `joining`; `seen`: as the tests see it."""

    folder: Path
    seen: Path
    joining: dict[str, Any]
    holder: subprocess.Popen[bytes] | None = None

    def fill(self, leaving: int = 0) -> int:
        """Take what is left of it, to the last byte or but for `leaving` bytes; returns how many are left."""
        # By a process of its own: another user's file could not be made in his namespace.
        whole = ["dd", "if=/dev/zero", f"of={self.folder / _FILLER}", "bs=64k"]
        done = subprocess.run(whole, capture_output=True, check=False, **self.joining)
        assert done.returncode != 0, "a full volume refuses"
        os.truncate(self.seen / _FILLER, max((self.seen / _FILLER).stat().st_size - leaving, 0))
        return shutil.disk_usage(self.seen).free

    def make_room(self) -> None:
        (self.seen / _FILLER).unlink(missing_ok=True)

    @property
    def is_writable(self) -> bool:
        """Whether the tests' own process can lay files down there, too."""
        try:
            with tempfile.NamedTemporaryFile(dir=self.seen):
                return True
        except OSError:
            return False

    def close(self) -> None:
        if self.holder is None:
            shutil.rmtree(self.folder, ignore_errors=True)
            return
        self.holder.kill()
        self.holder.wait()


def make(place: Path, megabytes: int) -> Volume | None:
    """An empty volume at the folder `place`; None where the system allows no way to one."""
    ways = (partial(_held, _by_root), partial(_held, _in_user_namespace), _in_shared_memory)
    return next((made for way in ways if (made := way(place, megabytes)) is not None), None)


def _held(way: Callable[[Path, int], dict[str, Any]], place: Path, megabytes: int) -> Volume | None:
    """The namespace lives as long as the process that made it, which does nothing."""
    holder = None
    try:
        holder = subprocess.Popen(["cat"], stdin=subprocess.PIPE, **way(place, megabytes))
        seen = Path(f"/proc/{holder.pid}/root{place}")
        volume = Volume(place, seen, _joining(holder.pid, is_user=way is _in_user_namespace), holder)
        if shutil.disk_usage(seen).total == megabytes << 20:
            return volume
    except (OSError, subprocess.SubprocessError):
        pass
    if holder is not None:
        holder.kill()
        holder.wait()
    return None


def _in_user_namespace(place: Path, megabytes: int) -> dict[str, Any]:
    def enter() -> None:
        uid, gid = os.getuid(), os.getgid()
        # Who changed his user may not write his own maps otherwise.
        _libc.prctl(_DUMPABLE, 1, 0, 0, 0)
        _done(_libc.unshare(_NEW_USER | _NEW_MOUNTS))
        for name, text in (
            ("setgroups", "deny"),
            ("uid_map", f"{uid} {uid} 1"),
            ("gid_map", f"{gid} {gid} 1"),
        ):
            Path("/proc/self", name).write_text(text)
        _mount(place, f"size={megabytes}m,mode=0700")

    return {**user(), "preexec_fn": enter}


def _by_root(place: Path, megabytes: int) -> dict[str, Any]:
    who = user()

    def enter() -> None:
        _done(_libc.unshare(_NEW_MOUNTS))
        _done(_libc.mount(b"none", b"/", None, _PRIVATE, None))
        _mount(place, f"size={megabytes}m,mode=0700,uid={who['user']},gid={who['group']}")

    if not who:
        raise PermissionError
    return {"preexec_fn": enter}


def _in_shared_memory(_place: Path, _megabytes: int) -> Volume | None:
    with suppress(OSError):
        if shutil.disk_usage(SHARED_MEMORY).total <= LARGEST:
            folder = Path(tempfile.mkdtemp(prefix="suyuan-", dir=SHARED_MEMORY))
            if who := user():
                os.chown(folder, who["user"], who["group"])
            return Volume(folder, folder, user())
    return None


def _joining(holder: int, *, is_user: bool) -> dict[str, Any]:
    who = user()

    def enter() -> None:
        _libc.prctl(_DUMPABLE, 1, 0, 0, 0)
        for name in ("user", "mnt") if is_user else ("mnt",):
            with Path(f"/proc/{holder}/ns/{name}").open("rb") as file:
                _done(_libc.setns(file.fileno(), 0))
        if not is_user:
            os.setgroups([])
            os.setgid(who["group"])
            os.setuid(who["user"])

    return {**(who if is_user else {}), "preexec_fn": enter}


def _mount(place: Path, options: str) -> None:
    _done(_libc.mount(b"tmpfs", os.fsencode(place), b"tmpfs", 0, options.encode()))


def _done(code: int) -> None:
    if code != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
