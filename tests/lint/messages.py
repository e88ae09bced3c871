#!/usr/bin/env python3
"""Every message of the programs is in some test.

The words that tools/*.c and lib/*/*.c give to die(), err_set() and their like are taken from the sources, what
they fill in stands for anything, and a line of some case's err or out, or of a unit test, must hold them. Those
that no test can bring about stand in unreached.txt, with the reason. Prints those that are in neither, and the
lines of unreached.txt that are of no use.
"""
import glob
import re
import sys

CALLS = r"\b(?:die|warn|err_set\w*|rows_reject|rejects_add|fault_set|part_refuse|fail)\s*\("
LITERAL = r'"(?:[^"\\]|\\.)*"'


def calls(source):
    """The arguments of each call, as the text between its parentheses."""
    for found in re.finditer(CALLS, source):
        depth, at = 1, found.end()
        while depth and at < len(source):
            literal = re.match(LITERAL, source[at:])
            if literal:
                at += literal.end()
                continue
            depth += {"(": 1, ")": -1}.get(source[at], 0)
            at += 1
        yield found.start(), source[found.end():at - 1]


def messages(path):
    """(line, words) of each format string; adjoining literals are one."""
    source = open(path, encoding="utf-8").read()
    source = re.sub(r"/\*.*?\*/", lambda m: re.sub(r"[^\n]", " ", m.group()), source, flags=re.S)
    for start, arguments in calls(source):
        literals = re.findall(r"(?:%s\s*)+" % LITERAL, arguments)
        for text in literals:
            words = "".join(part[1:-1] for part in re.findall(LITERAL, text))
            words = words.replace('\\"', '"').replace("\\\\", "\\")
            # A bare %s, an option's name, a place: no words of their own.
            if len(re.sub(r"%[-+ #0-9.*]*[hlzj]*[a-zA-Z%]|[^a-z]", "", words)) >= 6:
                yield source.count("\n", 0, start) + 1, words


def pattern(words):
    parts = re.split(r"%[-+ #0-9.*]*[hlzj]*[a-zA-Z]", words)
    return re.compile(".*".join(re.escape(part.replace("%%", "%")) for part in parts))


def tested():
    text = []
    for path in glob.glob("tests/*/*/err") + glob.glob("tests/*/*/out"):
        text.append(open(path, encoding="utf-8", errors="replace").read())
    for path in glob.glob("tests/unit/*.c") + glob.glob("tests/*/*.sh"):
        source = open(path, encoding="utf-8").read()
        text.append(re.sub(r'"\s*\n\s*"', "", source).replace('\\"', '"'))
    return "\n".join(text)


def main():
    corpus = tested()
    unreached = {}
    for line in open("tests/lint/unreached.txt", encoding="utf-8"):
        if line.strip() and not line.startswith("#"):
            words, reason = line.rstrip("\n").split("\t", 1)
            unreached[words] = bool(reason.strip())
    used = set()
    for path in sorted(glob.glob("tools/*.c") + glob.glob("lib/*/*.c")):
        for line, words in messages(path):
            if words in unreached:
                used.add(words)
            elif not pattern(words).search(corpus):
                print(f"{path}:{line}: in no test: {words}")
    for words in unreached:
        if words not in used:
            print(f"tests/lint/unreached.txt: no such message: {words}")


if __name__ == "__main__":
    sys.exit(main())
