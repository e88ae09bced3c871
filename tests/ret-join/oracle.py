#!/usr/bin/env python3
"""ret-join against its rules, written again in the plainest way: every cell, every finding, over random small tables.

usage: oracle.py FOLDER WORLDS; the tables go to FOLDER. Prints what differs and ends with status 1, or nothing.
"""
import csv
import io
import random
import subprocess
import sys
from decimal import ROUND_HALF_UP, Decimal

ADDED = ("platform shop sku style category qty qty_basis amount currency ordered_at paid_at shipped_at "
         "signed_at warehouse carrier agent batch matched").split()
GOODS = "sku style category batch".split()
PLAIN = "platform shop ordered_at paid_at shipped_at signed_at warehouse carrier agent".split()
LIST = ("finding matched shop return_id order_id line_id sku type status qty excess returned_at source "
        "line_shop line_order_id line_line_id line_sku line_shipped line_returned line_shipped_at "
        "line_source").split()
FINDINGS = ("orphan line_unknown one_to_many over_returned sku_differs order_differs "
            "returned_before_shipped").split()


def ids(cell):
    return [part.strip(" \t") for part in cell.split(";") if part.strip(" \t")]


def share(a, b):
    return bool(set(ids(a)) & set(ids(b)))


def lines_of(shipments):
    """Shipments that left, parcels of one line together."""
    lines = []
    for number, row in enumerate(shipments, 1):
        if row.get("status", "") in ("void", "pending"):
            continue
        identity = [row.get(name, "") for name in ("shop", "order_id", "line_id", "sku")]
        same = [line for line in lines if line["identity"] == identity and identity[2]]
        amount = Decimal(row["amount"]) if row.get("amount") else None
        if same:
            same[0]["units"] += int(row["qty"])
            if same[0]["paid"] is None or amount is None:
                same[0]["paid"] = None
            else:
                same[0]["paid"] += amount
            continue
        lines.append(dict(row, identity=identity, units=int(row["qty"]), paid=amount, back=0,
                          place=row.get("source") or "s.csv:%d" % number))
    return lines


def candidates(ticket, lines):
    """How the return is matched and the lines that may be its own; and whether any line has one of its ids."""
    order, line_id = ticket.get("order_id", ""), ticket.get("line_id", "")
    sku, shop = ticket.get("sku", ""), ticket.get("shop", "")
    of_order = [line for line in lines if share(line.get("order_id", ""), order)]
    of_line = [line for line in lines if share(line.get("line_id", ""), line_id)]
    if shop and any(line.get("shop", "") == shop for line in of_order + of_line):
        of_order = [line for line in of_order if line.get("shop", "") == shop]
        of_line = [line for line in of_line if line.get("shop", "") == shop]
    some = bool(of_order or of_line)
    found = [line for line in of_order if share(line.get("line_id", ""), line_id)]
    if not found and len({(line.get("shop", ""), line.get("order_id", "")) for line in of_line}) == 1:
        found = of_line
    if found:
        own = [line for line in found if line["sku"] == sku]
        return "line", own if sku and own else found, some
    found = [line for line in of_order if sku and line["sku"] == sku]
    if found:
        return "order_sku", found, some
    found = [line for line in of_order if line.get("gift", "") != "1"] or of_order
    if len({line["sku"] for line in found}) == 1:
        return "order", found, some
    return "none", [], some


def money(value):
    text = format(value.normalize(), "f")
    return "0" if text in ("-0", "0") else text


def day_of(ticket):
    for name in ("received_at", "finished_at", "applied_at"):
        if ticket.get(name):
            return ticket[name][:10]
    return ""


def join(tickets, columns, lines, cap):
    out, listed = [], []
    for number, ticket in enumerate(tickets, 1):
        how, found, some = candidates(ticket, lines)
        back = ticket.get("type", "") in ("", "return", "exchange") and ticket.get("status", "") in ("", "done")
        said, row = ticket.get("qty", ""), dict(ticket)
        qty, day = int(said or 1), day_of(ticket)
        imputed = not said or ticket.get("qty_basis", "") == "imputed"
        if not said:
            row["qty_basis"] = "imputed"
        findings, line, goods, excess = set(), None, False, 0
        if not found:
            findings.add("line_unknown" if some else "orphan")
        else:
            line = next((one for one in found if one["back"] < one["units"]), found[0])
            goods = len({one["sku"] for one in found}) == 1
            if len(found) > 1:
                findings.add("one_to_many")
            if ticket.get("sku") and line["sku"] and ticket["sku"] != line["sku"]:
                findings.add("sku_differs")
                goods = False
            if ids(ticket.get("order_id", "")) and ids(line.get("order_id", "")) and \
                    not share(ticket["order_id"], line["order_id"]):
                findings.add("order_differs")
            if back and day and day < line["shipped_at"][:10]:
                findings.add("returned_before_shipped")
            own, other = ticket.get("currency", ""), line.get("currency", "")
            currencies = not own or not other or own == other
            if imputed and goods and ticket.get("amount") and line["paid"] and line["paid"] > 0 and \
                    currencies and Decimal(ticket["amount"]) >= line["paid"]:
                qty, imputed, row["qty_basis"] = line["units"], False, "line"
            if back:
                need = qty
                for one in found:
                    taken = min(need, max(0, one["units"] - one["back"]))
                    one["back"] += taken
                    need -= taken
                excess = need
                if need:
                    findings.add("over_returned")
                    if not cap:
                        found[0]["back"] += need
        for finding in FINDINGS:
            if finding not in findings:
                continue
            cells = [finding, how] + [ticket.get(name, "") for name in LIST[2:9]]
            cells += [str(qty), str(excess), day, ticket.get("source") or "r.csv:%d" % number]
            if line:
                cells += [line.get("shop", ""), line.get("order_id", ""), line.get("line_id", ""), line["sku"],
                          str(sum(one["units"] for one in found)), str(sum(one["back"] for one in found)),
                          line["shipped_at"], line["place"]]
            else:
                cells += [""] * 8
            listed.append(cells)
        if cap:
            qty -= excess
            if qty == 0:
                continue
        row["qty"] = said if said and int(said) == qty else str(qty)
        if line:
            for name in PLAIN + (GOODS if goods else []):
                row[name] = row.get(name) or line.get(name, "")
            own, other = ticket.get("currency", ""), line.get("currency", "")
            if goods and not ticket.get("amount") and not imputed and line["paid"] is not None and \
                    (not own or not other or own == other):
                part = line["paid"]
                if qty < line["units"]:
                    part = (part * qty / line["units"]).quantize(Decimal("0.01"), ROUND_HALF_UP)
                row["amount"], row["currency"] = money(part), own or other
        row["matched"] = how
        out.append([row.get(name, "") for name in columns])
    return out, listed


