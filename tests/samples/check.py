"""Read DIR/exports as an analyst would and hold them against DIR/truth.

Prints what disagrees; nothing when all is well. Shares no code with the generator or the tools.
"""
import collections
import csv
import glob
import io
import re
import sys

WIDE = str.maketrans("０１２３４５６７８９", "0123456789")
failures = []


def expect(holds, words):
    if not holds:
        failures.append(words)


def clean_id(text):
    text = text.replace("\t", "")
    formula = re.fullmatch(r'="(.*)"', text)
    return formula.group(1) if formula else text.lstrip("'")


def number(text):
    return round(float(text.translate(WIDE).replace("￥", "").replace(",", "")) * 100)


def units(text):
    return number(text) // 100


def day(text):
    if not text:
        return ""
    year, month, date = text.split(" ")[0].replace("/", "-").split("-")
    return "%04d-%02d-%02d" % (int(year), int(month), int(date))


def records(pattern):
    for path in sorted(glob.glob(pattern)):
        data = open(path, "rb").read()
        bom = data.startswith(b"\xef\xbb\xbf")
        text = data.decode("utf-8-sig" if bom else "gbk")
        reader = csv.DictReader(io.StringIO(text, newline=""))
        for record in reader:
            expect(None not in record and None not in record.values(), "%s: ragged" % path)
            yield path, record


def check_footer(path, record, sums):
    for column, total in sums[path].items():
        expect(number(record[column]) == total, "%s: 合计 of %s is wrong" % (path, column))


def body(pattern, id_column, summed):
    """The records of 聚水潭 files, each footer compared with the rows above it."""
    sums = collections.defaultdict(lambda: dict.fromkeys(summed, 0))
    for path, record in records(pattern):
        if record[id_column] == "合计":
            check_footer(path, record, sums)
            sums[path]["closed"] = True
            continue
        expect("closed" not in sums[path], "%s: rows behind the footer" % path)
        if any(record.values()):
            for column in summed:
                sums[path][column] += number(record[column])
            yield record


def read_lines(root):
    for r in body(root + "/exports/jst-shipments-*.csv", "线上订单号", ("数量", "商品金额")):
        kind = r["状态"]
        if kind == "已发货":
            kind = "gift" if r["是否赠品"] == "是" else r["订单类型"]
        yield kind, (clean_id(r["线上订单号"]), r["子订单编号"], clean_id(r["商品编码"])), dict(
            shop=r["店铺"], carrier=r["快递公司"], day=day(r["发货日期"]), qty=units(r["数量"]))
    for _, r in records(root + "/exports/wdt-shipments-*.csv"):
        kind = r["出库单状态"]
        if kind == "已发货":
            kind = "gift" if r["赠品方式"] == "自动赠送" else "普通订单"
        yield kind, (r["原始单号"], r["原始子单号"], clean_id(r["商家编码"])), dict(
            shop=r["店铺"], carrier=r["物流公司"], day=day(r["发货时间"]), qty=units(r["货品数量"]))


def read_tickets(root):
    for r in body(root + "/exports/jst-returns-*.csv", "售后单号", ("申请数量", "实退数量", "实退金额")):
        counted = r["售后分类"] in ("普通退货", "换货") and r["线上状态"] in ("退款成功", "换货成功")
        yield r["售后单号"], counted, (clean_id(r["线上订单号"]), r["线上子订单编号"], clean_id(r["商品编码"])), dict(
            shop=r["店铺名称"], carrier=r["快递公司"], day=day(r["售后进仓日期"]), qty=units(r["实退数量"]))
    for _, r in records(root + "/exports/wdt-returns-*.csv"):
        counted = r["类型"] in ("退货", "换货") and r["状态"] == "已完成"
        yield r["退换单号"], counted, (r["原始单号"], r["原始子订单号"], r["商家编码"]), dict(
            shop=r["店铺"], carrier=r["物流公司"], day=day(r["退货入库时间"]), qty=units(r["入库数量"]))


def check(root):
    months = collections.defaultdict(collections.Counter)
    sold, known, back = {}, set(), collections.Counter()
    for kind, key, line in read_lines(root):
        known.add(key)
        measure = {"普通订单": "shipped", "gift": "gifts", "换货订单": "replacements", "补发订单": "replacements"}.get(kind)
        expect(bool(measure) == bool(line["day"]), "%s: ship date of %s" % (key, kind))
        if measure:
            months[line["day"][:7], line["shop"]][measure] += line["qty"]
        if measure == "shipped":
            expect(key not in sold, "%s: sold twice" % (key,))
            sold[key] = line
            months[line["day"][:7], line["shop"]]["shipped_lines"] += 1
    truth = {r["return_id"]: r for r in csv.DictReader(open(root + "/truth/causes.csv", encoding="utf-8"))}
    for name, counted, key, ticket in read_tickets(root):
        expect(truth.pop(name, {}).get("counted") == str(int(counted)), "%s: not as in causes.csv" % name)
        expect(key in known, "%s: on no line" % name)
        if ticket["day"]:
            month = months[ticket["day"][:7], ticket["shop"]]
            month["returned" if counted else "rejected"] += ticket["qty"]
            month["returned_lines"] += counted
        if counted:
            line = sold[key]
            back[key] += ticket["qty"]
            expect(ticket["carrier"] == line["carrier"] and ticket["shop"] == line["shop"], "%s: courier, shop" % name)
            expect(line["day"] < ticket["day"] <= "2025-06-30", "%s: came back on %s" % (name, ticket["day"]))
            expect(0 < ticket["qty"] and back[key] <= line["qty"], "%s: quantity" % name)
    expect(not truth, "causes.csv: tickets that no export has")
    for row in csv.DictReader(open(root + "/truth/monthly.csv", encoding="utf-8")):
        found = months.pop((row["month"], row["shop"]), {})
        for measure in list(row)[2:]:
            expect(found.get(measure, 0) == int(row[measure]), "%s %s: %s" % (row["month"], row["shop"], measure))
    expect(not months, "monthly.csv: months missing")


check(sys.argv[1])
for words in failures[:20]:
    print(words)
sys.exit(1 if failures else 0)
