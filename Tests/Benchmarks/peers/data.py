"""The files everyone reads: the simulated shop, put into the order in which a shop would log it."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

# `funneltop generate` takes users; with its default seed they do 7.88 things each.
USERS_PER_MILLION = 127_000
SORT = "LC_ALL=C sort -S 2G -T \"$(dirname \"$OUT\")\""
# Generated user by user, logs are in order of time: by the second field, whose text sorts as time
# does. In JSON lines that is the eighth piece between quotes.
COMMANDS = {
    "csv": f'"$PROGRAM" generate --users $USERS |'
           f' {{ IFS= read -r header; echo "$header"; {SORT} -t, -k2,2; }} > "$OUT"',
    "jsonl": f'"$PROGRAM" generate --users $USERS --format jsonl | {SORT} -t\\" -k8,8 > "$OUT"',
    "csv.gz": 'gzip -c -6 "${OUT%.gz.part}" > "$OUT"',
}


@dataclass
class Data:
    folder: Path
    millions: int
    events: int = 0

    def path(self, form):
        return self.folder / f"shop-{self.millions}m.{form}"

    def megabytes(self, form):
        return round(self.path(form).stat().st_size / 1e6)


def make_data(program, folder, millions, forms):
    """Makes the files that are not there from an earlier run, the gzip after what it packs."""
    folder.mkdir(parents=True, exist_ok=True)
    data = Data(folder, millions)
    for form in forms:
        path = data.path(form)
        if path.exists():
            continue
        part = Path(f"{path}.part")
        subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", COMMANDS[form]], check=True,
            env={"PATH": "/usr/local/bin:/usr/bin:/bin", "PROGRAM": str(program), "OUT": str(part),
                 "USERS": str(millions * USERS_PER_MILLION)})
        part.rename(path)
    with data.path("csv").open("rb") as file:
        data.events = sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(1 << 20), b"")) - 1
    return data
