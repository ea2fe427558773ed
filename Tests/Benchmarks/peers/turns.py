"""Asks contestants in turn and compares what they answer."""

import sys


def fail(message):
    sys.exit(f"benchmark: {message}")


def progress(message):
    print(f"benchmark: {message} ...", file=sys.stderr, flush=True)


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
