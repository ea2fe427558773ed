"""ClickHouse in this process (chdb): `windowFunnel` over a file or over a tuned MergeTree table.

`windowFunnel` counts as funneltop's default rules do: of all chains the one with the latest entry is
followed, and an event exactly at the window's end is inside. They differ at events of one user at
the same instant, which funneltop takes as in order; the simulated shop has none.
"""

import json

from chdb import session

import peer

# Without the last setting ClickHouse drops to one thread while the file cache fills the memory.
SETTINGS = (
    " SETTINGS date_time_input_format='best_effort', allow_suspicious_low_cardinality_types=1,"
    f" max_threads={peer.THREADS}, max_threads_min_free_memory_per_thread=0"
)
FORMATS = {"csv": "CSVWithNames", "jsonl": "JSONEachRow"}


class ClickHouse:
    def start(self):
        self.session = session.Session()
        self.rows("SELECT 1")

    def open_file(self, form, path):
        self.session = session.Session()
        self.source = self.file(form, path, text="String")

    def load(self, path, folder):
        """Loads the table a ClickHouse user would tune by hand: few values as codes, users as
        integers, sorted by user and time, in one part."""
        self.session = session.Session(folder)
        columns = self.columns("LowCardinality(String)")
        columns["user_id"] = "UInt32"
        self.run("CREATE DATABASE benchmark")
        self.run(
            f"CREATE TABLE benchmark.events ({self.schema(columns)})"
            " ENGINE = MergeTree ORDER BY (user_id, timestamp)"
        )
        self.run(
            "INSERT INTO benchmark.events SELECT * REPLACE(toUInt32(substring(user_id, 2)) AS"
            f" user_id) FROM {self.file('csv', path, 'LowCardinality(String)')}{SETTINGS}"
        )
        self.run("OPTIMIZE TABLE benchmark.events FINAL")
        self.source = "benchmark.events"
        return int(self.rows("SELECT count() FROM benchmark.events")[0][0])

    def open_kept(self, folder):
        self.session = session.Session(folder)
        self.source = "benchmark.events"

    def answer(self, window, by, steps):
        group = f"{by}, " if by else ""
        conditions = ", ".join(f"event = '{step}'" for step in steps)
        names = ", ".join(f"'{step}'" for step in steps)
        reached = ", ".join(f"countIf(level >= {i + 1})" for i in range(len(steps)))
        tail = f" GROUP BY {by}" if by else ""
        return self.rows(
            f"SELECT {group}{reached} FROM (SELECT {group}user_id, windowFunnel({window})"
            f"(toUInt64(toUnixTimestamp64Milli(timestamp)), {conditions}) AS level"
            f" FROM {self.source} WHERE event IN ({names}) GROUP BY {group}user_id){tail}"
        )

    def columns(self, text):
        """The type of each column; `text` is that of columns with few different values."""
        types = dict.fromkeys(peer.COLUMNS, text)
        types |= {"user_id": "String", "session_id": "String", "page": "String"}
        return types | {"timestamp": "DateTime64(3, 'UTC')", "revenue": "Nullable(Float64)"}

    def schema(self, columns):
        return ", ".join(f"{name} {kind}" for name, kind in columns.items())

    def file(self, form, path, text):
        schema = self.schema(self.columns(text)).replace("'", "\\'")
        return f"file('{path}', '{FORMATS[form]}', '{schema}')"

    def run(self, sql):
        return self.session.query(sql, "JSONCompactEachRow")

    def rows(self, sql):
        return [json.loads(line) for line in str(self.run(sql + SETTINGS)).splitlines() if line]


peer.main(ClickHouse())