def some(r, names, share_of):
    return [name for name in names if r.random() < share_of]


def world(r):
    """Tables so small that ids meet by chance all the time."""
    orders, line_ids, skus = ["1001", "1002", "00a", "1003"], ["1", "2", "L7", "L8", "L9"], ["S1", "S2", "s1"]
    shops = ["A", "B", ""]
    some_day = lambda: "2025-0%d-1%d%s" % (r.randint(1, 3), r.randint(0, 9), r.choice(["", " 08:15:00"]))

    def several(values):
        n = r.choices([0, 1, 2], [2, 8, 1])[0]
        return r.choice([";", "; "]).join(r.sample(values, n))

    amount = lambda: r.choice(["", "10", "10.5", "30", "0", "19.99"])
    ship_columns = ["order_id", "line_id", "sku", "qty", "shipped_at"]
    ship_columns += some(r, ["shop", "amount", "status", "gift", "currency", "platform", "style", "category",
                             "ordered_at", "paid_at", "signed_at", "warehouse", "carrier", "agent", "batch", "source",
                             "product"], 0.8)
    r.shuffle(ship_columns)
    back_columns = ["order_id", "line_id"][: r.choice([1, 2, 2, 2])]
    back_columns += some(r, ["sku", "qty", "qty_basis", "amount", "type", "status", "received_at", "applied_at",
                             "shop", "return_id", "currency", "shipped_at", "carrier", "style", "note", "source",
                             "matched", "agent"], 0.75)
    r.shuffle(back_columns)

    def cell(name, side):
        if name in ("order_id", "line_id"):
            return several(orders if name == "order_id" else line_ids)
        if name == "sku":
            return r.choice(skus if side == "s" else skus + [""])
        if name == "qty":
            return r.choice(["1", "1", "2", "3"] if side == "s" else ["1", "1", "2", "4", "", "01"])
        if name == "shipped_at" and side == "s":
            return some_day()
        if name.endswith("_at"):
            return r.choice([some_day(), ""])
        return {
            "qty_basis": lambda: r.choice(["imputed", "received", "applied", ""]), "amount": amount,
            "type": lambda: r.choice(["return", "return", "exchange", "", "refund_only", "pre_ship"]),
            "status": lambda: r.choice(["done", "done", "done", "", "void", "pending"]),
            "shop": lambda: r.choice(shops), "gift": lambda: r.choice(["0", "0", "", "1"]),
            "currency": lambda: r.choice(["", "CNY", "CNY", "USD"]),
            "note": lambda: r.choice(["", "a, b", 'says "no"', "two\nlines", "不合适"]),
        }.get(name, lambda: r.choice(["", name + "1", name + "2"]))()

    shipments = [{n: cell(n, "s") for n in ship_columns} for _ in range(r.randint(0, 9))]
    tickets = [{n: cell(n, "r") for n in back_columns} for _ in range(r.randint(0, 9))]
    return ship_columns, shipments, back_columns, tickets


def write(path, columns, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(columns)
        table.writerows([row[name] for name in columns] for row in rows)


def main(folder, worlds):
    for seed in range(worlds):
        r = random.Random(seed)
        ship_columns, shipments, back_columns, tickets = world(r)
        cap = r.random() < 0.4
        write(folder + "/s.csv", ship_columns, shipments)
        write(folder + "/r.csv", back_columns, tickets)
        run = subprocess.run(["ret-join", "-q", "--orphans", "list.csv", "--shipments", "s.csv", "--returns",
                              "r.csv"] + ["--cap"] * cap, cwd=folder, capture_output=True, check=False)
        columns = back_columns + [name for name in ADDED if name not in back_columns]
        out, listed = join(tickets, columns, lines_of(shipments), cap)
        got = list(csv.reader(io.StringIO(run.stdout.decode(), newline="")))
        got_list = list(csv.reader(open(folder + "/list.csv", encoding="utf-8", newline="")))
        for what, want, have in (("rows", [columns] + out, got), ("findings", [LIST] + listed, got_list)):
            if run.returncode or want != have:
                print("world %d%s: %s: status %d %s" % (seed, " --cap" * cap, what, run.returncode, run.stderr.decode()))
                for k in range(max(len(want), len(have))):
                    pair = [side[k] if k < len(side) else None for side in (want, have)]
                    if pair[0] != pair[1]:
                        print("  want %s\n  have %s" % tuple(pair))
                        break
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
