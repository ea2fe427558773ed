"""Asks contestants that have loaded the events."""

from commands import loaded_commands
from contestants import LoadedContestant
from questions import COUNTS, DASHBOARD, LOADED, WHOLE
from turns import fail, in_turn, progress

# From so many millions of events on, those who have loaded them are asked one after the other.
ONE_BY_ONE = 100


def measure_loaded(table, data, chosen, peers, whole, scratch):
    """Loads the events; the peers keep them in folders of theirs in `scratch`."""
    commands = loaded_commands(data.path("csv"), scratch, peers)
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
