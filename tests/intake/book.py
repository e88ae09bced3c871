#!/usr/bin/env python3
"""book.py OUT [--1904] SHEET=FILE.csv...: a small .xlsx workbook, a sheet for each table.

A cell `d:46113.5` becomes a date cell of that day number, `n:TEXT` a number cell that holds TEXT, `f:TEXT` the same under the format
0.00, `i:TEXT` an inline string, and anything else a shared string. Blank lines are rows that the sheet leaves out.
"""
import csv
import sys
import zipfile
from xml.sax.saxutils import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml."
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def column(i):
    name = ""
    while i >= 0:
        name, i = chr(65 + i % 26) + name, i // 26 - 1
    return name


def cell(text, place, strings):
    kind, value = text[:2], escape(text[2:])
    if kind == "d:":
        return f'<c r="{place}" s="1"><v>{value}</v></c>'
    if kind == "n:":
        return f'<c r="{place}"><v>{value}</v></c>'
    if kind == "f:":
        return f'<c r="{place}" s="2"><v>{value}</v></c>'
    if kind == "i:":
        return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'
    if text not in strings:
        strings[text] = len(strings)
    return f'<c r="{place}" t="s"><v>{strings[text]}</v></c>'


def sheet(path, strings):
    rows = []
    with open(path, encoding="utf-8", newline="") as table:
        for number, cells in enumerate(csv.reader(table), 1):
            if cells:
                inner = "".join(cell(c, f"{column(i)}{number}", strings) for i, c in enumerate(cells) if c)
                rows.append(f'<row r="{number}">{inner}</row>')
    return f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{"".join(rows)}</sheetData></worksheet>'


def main():
    out, rest = sys.argv[1], sys.argv[2:]
    since_1904 = "--1904" in rest
    tables = [argument.split("=", 1) for argument in rest if argument != "--1904"]
    strings = {}
    parts = {f"xl/worksheets/sheet{i}.xml": sheet(path, strings) for i, (_, path) in enumerate(tables, 1)}
    names = "".join(f'<sheet name={quoteattr(name)} sheetId="{i}" r:id="rId{i}"/>'
                    for i, (name, _) in enumerate(tables, 1))
    properties = '<workbookPr date1904="1"/>' if since_1904 else '<workbookPr date1904="0"/>'
    parts["xl/workbook.xml"] = (f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{properties}'
                                f"<sheets>{names}</sheets></workbook>")
    links = "".join(f'<Relationship Id="rId{i}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{i}.xml"/>'
                    for i, _ in enumerate(tables, 1))
    parts["xl/_rels/workbook.xml.rels"] = f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>'
    parts["_rels/.rels"] = (f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
                            f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
    texts = "".join(f"<si><t xml:space=\"preserve\">{escape(text)}</t></si>" for text in strings)
    parts["xl/sharedStrings.xml"] = f'{HEAD}<sst xmlns="{MAIN}">{texts}</sst>'
    parts["xl/styles.xml"] = (f'{HEAD}<styleSheet xmlns="{MAIN}"><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="22"/>'
                              '<xf numFmtId="2"/></cellXfs></styleSheet>')
    overrides = [("/xl/workbook.xml", "sheet.main+xml"), ("/xl/styles.xml", "styles+xml"),
                 ("/xl/sharedStrings.xml", "sharedStrings+xml")]
    overrides += [(f"/{part}", "worksheet+xml") for part in parts if "worksheets/" in part]
    types = "".join(f'<Override PartName="{part}" ContentType="{TYPE}{kind}"/>' for part, kind in overrides)
    parts["[Content_Types].xml"] = (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{types}</Types>')
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, text in parts.items():
            archive.writestr(zipfile.ZipInfo(part), text)


main()
