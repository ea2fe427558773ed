"""The measures as a Markdown table."""

from statistics import median


def three_digits(value):
    """Three significant digits, without an exponent."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def seconds(value):
    if value >= 1:
        return f"{three_digits(value)} s"
    return f"{three_digits(value * 1000)} ms"


def size(value):
    return f"{value / 1e9:.2f} GB" if value >= 1e9 else f"{value / 1e6:.0f} MB"


def spread(values):
    least, most = seconds(min(values)), seconds(max(values))
    if least.split()[1] == most.split()[1]:
        least = least.split()[0]
    return f"{seconds(median(values))} ({least}–{most})"


def ratio(value, own):
    return f"{three_digits(value / own)} ×"


class Table:
    """One size of data: a line for each thing measured, a column for each contestant."""

    def __init__(self, title, events, names):
        self.title, self.events, self.names = title, events, names
        self.lines, self.notes = [], []

    def add(self, label, measures, per_event=True, memory=False):
        """Adds wall time, processor time, and where asked for peak memory."""
        self.add_line(label, measures, lambda m: m.wall, spread, per_event)
        self.add_line("– processor time", measures, lambda m: m.cpu,
                      lambda v: seconds(median(v)))
        if memory:
            self.add_line("– peak memory", measures, lambda m: m.memory,
                          lambda v: size(median(v)))

    def add_line(self, label, measures, value, text, per_event=False):
        own = median(map(value, measures["funneltop"]))
        cells = []
        for name in self.names:
            if name not in measures:
                cells.append("")
                continue
            values = list(map(value, measures[name]))
            parts = [text(values)]
            if per_event:
                parts.append(f"{three_digits(median(values) / self.events * 1e9)} ns/event")
            if name != "funneltop":
                parts.append(f"**{ratio(median(values), own)}**")
            cells.append(", ".join(parts))
        self.lines.append([label, *cells])

    def add_memory(self, label, memory):
        """Adds the memory of processes that have loaded the events, now and at the peak."""
        for index, suffix in enumerate(("after loading", "at the peak")):
            own = memory["funneltop"][index]
            self.lines.append([f"{label} {suffix}"] + [
                f"{size(memory[name][index])}, {three_digits(memory[name][index] / self.events)} bytes/event"
                + ("" if name == "funneltop" else f", **{ratio(memory[name][index], own)}**")
                for name in self.names
            ])

    def note(self, text):
        self.notes.append(text)

    def markdown(self):
        rows = [[self.title, *self.names], ["---"] * (len(self.names) + 1), *self.lines]
        text = "\n".join("| " + " | ".join(row) + " |" for row in rows)
        return text + "\n\n" + "\n".join(self.notes) + "\n"
