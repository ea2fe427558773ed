"""Where everything is, and how each contestant is started."""

import sys
from pathlib import Path

from questions import STEPS, WINDOW_DAYS

HERE = Path(__file__).resolve().parent
BENCHMARKS = HERE.parent
PROGRAM = BENCHMARKS.parent.parent / ".build/release/funneltop"
LOADED_FUNNEL = BENCHMARKS / ".build/release/LoadedFunnel"
BUILD = BENCHMARKS / ".build"
PEERS = {"chdb": HERE / "chdb_peer.py", "DuckDB": HERE / "duckdb_peer.py"}

QUESTION = ["--no-config", "--window", f"{WINDOW_DAYS}d", "--steps", " > ".join(STEPS)]


def report_command(path):
    return [PROGRAM, "report", path, "--format", "json", *QUESTION]


def file_commands(form, path, peers):
    """How each contestant is started to answer the funnel from a file in a process of its own."""
    kind = form.removesuffix(".gz")
    return {"funneltop": report_command(path)} | {
        name: [sys.executable, script, "file", kind, path] for name, script in peers.items()
    }


def start_commands(peers):
    return {"funneltop": [PROGRAM, "--version"]} | {
        name: [sys.executable, script, "start"] for name, script in peers.items()
    }


def loaded_commands(path, folder, peers):
    """How each is started to load a CSV file; `folder` has a folder for each peer."""
    return {"funneltop": [LOADED_FUNNEL, path]} | {
        name: [sys.executable, script, "loaded", path, folder / name]
        for name, script in peers.items()
    }


def kept_commands(snapshot, folder, peers):
    """How each is started to answer the funnel from what it keeps: a snapshot, or the tables that were
    loaded into the folders."""
    return {"funneltop": report_command(snapshot)} | {
        name: [sys.executable, script, "kept", folder / name] for name, script in peers.items()
    }
