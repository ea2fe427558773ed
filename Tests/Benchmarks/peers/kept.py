"""Starts contestants that find the events as they were kept on disk."""

from commands import PROGRAM, QUESTION, kept_commands
from contestants import run_once
from screen import Dashboard
from tables import spread
from turns import fail, in_turn, progress

# A dashboard is there so soon that many starts cost nothing.
STARTS = 15


def measure_kept(table, data, chosen, peers, whole, scratch):
    """Starts processes that find the events as they keep them: a snapshot, the tables of the peers."""
    progress(f"{data.millions} million events: from what is kept")
    snapshot = scratch / "events.funnel"
    run_once([PROGRAM, "snapshot", data.path("csv"), "-o", snapshot])
    measures, answer = in_turn(
        chosen.runs, kept_commands(snapshot, scratch, peers), run_once)
    if answer != whole:
        fail(f"from what is kept, the counts are {answer}; from the file they are {whole}")
    dashboard = {"funneltop": Dashboard([PROGRAM, snapshot, *QUESTION], whole)}
    screen, _ = in_turn(max(chosen.runs, STARTS), dashboard, Dashboard.run)
    table.add_line("kept: new process to the counts, funneltop's on the screen",
                   measures | screen, lambda m: m.wall, spread)
    table.add("kept: new process to the funnel", measures, per_event=False)
