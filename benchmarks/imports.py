"""Reading deals to a target plan, in CPU time, and pandas' reading of the same file beside it.

python benchmarks/imports.py            8,800 and 100,000 deals
python benchmarks/imports.py 1000000    as many as are said
"""

from __future__ import annotations

import csv
import datetime
import random
import resource
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd

from xltargets.importing.plan_from_deals import plan_from_deals

HEADERS = (
    "Opportunity_ID",
    "Sales Agent",
    "Product",
    "Account",
    "Deal Stage",
    "Engage Date",
    "Close Date",
    "Close Value",
)

BARS = {8_800: (5, None), 100_000: (10, None), 1_000_000: (60, 800)}
"""The most seconds of CPU and MB of memory for so many deals."""


def made(path: Path, count: int) -> None:
    """A file of deals of 35 people and two years."""
    draw = random.Random(7)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADERS)
        for number in range(count):
            day = datetime.date(2024, 1, 1) + datetime.timedelta(days=draw.randrange(730))
            stage = draw.choice(["Won", "Won", "Lost", "Engaging"])
            closed = day if stage != "Engaging" else ""
            who = f"Person {draw.randrange(35)}"
            what = f"P{draw.randrange(9)}", f"Account {draw.randrange(count // 20 + 1)}"
            amount = f"{draw.randrange(100, 9_000_000) / 100:.2f}"
            writer.writerow([f"D{number:07}", who, *what, stage, day - datetime.timedelta(days=30), closed, amount])


def main() -> None:
    """Print the CPU seconds for each size."""
    for count in [int(size) for size in sys.argv[1:]] or [8_800, 100_000]:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "deals.csv"
            made(path, count)
            # Ours first: what pandas keeps would count as ours.
            started = time.process_time()
            plan = plan_from_deals(path)
            ours = time.process_time() - started
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            started = time.process_time()
            frame = pd.read_csv(path)
            by_pandas = time.process_time() - started
        total = sum(row["amount"] for row in plan.filling.tables["history"])
        right = frame[frame["Deal Stage"] == "Won"]["Close Value"].sum()
        assert abs(total - right) < 0.01
        print(f"{count:>9,} deals: {ours:6.2f} s of CPU, {memory:,.0f} MB; pandas reads the file in {by_pandas:.2f} s")
        seconds, most = next((bar for size, bar in BARS.items() if count <= size), (None, None))
        if seconds is not None:
            held = ours <= seconds and (most is None or memory <= most)
            limits = f"{seconds} s" + ("" if most is None else f" and {most} MB")
            print(f"{'':>9}  the bar of {limits} is {'held' if held else 'BROKEN'}")


if __name__ == "__main__":
    main()
