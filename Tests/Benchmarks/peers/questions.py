"""The questions every contestant answers about the shop of `funneltop generate`.

A question is one line of text: the window in days, the column to split by (`-` for none, `*` for all
that the dashboard shows at once, which only funneltop answers), and the steps. `#`, alone or before the
column, asks for nothing but the counts, which is all that peers answer anyway. A contestant answers with
one line of JSON, the counts of the steps by group: {"mobile": [53416, 42675, ...], ...}, or {"": [...]}
without groups.

Where a funnel is split, each value's events are a funnel of their own (`--attribution every`): it is
what SQL expresses most easily and runs fastest.
"""

WINDOW_DAYS = 7
STEPS = ["page_view", "product_view", "add_to_cart", "begin_checkout", "purchase"]
CHANGED = ["page_view", "search", "add_to_cart", "begin_checkout", "purchase"]


def question(steps=STEPS, by="-"):
    return f"{WINDOW_DAYS} {by} {' > '.join(steps)}"


WHOLE = question()
COUNTS = question(by="#")
LOADED = {
    "the counts alone": COUNTS,
    "the counts alone, by device": question(by="#device"),
    "the counts alone, by source": question(by="#source"),
    "the counts alone, by source, step 2 changed": question(CHANGED, "#source"),
    "the funnel": WHOLE,
    "by device": question(by="device"),
    "by source": question(by="source"),
    "by source, step 2 changed": question(CHANGED, "source"),
}
DASHBOARD = {
    "the counts alone of all that the dashboard shows": question(by="#*"),
    "all that the dashboard shows": question(by="*"),
}


def parse(text):
    """Returns the window in milliseconds, the column to split by or None, and the steps."""
    days, by, steps = text.strip().split(" ", 2)
    by = by.removeprefix("#")
    return int(days) * 86_400_000, None if by in ("", "-") else by, steps.split(" > ")


def counts(rows, by):
    """Turns the rows of a result, the group first where there is one, into what is answered."""
    return {str(row[0]) if by else "": [int(n) for n in (row[1:] if by else row)] for row in rows}
