"""Runs the contestants and takes their time and memory, the same way for all."""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass


@dataclass
class Measure:
    """Seconds of wall and processor time; bytes of peak memory where a process was run."""

    wall: float
    cpu: float
    memory: int = 0


def answer_of(output):
    """The counts in what a process printed; funneltop prints its usual report."""
    if not output.startswith("{"):
        return None
    answer = json.loads(output)
    if "funnel" in answer:
        return {"": [step["count"] for step in answer["funnel"]["steps"]]}
    return answer


def run_once(command):
    """Runs a process to its end; returns its answer and what it took, its own start included."""
    begin = time.perf_counter()
    process = subprocess.Popen(list(map(str, command)), stdout=subprocess.PIPE, text=True)
    with process.stdout:
        output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"benchmark: {' '.join(map(str, command))} failed")
    # Linux gives the peak memory in units of 1024 bytes.
    return answer_of(output), Measure(
        wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


class LoadedContestant:
    """A process that has loaded the events and answers questions on its standard input."""

    def __init__(self, command):
        self.command = list(map(str, command))
        self.process = subprocess.Popen(
            self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        # The clock of another process's time, as clock_getcpuclockid(3) makes it on Linux.
        self.clock = (~self.process.pid << 3) | 2
        self.events = self.line()["events"]

    def line(self):
        line = self.process.stdout.readline()
        if not line:
            sys.exit(f"benchmark: {' '.join(self.command)} ended")
        return json.loads(line)

    def ask(self, question):
        cpu, wall = time.clock_gettime(self.clock), time.perf_counter()
        self.process.stdin.write(question + "\n")
        self.process.stdin.flush()
        answer = self.line()
        return answer, Measure(
            time.perf_counter() - wall, time.clock_gettime(self.clock) - cpu)

    def memory(self):
        """The bytes in memory now and at the peak."""
        fields = {}
        for line in open(f"/proc/{self.process.pid}/status"):
            key, _, value = line.partition(":")
            fields[key] = value.split()
        return int(fields["VmRSS"][0]) * 1024, int(fields["VmHWM"][0]) * 1024

    def end(self):
        self.process.stdin.close()
        self.process.wait()
