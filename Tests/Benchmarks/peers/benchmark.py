"""Makes the data, lets funneltop, ClickHouse and DuckDB answer in turn, compares, prints Markdown."""

import argparse
import os
import platform
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from contestants import LoadedContestant, run_once
from data import make_data
from questions import COUNTS, DASHBOARD, LOADED, STEPS, WHOLE, WINDOW_DAYS
from tables import Table

HERE = Path(__file__).resolve().parent
BENCHMARKS = HERE.parent
PROGRAM = BENCHMARKS.parent.parent / ".build/release/funneltop"
LOADED_FUNNEL = BENCHMARKS / ".build/release/LoadedFunnel"
BUILD = BENCHMARKS / ".build"
PEERS = {"chdb": HERE / "chdb_peer.py", "DuckDB": HERE / "duckdb_peer.py"}
# From so many millions of events on, those who have loaded them are asked one after the other.
ONE_BY_ONE = 100
FORMS = {"csv": "CSV", "jsonl": "JSON lines", "csv.gz": "gzip CSV"}


def fail(message):
    sys.exit(f"benchmark: {message}")


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


def file_commands(form, path, peers):
    """How each contestant is started to answer the funnel from a file in a process of its own."""
    report = [PROGRAM, "report", path, "--no-config", "--format", "json", "--window",
              f"{WINDOW_DAYS}d", "--steps", " > ".join(STEPS)]
    kind = form.removesuffix(".gz")
    return {"funneltop": report} | {
        name: [sys.executable, script, "file", kind, path] for name, script in peers.items()
    }


def start_commands(peers):
    return {"funneltop": [PROGRAM, "--version"]} | {
        name: [sys.executable, script, "start"] for name, script in peers.items()
    }


def in_turn(runs, contestants, ask):
    """Asks A B C A B C ... after one warm-up each, checks that all agree, returns the measures."""
    measures = {name: [] for name in contestants}
    for run in range(runs + 1):
        answers = {}
        for name, contestant in contestants.items():
            answers[name], measure = ask(contestant)
            if run:
                measures[name].append(measure)
        first = next(iter(answers.values()))
        if any(answer != first for answer in answers.values()):
            lines = "\n".join(f"  {name}: {answer}" for name, answer in answers.items())
            fail(f"the counts differ\n{lines}")
    return measures, first


def progress(message):
    print(f"benchmark: {message} ...", file=sys.stderr, flush=True)


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
    measure_loaded(table, data, chosen, peers, whole)
    table.note(f"Counted alike by all: {whole['']}.")
    print(table.markdown(), flush=True)


def measure_loaded(table, data, chosen, peers, whole):
    scratch = BUILD / "scratch"
    shutil.rmtree(scratch, ignore_errors=True)
    commands = {"funneltop": [LOADED_FUNNEL, data.path("csv")]}
    for name, script in peers.items():
        (scratch / name).mkdir(parents=True)
        commands[name] = [sys.executable, script, "loaded", data.path("csv"), scratch / name]
    # So many events find room in memory once only: then one contestant follows the other.
    together = [commands]
    if data.millions >= ONE_BY_ONE:
        together = [{name: command} for name, command in commands.items()]
    memory, measures, answers = {}, {}, {}
    for group in together:
        measure_group(group, data, chosen, (memory, measures, answers))
    for question, given in answers.items():
        if any(answer != given["funneltop"] for answer in given.values()):
            fail(f"loaded, the counts differ: {given}")
        if question in (WHOLE, COUNTS) and given["funneltop"] != whole:
            fail(f"loaded, the counts are {given['funneltop']}; from the file they are {whole}")
    table.add_memory("loaded: memory", memory)
    for name, question in (LOADED | DASHBOARD).items():
        table.add(f"loaded: {name}", measures[question])
    shutil.rmtree(scratch, ignore_errors=True)


def measure_group(commands, data, chosen, results):
    """Loads the events into contestants, asks them all questions in turn, and collects the results."""
    memory, measures, answers = results
    # One after the other: loading is no part of the comparison, and takes memory.
    progress(f"{data.millions} million events: loading, {', '.join(commands)}")
    loaded = {name: LoadedContestant(command) for name, command in commands.items()}
    for name, contestant in loaded.items():
        if contestant.events != data.events:
            fail(f"{name} loaded {contestant.events} of {data.events} events")
        memory[name] = contestant.memory()
    for name, question in LOADED.items():
        progress(f"{data.millions} million events: {name}")
        found, answer = in_turn(chosen.runs, loaded, lambda c: c.ask(question))
        measures.setdefault(question, {}).update(found)
        answers.setdefault(question, {}).update(dict.fromkeys(loaded, answer))
    if "funneltop" in loaded:
        alone = {"funneltop": loaded["funneltop"]}
        for question in DASHBOARD.values():
            measures[question] = in_turn(chosen.runs, alone, lambda c: c.ask(question))[0]
    for contestant in loaded.values():
        contestant.end()


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
