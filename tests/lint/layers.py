#!/usr/bin/env python3
"""layers.py BUILD: the layers of lib/README hold.

Prints a line for each include that points up or reaches into the private header of another folder, each call that points
up (from the symbols of the built objects), each circle of modules that call each other, each symbol defined twice, and
each folder or file that is out of place.
"""
import glob
import os
import re
import subprocess
import sys


def folders():
    with open("lib/README", encoding="utf-8") as readme:
        return [m.group(1) for m in (re.match(r"([a-z]+): ", line) for line in readme) if m]


def check_places(order):
    for path in sorted(glob.glob("lib/*")):
        name = os.path.basename(path)
        if os.path.isdir(path) and name not in order:
            yield f"{path}: not in lib/README"
        elif not os.path.isdir(path) and name not in ("README", "NEWS"):
            yield f"{path}: lies in no folder"
    for name in order:
        if not os.path.isdir(f"lib/{name}"):
            yield f"lib/README: {name}: no such folder"
        if order.count(name) > 1:
            yield f"lib/README: {name}: listed twice"


def check_includes(order):
    for path in sorted(glob.glob("lib/*/*.[ch]") + glob.glob("tools/*.c")):
        own = path.split("/")[1] if path.startswith("lib/") else None
        with open(path, encoding="utf-8") as source:
            for number, line in enumerate(source, 1):
                found = re.match(r'#include "([^"]*)"', line)
                if not found:
                    continue
                folder, _, header = found.group(1).partition("/")
                where = f"{path}:{number}"
                if folder not in order or not os.path.exists(f"lib/{found.group(1)}"):
                    yield f"{where}: includes {found.group(1)}, which is in no folder of lib/"
                elif own and order.index(folder) > order.index(own):
                    yield f"{where}: includes {found.group(1)}, which does not stand above {own}"
                elif folder != own and header.endswith("private.h"):
                    yield f"{where}: includes {found.group(1)}, which is private to {folder}"


def symbols(build):
    """(defined by, needed by): of each symbol the object that defines it, of each object what it needs."""
    defined, needed, twice = {}, {}, []
    for path in sorted(glob.glob(f"{build}/lib/*/*.o")):
        module = path[len(f"{build}/lib/"):-2]
        if not os.path.exists(f"lib/{module}.c") or module == "cause/rules_image":
            continue
        needed[module] = set()
        listing = subprocess.run(["nm", "-P", path], capture_output=True, text=True, check=True).stdout
        for line in listing.splitlines():
            name, kind = line.split()[:2]
            if kind == "U":
                needed[module].add(name)
            elif kind in "TDRBC":
                if name in defined:
                    twice.append(f"lib/{module}.c: {name} is defined in lib/{defined[name]}.c too")
                defined[name] = module
    return defined, needed, twice


def check_circles(uses):
    """A line for each module that is reached from itself, shortest circles first."""
    seen = set()
    for start in sorted(uses):
        queue, before = [start], {start: None}
        while queue:
            at = queue.pop(0)
            for other in sorted(uses[at]):
                if other == start and start not in seen:
                    circle = [at]
                    while before[circle[-1]] is not None:
                        circle.append(before[circle[-1]])
                    seen.update(circle)
                    yield "lib: a circle of calls: " + " -> ".join(reversed(circle)) + f" -> {start}"
                    queue = []
                    break
                if other not in before:
                    before[other] = at
                    queue.append(other)


def check_calls(order, build):
    defined, needed, twice = symbols(build)
    yield from twice
    if not needed:
        yield f"{build}: no objects"
    uses = {m: {defined[s] for s in names if s in defined} - {m} for m, names in needed.items()}
    for module, others in sorted(uses.items()):
        own = order.index(module.split("/")[0])
        for other in sorted(others):
            if order.index(other.split("/")[0]) > own:
                yield f"lib/{module}.c: calls lib/{other}.c, which does not stand above"
    yield from check_circles(uses)


def main():
    order = folders()
    for line in [*check_places(order), *check_includes(order), *check_calls(order, sys.argv[1])]:
        print(line)


if __name__ == "__main__":
    main()
