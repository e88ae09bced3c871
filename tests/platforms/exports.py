#!/usr/bin/env python3
"""exports.py DIALECTS OUT: exports of three platforms as they come, thirteen months to 2025-06, with a known truth.

The headers are those of the fixtures in DIALECTS. What is planted is told in run.sh. OUT gets the tables as CSV in UTF-8, which
run.sh makes into a workbook, GBK and UTF-16, and truth.csv: month,platform,sku,shipped,returned.
"""
import csv
import datetime
import sys
from collections import Counter

DIALECTS, OUT = sys.argv[1:]
FIRST, DAYS = datetime.date(2024, 6, 1), 395
GAP = range(282, 287)  # 2025-03-10 to 14: nothing of 拼多多
truth = Counter()
tables = {}


def header(dialect):
    with open(f"{DIALECTS}/{dialect}/export.csv", encoding="utf-8-sig", newline="") as f:
        return [name.strip() for name in next(csv.reader(f))]


def add(dialect, cells):
    tables.setdefault(dialect, []).append(cells)


def day(i, clock):
    return f"{FIRST + datetime.timedelta(i)} {clock}"


def count(side, i, platform, sku, units):
    truth[(str(FIRST + datetime.timedelta(i))[:7], platform, sku, side)] += units


def taobao(n, i, sku, units):
    add("taobao-suborders", {
        "子订单编号": f"'26{n:08}01", "主订单编号": f"'26{n:08}", "商品标题": "碗", "购买数量": units, "商家编码": sku,
        "订单状态": "交易成功", "买家应付货款": units * 50, "买家实付金额": units * 50, "退款状态": "没有申请退款", "退款金额": "无退款申请",
        "订单创建时间": day(i, "09:00:00"), "订单付款时间": day(i, "09:01:00"), "发货时间": day(i, "18:00:00"), "物流公司": "云驰"})


def taobao_back(n, i, sku, units):
    add("taobao-refunds-2025", {
        "订单编号": f'="26{n:08}01"', "退款编号": f'="30{n:06}"', "商品编码": sku, "买家实际支付金额": units * 50, "买家退款金额": units * 50,
        "售后类型": "退货退款", "退款的申请时间": day(i - 5, "10:00:00"), "退款状态": "退款成功", "货物状态": "买家已退货",
        "退款完结时间": day(i, "11:00:00"), "完结时间": day(i, "11:00:00"), "买家退款原因": "质量问题"})


def pinduoduo(n, i, sku, units):
    add("pinduoduo-orders", {
        "商品": "抹布", "订单号": f"{FIRST + datetime.timedelta(i):%y%m%d}-{n:09}", "订单状态": "已收货", "商品总价(元)": units * 20,
        "商家实收金额(元)": units * 20, "商品数量(件)": units, "支付时间": day(i, "09:00:00\t"), "发货时间": day(i, "18:00:00\t"),
        "商家编码-规格维度": sku, "商家编码-商品维度": "MB", "快递公司": "驿马"})


def pinduoduo_back(n, i, sku, units, ordered):
    add("pinduoduo-tickets", {
        "售后编号": f"\t80{n:06}", "订单编号": f"\t{FIRST + datetime.timedelta(ordered):%y%m%d}-{n:09}", "商品名称": "抹布", "交易金额": units * 20,
        "退款金额": units * 20, "售后状态": "退款成功", "退款类型": "退货退款", "退款原因": "大小/尺寸不符", "订单状态": "已发货",
        "申请时间": day(i - 4, "09:00:00\t"), "同意退款时间": day(i, "09:00:00\t")})


def douyin(n, i, sku, units):
    add("douyin-orders", {
        "主订单编号": f"69{n:010}A", "子订单编号": f"69{n:010}A", "选购商品": "防晒衣", "商家编码": sku, "商品数量": units,
        "商品金额": units * 69, "订单应付金额": units * 69, "订单提交时间": day(i, "09:00:00"), "支付完成时间": day(i, "09:01:00"),
        "订单状态": "已完成", "订单类型": "普通订单", "发货时间": day(i, "18:00:00")})


def douyin_back(n, i, sku, units):
    add("douyin-tickets", {
        "售后单号": f"73{n:06}", "订单号": f"69{n:010}A", "商品单号": f"69{n:010}A", "商品发货状态": "已发货", "售后类型": "退货",
        "退商品金额（元）": units * 69, "售后状态": "同意退款，退款成功", "售后申请时间": day(i, "19:00:00"), "售后原因": "商品质量问题",
        "售后完结时间": day(i, "20:00:00"), "商家编码": sku})


n = 0
for i in range(DAYS):
    for k in range(6):
        n += 1
        sku, units = "TC0%d" % (k % 3 + 1), 1 + (n % 5 == 0)
        taobao(n, i, sku, units)
        count("shipped", i, "淘宝", sku, units)
        if n % 13 == 0 and i + 9 < DAYS:
            taobao_back(n, i + 9, sku, units)
            count("returned", i + 9, "淘宝", sku, units)
    for k in range(8):
        n += 1
        sku, units = "MB0%d" % (k % 2 + 1), 1 + (n % 7 == 0) * 2
        if i not in GAP:
            pinduoduo(n, i, sku, units)
            count("shipped", i, "拼多多", sku, units)
            if n % 17 == 0 and i + 8 < DAYS:
                pinduoduo_back(n, i + 8, sku, units, i)
                count("returned", i + 8, "拼多多", sku, units)
    for k in range(4):
        n += 1
        douyin(n, i, "FS-L", 1)
        count("shipped", i, "抖店", "FS-L", 1)
        if n % 19 == 0 and i + 7 < DAYS:
            douyin_back(n, i + 7, "FS-L", 1)
            count("returned", i + 7, "抖店", "FS-L", 1)
    if i % 3 == 0:
        n += 1
        taobao(n, i, "补邮费", 2)
        count("shipped", i, "淘宝", "补邮费", 2)

# 300 units go out on 2025-06-20 and are back on the 21st; the ticket has no quantity.
n += 1
douyin(n, 384, "FS-L", 300)
count("shipped", 384, "抖店", "FS-L", 300)
douyin_back(n, 385, "FS-L", 300)
count("returned", 385, "抖店", "FS-L", 300)

# A ticket of an order that no export has.
pinduoduo_back(999999, 390, "", 1, 380)
count("returned", 390, "拼多多", "", 1)

for dialect, rows in tables.items():
    names = header(dialect)
    for cells in rows:
        assert set(cells) <= set(names), (dialect, set(cells) - set(names))
    with open(f"{OUT}/{dialect}.csv", "w", encoding="utf-8", newline="") as f:
        table = csv.writer(f)
        table.writerow(names)
        table.writerows([cells.get(name, "") for name in names] for cells in rows)

with open(f"{OUT}/truth.csv", "w", encoding="utf-8", newline="") as f:
    table = csv.writer(f, lineterminator="\n")
    table.writerow(["period", "platform", "sku", "shipped", "returned"])
    for key in sorted({key[:3] for key in truth}):
        table.writerow([*key, truth[(*key, "shipped")], truth[(*key, "returned")]])
