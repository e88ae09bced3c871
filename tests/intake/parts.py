"""A workbook of given parts, for cases: book(PATH, SHEETS, ...)."""
import zipfile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def book(path, sheets, formats=(), since_1904=False):
    """SHEETS are (name, state, kind, rows, what stands behind them); FORMATS the codes or ids of the styles 1, 2, ..."""
    parts = {}
    names, links = "", ""
    for i, (name, state, kind, rows, behind) in enumerate(sheets, 1):
        parts[f"xl/sheets/{i}.xml"] = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{behind}</worksheet>'
        state = f' state="{state}"' if state else ""
        names += f'<sheet name="{name}" sheetId="{i}"{state} r:id="r{i}"/>'
        links += f'<Relationship Id="r{i}" Type="{OFFICE}/{kind}" Target="sheets/{i}.xml"/>'
    codes = "".join(f'<numFmt numFmtId="{i}" formatCode="{f}"/>' for i, f in enumerate(formats, 164) if isinstance(f, str))
    styles = "".join(f'<xf numFmtId="{i if isinstance(f, str) else f}"/>' for i, f in enumerate(formats, 164))
    parts["xl/styles.xml"] = (f'<styleSheet xmlns="{MAIN}"><numFmts>{codes}</numFmts>'
                              f'<cellXfs><xf numFmtId="0"/>{styles}</cellXfs></styleSheet>')
    parts["xl/workbook.xml"] = (f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr date1904="{int(since_1904)}"/>'
                                f"<sheets>{names}</sheets></workbook>")
    links += f'<Relationship Id="rs" Type="{OFFICE}/styles" Target="styles.xml"/>'
    parts["xl/_rels/workbook.xml.rels"] = f"<Relationships>{links}</Relationships>"
    parts["_rels/.rels"] = (f'<Relationships><Relationship Id="r" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
                            "</Relationships>")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name), text)


def row(*cells):
    """A row of cells: text, a number, (number, style), or None."""
    out = ""
    for cell in cells:
        if cell is None:
            out += "<c/>"
        elif isinstance(cell, str):
            out += f'<c t="inlineStr"><is><t>{cell}</t></is></c>'
        elif isinstance(cell, tuple):
            out += f'<c s="{cell[1]}"><v>{cell[0]}</v></c>'
        else:
            out += f"<c><v>{cell}</v></c>"
    return f"<row>{out}</row>"
