"""Makes the data, lets funneltop, ClickHouse and DuckDB answer in turn, compares, prints Markdown."""

import argparse
import os
import platform
import shutil
import subprocess
from importlib.metadata import version
from pathlib import Path

from commands import BUILD, PEERS, PROGRAM, file_commands, start_commands
from contestants import run_once
from data import make_data
from kept import measure_kept
from loaded import measure_loaded
from tables import Table
from turns import fail, in_turn, progress

FORMS = {"csv": "CSV", "jsonl": "JSON lines", "csv.gz": "gzip CSV"}


def options():
    parser = argparse.ArgumentParser(prog="Tests/Benchmarks/run", description=__doc__)
    parser.add_argument("--events", type=int, action="append", metavar="MILLIONS",
                        help="a size to measure, repeatable (default: 1 and 10)")
    parser.add_argument("--large", action="store_true",
                        help="also 100 million events: 12 GB of data, an hour or more")
    parser.add_argument("--runs", type=int, default=5, help="runs that count, after one warm-up")
    parser.add_argument("--form", choices=FORMS, action="append", metavar="FORM",
                        help="a form of the files, repeatable: csv, jsonl or csv.gz (default: all;"
                        " only csv at 100 million)")
    parser.add_argument("--alone", action="store_true", help="without the databases")
    chosen = parser.parse_args()
    chosen.events = chosen.events or [1, 10]
    if chosen.large and 100 not in chosen.events:
        chosen.events.append(100)
    return chosen


def measure_size(millions, chosen, peers):
    forms = chosen.form or (["csv"] if millions >= 100 else list(FORMS))
    progress(f"{millions} million events: the files")
    # The events are loaded from CSV, and gzip packs it.
    data = make_data(PROGRAM, BUILD / "data", millions, ["csv", *forms])
    table = Table(f"{data.events:,} events, {data.megabytes('csv'):,} MB CSV", data.events,
                  ["funneltop", *peers])
    table.add("an empty process", in_turn(chosen.runs, start_commands(peers), run_once)[0],
              per_event=False)
    whole = None
    for form in forms:
        progress(f"{millions} million events: {FORMS[form]}")
        commands = file_commands(form, data.path(form), peers)
        measures, answer = in_turn(chosen.runs, commands, run_once)
        if whole not in (None, answer):
            fail(f"{FORMS[form]} gives {answer}, the form before {whole}")
        whole = answer
        table.add(f"{FORMS[form]} to answer, new process", measures, memory=True)
    scratch = BUILD / "scratch"
    shutil.rmtree(scratch, ignore_errors=True)
    for name in ("", *peers):
        (scratch / name).mkdir(parents=True)
    measure_loaded(table, data, chosen, peers, whole, scratch)
    measure_kept(table, data, chosen, peers, whole, scratch)
    shutil.rmtree(scratch, ignore_errors=True)
    table.note(f"Counted alike by all: {whole['']}.")
    print(table.markdown(), flush=True)


def machine():
    model = next((line.split(":")[1].strip() for line in Path("/proc/cpuinfo").open()
                  if line.startswith("model name")), platform.machine())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 30
    return f"{os.cpu_count()} × {model}, {memory} GB"


def main():
    chosen = options()
    peers = {} if chosen.alone else PEERS
    own = subprocess.run([PROGRAM, "--version"], capture_output=True, text=True, check=True)
    versions = "".join(f", {name} {version(name.lower())}" for name in peers)
    print(f"{own.stdout.strip()}{versions}; {machine()}.")
    print(f"Median (least–most) of {chosen.runs} runs in turn; × is the ratio to funneltop.\n")
    for millions in chosen.events:
        measure_size(millions, chosen, peers)


main()
