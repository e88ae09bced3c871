#!/usr/bin/env python3
"""law.py ACCOUNT SIDE:FILE…: an account tells of every record of these files, once.

For each side and file, the rows kept, skipped and rejected are the records of the file, counted here by Python's csv module, and their
units those quantities of its column `qty` that are whole numbers, where it has one. Keys stand once, in the order that retkit(7) states.
Prints what is wrong.
"""
import csv
import io
import re
import sys

SIDES = ["shipments", "returns", ""]
FATES = ["kept", "skipped", "rejected", "note"]
csv.field_size_limit(1 << 24)


def records(path):
    """(records, units or None) of a table; no line that is blank is a record."""
    data = open(path, "rb").read()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030")
    rows = [row for row in csv.reader(io.StringIO(text, newline="")) if row]
    header = rows.pop(0)
    if "qty" not in header:
        return len(rows), None
    at = header.index("qty")
    quantities = [row[at] for row in rows if len(row) == len(header)]
    return len(rows), sum(int(q) for q in quantities if re.fullmatch(r"[-+]?[0-9]+", q))


def main():
    account = list(csv.DictReader(open(sys.argv[1], encoding="utf-8", newline="")))
    inputs = [tuple(name.split(":", 1)) for name in sys.argv[2:]]
    if set((row["side"], row["file"]) for row in account) != set(inputs):
        print("the files are", sorted(set((row["side"], row["file"]) for row in account)))
    keys = [(row["side"], row["file"], row["fate"], row["reason"]) for row in account]
    if len(set(keys)) != len(keys):
        print("a key stands twice")
    files = sorted(set(inputs), key=lambda one: (SIDES.index(one[0]), inputs.index(one)))
    order = [(files.index(key[:2]), FATES.index(key[2])) for key in keys if key[:2] in files]
    if order != sorted(order):
        print("out of order")
    for side, name in files:
        rows = [row for row in account if (row["side"], row["file"]) == (side, name) and row["fate"] != "note"]
        read, units = records(name)
        told = sum(int(row["rows"]) for row in rows)
        if told != read:
            print(f"{name}: {read} records, {told} in the account")
        told = sum(int(row["units"] or 0) for row in rows)
        if units is not None and told != units:
            print(f"{name}: {units} units, {told} in the account")


main()
