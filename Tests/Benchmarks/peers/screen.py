"""Starts the dashboard on a terminal of its own and waits until it shows what is asked for."""

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time

from contestants import Measure

ROWS, COLUMNS = 40, 120
TIME_LIMIT = 600


class Dashboard:
    """A dashboard and the counts of the steps that it is to show."""

    def __init__(self, command, counts):
        self.command = list(map(str, command))
        self.counts = counts
        self.texts = [f"{count:,}".encode() for count in counts[""]]

    def run(self):
        """Runs it until all counts are there; returns these, and what passed since its start."""
        begin = time.perf_counter()
        child, terminal = pty.fork()
        if child == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
            os.environ["TERM"] = "xterm-256color"
            os.execv(self.command[0], self.command)
        shown = b""
        while not all(text in shown for text in self.texts):
            ready, _, _ = select.select([terminal], [], [], TIME_LIMIT)
            try:
                bytes_read = os.read(terminal, 65536) if ready else b""
            except OSError:
                bytes_read = b""
            if not bytes_read:
                sys.exit(f"benchmark: {' '.join(self.command)} does not show {self.counts}")
            shown += bytes_read
        wall = time.perf_counter() - begin
        # What the dashboard works out after the counts is no part of this.
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(terminal)
        return self.counts, Measure(wall, 0)
