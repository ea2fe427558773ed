"""What both databases' programs have in common: how they are called and how they answer.

    PEER start                        answers a question without data
    PEER file FORMAT PATH             answers the funnel from a file (csv or jsonl, gzip or not)
    PEER loaded PATH FOLDER           loads a CSV file, then answers each question it reads
    PEER kept FOLDER                  answers the funnel from what was loaded into a folder before
"""

import json
import os
import sys

from questions import WHOLE, counts, parse

THREADS = os.cpu_count()
COLUMNS = [
    "user_id", "timestamp", "event", "session_id", "device", "source", "campaign", "country",
    "variant", "product", "page", "revenue",
]


def tell(answer):
    print(json.dumps(answer), flush=True)


def main(database):
    """Runs one of the forms; `database` has start(), open_file(), load(), open_kept()
    and answer()."""
    form, *arguments = sys.argv[1:]

    def answer(text):
        window, by, steps = parse(text)
        return counts(database.answer(window, by, steps), by)

    if form == "start":
        database.start()
    elif form == "file":
        database.open_file(*arguments)
        tell(answer(WHOLE))
    elif form == "kept":
        database.open_kept(*arguments)
        tell(answer(WHOLE))
    else:
        tell({"events": database.load(*arguments)})
        for line in sys.stdin:
            tell(answer(line))
