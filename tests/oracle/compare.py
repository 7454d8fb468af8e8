"""Hold exported scores against expected ones, cell by cell: compare.py EXPECTED_FOLDER ACTUAL_FOLDER [--limit N]"""

import argparse
import csv
import sys
from decimal import Decimal, InvalidOperation
from itertools import zip_longest
from pathlib import Path

from firm import COLUMNS

TEXT = {"customer_key", "as_of", "method_tier", "computed_tier", "tier", "guards", "flags", "lifecycle"}
RATIOS = {"frequency", "average_cycle", "profit_margin", "tenure_years", "overdue", "regularity", "share_of_wallet",
          "coverage"}
TOLERANCE = Decimal("0.000001")


def same(column, expected, actual):
    if expected == actual:
        return True
    if column in TEXT or "" in (expected, actual):
        return False
    try:
        difference = abs(Decimal(expected) - Decimal(actual))
    except InvalidOperation:
        return False
    return difference <= (TOLERANCE if column in RATIOS else 0)


def read(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def other_lines(expected_path, actual_path):
    """Tier changes are words and dates: the same lines in the same order."""
    expected, actual = (Path(p).read_text("utf-8-sig").splitlines() for p in (expected_path, actual_path))
    for number, (wanted, found) in enumerate(zip_longest(expected, actual, fillvalue="no line"), 1):
        if wanted != found:
            yield f"line {number}: expected {wanted!r}, actual {found!r}"


def differences(expected_path, actual_path):
    if not Path(actual_path).exists():
        yield "the file is missing"
        return
    if Path(expected_path).name.startswith("tier-changes"):
        yield from other_lines(expected_path, actual_path)
        return
    expected, actual = read(expected_path), read(actual_path)
    wanted, found = [r["customer_key"] for r in expected], [r.get("customer_key") for r in actual]
    if actual and list(actual[0]) != list(COLUMNS):
        yield f"the columns are {list(actual[0])}"
    if wanted != found and sorted(wanted) == sorted(map(str, found)):
        yield "the rows stand in another order"
    by_key = {r.get("customer_key"): r for r in actual}
    for row in expected:
        key = row["customer_key"]
        if key not in by_key:
            yield f"{key}: no row"
            continue
        for column in COLUMNS:
            cell = by_key[key].get(column)
            if cell is None or not same(column, row[column], cell):
                yield f"{key}.{column}: expected {row[column]!r}, actual {cell!r}"
    for key in found:
        if key not in set(wanted):
            yield f"{key}: a row too many"


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("expected")
    parser.add_argument("actual")
    parser.add_argument("--limit", type=int, default=20, help="differences printed (all are counted)")
    options = parser.parse_args(arguments)
    files = sorted(Path(options.expected).glob("*.csv"))
    if not files:
        print(f"no expected files in {options.expected}")
        return 1
    count, columns = 0, {}
    for path in files:
        for difference in differences(path, Path(options.actual) / path.name):
            count += 1
            column = difference.partition(":")[0].rpartition(".")[2]
            columns[column] = columns.get(column, 0) + 1
            if count <= options.limit:
                print(f"{path.name}: {difference}")
    if count > options.limit:
        print("... and more; by column: " + ", ".join(f"{c} {n}" for c, n in sorted(columns.items(), key=lambda i: -i[1])))
    print(f"{len(files)} files, {count} differences")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
