"""Starts the dashboard on a terminal of its own and waits until it shows what is asked for."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time

from contestants import Measure

ROWS, COLUMNS = 40, 120
SECONDS = 600


class Dashboard:
    """A dashboard and the counts of the steps that it is to show."""

    def __init__(self, command, counts):
        self.command = list(map(str, command))
        self.counts = counts
        # Not as a part of a longer number.
        self.patterns = [
            re.compile(rb"(?<![\d,])" + f"{count:,}".encode() + rb"(?![\d,])")
            for count in counts[""]
        ]

    def run(self):
        """Runs it until all counts are there; returns these, and what passed since its start."""
        begin = time.perf_counter()
        child, terminal = pty.fork()
        if child == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
            os.environ["TERM"] = "xterm-256color"
            # These would be taken for the size of the terminal.
            os.environ.pop("LINES", None)
            os.environ.pop("COLUMNS", None)
            try:
                os.execv(self.command[0], self.command)
            finally:
                os._exit(127)
        shown, is_shown = b"", False
        while not is_shown and (more := self.read(terminal, begin + SECONDS)):
            shown += more
            is_shown = all(pattern.search(shown) for pattern in self.patterns)
        wall = time.perf_counter() - begin
        # What the dashboard works out after the counts is no part of this.
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(terminal)
        if not is_shown:
            sys.exit(f"benchmark: {' '.join(self.command)} does not show {self.counts}")
        return self.counts, Measure(wall, 0)

    def read(self, terminal, end):
        """Returns what was written since; nothing when the program or the time has ended."""
        ready, _, _ = select.select([terminal], [], [], max(0, end - time.perf_counter()))
        try:
            return os.read(terminal, 65536) if ready else b""
        except OSError:
            return b""
