"""Workbooks of the kind .xls, BIFF8 or BIFF5, for cases: book(PATH, SHEETS, ...), and compound(PATH, STREAMS)."""
import struct

FREE, END, TABLE = 0xffffffff, 0xfffffffe, 0xfffffffd


def compound(path, streams):
    """A compound file of streams: name to bytes. They are padded, so that none is small."""
    sectors, table, entries = [], [], []

    def add(data):
        first = len(sectors)
        parts = [data[i:i + 512].ljust(512, b"\0") for i in range(0, len(data), 512)]
        sectors.extend(parts)
        table.extend([*range(first + 1, first + len(parts)), END])
        return first

    def entry(name, kind, first, size, child=FREE):
        text = name.encode("utf-16-le")
        return (text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text) + 2, kind, 1, FREE, FREE, child) +
                bytes(36) + struct.pack("<IQ", first, size))

    for name, data in streams.items():
        data = data.ljust(4096, b"\0")
        entries.append(entry(name, 2, add(data), len(data)))
    directory = entry("Root Entry", 5, END, 0, 1) + b"".join(entries)
    at = add(directory)
    tables = 1
    while (len(table) + tables) > 128 * tables:
        tables += 1
    firsts = [len(sectors) + i for i in range(tables)]
    table += [TABLE] * tables
    table += [FREE] * (128 * tables - len(table))
    header = (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH", 0x3e, 3, 0xfffe, 9, 6) + bytes(10) +
              struct.pack("<IIIIIII", tables, at, 0, 4096, END, 0, END) + struct.pack("<I", 0))
    header += b"".join(struct.pack("<I", f) for f in firsts).ljust(436, b"\xff")
    with open(path, "wb") as out:
        out.write(header[:512] + b"".join(sectors) + struct.pack(f"<{128 * tables}I", *table))


def record(kind, data=b""):
    return struct.pack("<HH", kind, len(data)) + data


def text8(text, width):
    wide = any(ord(c) > 255 for c in text)
    data = text.encode("utf-16-le" if wide else "latin-1")
    return struct.pack("<H" if width == 2 else "<B", len(data) // (1 + wide)) + bytes([wide]) + data


def book(path, sheets, formats=(), since_1904=False, biff5=False, password=False):
    """SHEETS are (name, state, cells, merged); a cell is (row, column, style, value), where a value is text, a number, True, ("error",),
    ("formula", value), ("rk", number) or ("shared", text)."""
    shared = [c[3][1] for s in sheets for c in s[2] if isinstance(c[3], tuple) and c[3][0] == "shared"]
    bof = struct.pack("<HHHH", 0x500 if biff5 else 0x600, 5, 0, 0)

    def string(text, width):
        if not biff5:
            return text8(text, width)
        data = text.encode("gbk")
        return struct.pack("<H" if width == 2 else "<B", len(data)) + data

    def cell(row, column, style, value):
        place = struct.pack("<HHH", row, column, style)
        if isinstance(value, bool):
            return record(0x205, place + bytes([value, 0]))
        if isinstance(value, str):
            return record(0x204, place + string(value, 2))
        if not isinstance(value, tuple):
            return record(0x203, place + struct.pack("<d", value))
        if value[0] == "error":
            return record(0x205, place + bytes([42, 1]))
        if value[0] == "rk":
            return record(0x27e, place + struct.pack("<I", (int(value[1] * 100) << 2 | 3) & 0xffffffff))
        if value[0] == "shared":
            return record(0xfd, place + struct.pack("<I", shared.index(value[1])))
        if isinstance(value[1], str):
            return record(6, place + bytes([0] * 6 + [255, 255]) + bytes(8)) + record(0x207, string(value[1], 2))
        return record(6, place + struct.pack("<dH", value[1], value[2] if len(value) > 2 else 0) + bytes(6))

    head = record(0x809, bof)
    if password:
        head += record(0x2f, bytes(6))
    head += record(0x42, struct.pack("<H", 936 if biff5 else 1200)) + record(0x22, struct.pack("<H", since_1904))
    for i, code in enumerate(formats, 164):
        head += record(0x41e, struct.pack("<H", i) + string(code, 1 if biff5 else 2))
    for i in [0, *range(164, 164 + len(formats)), 14, 57]:
        head += record(0xe0, struct.pack("<HH", 0, i) + bytes(16))
    bodies = []
    for _, _, cells, merged in sheets:
        body = record(0x809, bof) + b"".join(cell(*c) for c in cells)
        if merged:
            body += record(0xe5, struct.pack("<H", len(merged)) + b"".join(struct.pack("<HHHH", *m) for m in merged))
        bodies.append(body + record(0x0a))
    # A text that goes on in another record begins there with its flags.
    sst = struct.pack("<II", len(shared), len(shared)) + b"".join(text8(t, 2) for t in shared[:-1])
    rest = b""
    if shared:
        last = shared[-1].encode("utf-16-le")
        sst += struct.pack("<HB", len(last) // 2, 1) + last[:2]
        rest = record(0x3c, b"\1" + last[2:])
    tail = record(0xfc, sst) + rest + record(0x0a)
    names = [string(s[0], 1) for s in sheets]
    at = len(head) + sum(len(n) + 10 for n in names) + len(tail)
    for name, (_, state, _, _), body in zip(names, sheets, bodies):
        head += record(0x85, struct.pack("<IBB", at, state, 0) + name)
        at += len(body)
    compound(path, {"Book" if biff5 else "Workbook": head + tail + b"".join(bodies)})
