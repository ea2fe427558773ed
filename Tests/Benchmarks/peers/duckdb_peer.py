"""DuckDB in this process: the funnel as window functions over a file or over a tuned table.

DuckDB has no funnel function. Step by step, a running maximum carries along the latest entry of all
chains that have come this far, which is exact: whoever is too late for the latest entry is too late
for all others. An event exactly at the window's end is inside. Events of one user at the same
instant, which funneltop takes as in order, do not occur in the simulated shop.
"""

import os

import duckdb

import peer

TIME = "timestampformat = '%Y-%m-%dT%H:%M:%S.%gZ'"
MEMORY_SHARE = 0.6


class DuckDB:
    def start(self):
        self.open().execute("SELECT 1").fetchall()

    def open(self, folder=None):
        self.connection = duckdb.connect(f"{folder}/events.duckdb" if folder else ":memory:")
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
        self.connection.execute(f"SET threads = {peer.THREADS}")
        self.connection.execute(f"SET memory_limit = '{int(memory * MEMORY_SHARE) >> 20}MiB'")
        return self.connection

    def open_file(self, form, path):
        self.open()
        self.source = self.file(form, path)

    def load(self, path, folder):
        """Loads the table a DuckDB user would tune by hand: users as integers, few values as
        ENUM, only the columns that are asked for, ordered by user and time."""
        self.open(folder)
        run = self.connection.execute
        run(f"CREATE TEMP TABLE raw AS SELECT * FROM {self.file('csv', path)}")
        for column in ("event", "device", "source"):
            run(f"CREATE TYPE {column}_name AS ENUM (SELECT DISTINCT {column} FROM raw)")
        run(
            "CREATE TABLE events AS SELECT substring(user_id, 2)::UINTEGER AS user_id, timestamp,"
            " event::event_name AS event, device::device_name AS device,"
            " source::source_name AS source FROM raw ORDER BY user_id, timestamp"
        )
        run("DROP TABLE raw")
        run("CHECKPOINT")
        self.source = "events"
        return run("SELECT count(*) FROM events").fetchall()[0][0]

    def open_kept(self, folder):
        self.open(folder)
        self.source = "events"

    def answer(self, window, by, steps):
        """w2, w3, ... add the latest entry of the chains that reached each step before the last."""
        last = len(steps)
        numbers = " ".join(f"WHEN '{step}' THEN {i + 1}" for i, step in enumerate(steps))
        names = ", ".join(f"'{step}'" for step in steps)
        group, key = (f"{by}, ", f"user_id, {by}") if by else ("", "user_id")
        tables = [
            f"w0 AS (SELECT user_id, {group}epoch_ms(timestamp) AS t, (CASE event {numbers}"
            f" END)::UTINYINT AS step FROM {self.source} WHERE event IN ({names}))"
        ]
        for i in range(1, last):
            entry = (
                "CASE WHEN step = 1 THEN t END" if i == 1 else
                f"CASE WHEN step = {i} AND t - entry{i - 1} <= {window} THEN entry{i - 1} END"
            )
            tables.append(
                f"w{i} AS (SELECT *, max({entry}) OVER (PARTITION BY {key} ORDER BY t"
                f" ROWS UNBOUNDED PRECEDING) AS entry{i} FROM w{i - 1})"
            )
        levels = " ".join(
            f"WHEN step = {i} AND t - entry{i - 1} <= {window} THEN {i}" for i in range(last, 1, -1)
        )
        tables.append(
            f"reached AS (SELECT {key}, max(CASE {levels} WHEN step = 1 THEN 1 ELSE 0 END) AS level"
            f" FROM w{last - 1} GROUP BY {key})"
        )
        counts = ", ".join(f"count(*) FILTER (level >= {i})" for i in range(1, last + 1))
        tail = f" GROUP BY {by}" if by else ""
        sql = f"WITH {', '.join(tables)} SELECT {group}{counts} FROM reached{tail}"
        return self.connection.execute(sql).fetchall()

    def file(self, form, path):
        types = dict.fromkeys(peer.COLUMNS, "VARCHAR")
        types |= {"timestamp": "TIMESTAMP", "revenue": "DOUBLE"}
        columns = ", ".join(f"'{name}': '{kind}'" for name, kind in types.items())
        if form == "csv":
            return f"read_csv('{path}', columns = {{{columns}}}, header = true, {TIME})"
        return (
            f"read_json('{path}', columns = {{{columns}}}, format = 'newline_delimited', {TIME})"
        )


peer.main(DuckDB())
