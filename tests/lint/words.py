#!/usr/bin/env python3
"""words.py [ROOT]: every word for people is in lib/words, in both languages.
words.py --planted: what is planted in tests/lint/planted is found, all of it and nothing else.

Prints a line for each
* slug of the catalogue without a word in one of the languages, or twice in its kind;
* slug of the catalogue that no program writes: skip reasons, notes, checks and what ret-join tells;
* value of an enum of lib/words, and slug that the programs write, without words;
* literal with Chinese outside lib/words; tables of what exports say (EXPORTS) are exempt;
* literal outside lib/words that is a slug of a verdict, flag or severity, but for names of options and columns (`note` is one);
* choice between literals by language outside lib/words;
* text of scripts/ with Chinese, or English of two words or more that a variable holds or an option gets: what the scripts say themselves
  on stderr, and their usage, are free;
* English literal for people: two words or more, or one with a capital, in lib/ or tools/. Free are messages (arguments of die(), warn(),
  err_set() and what refuses a row; MESSAGES), tables of options, gnuplot code, and what is only compared with.
"""
import glob
import os
import re
import shutil
import subprocess
import sys
import tempfile

CJK = re.compile("[\u2e80-\u9fff\uff00-\uffef]")

# Chinese that is read, never shown: why it stands there.
EXPORTS = {
    "lib/clean/header.c": "marks and units in headers of exports",
    "lib/layout/lookalike.c": "words in headers of exports",
    "lib/clean/clean.c": "cells of exports that mean nothing",
    "lib/clean/dateguess.c": "dates as exports write them",
    "lib/clean/moment.c": "dates as exports write them",
    "lib/clean/number.c": "signs and words of currencies",
    "lib/clean/stamp.c": "times of day as exports write them",
    "lib/import/total.c": "total rows of exports",
    "lib/check/rows.c": "total rows and split orders in tables",
    "lib/sheet/format.c": "number formats of spreadsheets",
    "lib/picture/label.c": "signs that must not begin a line",
    "lib/picture/pareto.c": "signs that part names in a sentence",
}

# English that is put together for stderr, or is no language at all.
MESSAGES = {
    "lib/base/option.c": "--help",
    "lib/cause/classify.h": "a message of several programs",
    "lib/cause/classify_stats.c": "the statistics on stderr",
    "lib/cause/pattern.c": "a part of messages",
    "lib/clean/alias.c": "a part of messages",
    "lib/cause/rules_image.c": "C that a program of the build writes",
    "lib/cell/metric_read.c": "a part of messages",
    "lib/import/canonical.c": "words not understood, on stderr",
    "lib/csv/reader_state.c": "how bytes read in each encoding, on stderr",
    "lib/io/encoding.c": "names of encodings, on stderr",
    "lib/import/feed_fault.c": "why a row is refused",
    "lib/import/feed_number.c": "why a row is refused",
    "lib/import/feed_row.c": "why a row is refused",
    "lib/io/source.c": "what a file is instead of a table",
    "lib/layout/dialects.c": "the dialect, on stderr",
    "lib/layout/lookalike.c": "words in headers of exports",
    "lib/layout/explain.c": "how headers were understood, on stderr",
    "lib/picture/plot.h": "a font",
    "lib/picture/render.c": "fonts",
    "lib/sheet/format.c": "number formats of spreadsheets",
    "lib/sheet/package.c": "names of attributes",
    "lib/sheet/xls.c": "names of streams",
    "lib/tally/report.c": "what a tally found, on stderr",
}

# Cells that people read in a table that has no --lang.
ENGLISH_TABLES = {"lib/layout/inspect_explain.c": "values of ret-import --explain"}

# Words of exports in Latin letters.
FOREIGN = {"lib/clean/clean.c": "None", "lib/clean/dateform.c": "Yy", "lib/check/rows.c": "total", "lib/import/total.c": "otal"}

MESSAGE_CALL = re.compile(r"^(die|warn|err_set\w*|\w*(reject|refuse|fault|unknown|bad)\w*|_Static_assert)$")
COMPARING_CALL = re.compile(r"^(\w*str\w*cmp|strstr|memcmp|memcpy|begins|ENDS)$")
GNUPLOT_CALL = re.compile(r"^(plot_\w+|buffer_\w+|rules_read_memory)$")
OPTIONS = re.compile(r"struct (option_row|program)\b|_ROWS\b")

# Where slugs are written: files, array, kind in the catalogue.
SLUGS = [
    ("lib/import/reason.c", "import_reasons", "skips notes"),
    ("lib/cause/classify_rows.c", "classify_reasons", "notes"),
    ("lib/join/note.c", "hows", "notes"),
    ("lib/row/columns.c", "columns_causes", "causes"),
    ("lib/row/columns.c", "columns_types", "types"),
    ("lib/row/columns.c", "columns_statuses", "statuses"),
    ("lib/cell/*.c", "metric_units", "units"),
    ("lib/cell/*.c", "metric_dates", "dates"),
    ("lib/cell/*.c", "metric_quantities", "quantities"),
    ("lib/row/fate.c", "slugs", "skips"),
]


def read(path):
    with open(path, encoding="utf-8") as source:
        return source.read()


def without_comments(text):
    return re.sub(r"/\*.*?\*/", lambda m: "\n" * m.group(0).count("\n"), text, flags=re.S)


def literals(text):
    """(line, call, statement, literal) of each string, `call` the innermost call around it, "" for none."""
    code = re.sub(r"'(?:[^'\\\n]|\\.)'", "' '", without_comments(text))
    code = re.sub(r"#include.*", "", code)
    calls, start = [], 0
    token = re.compile(r'"((?:[^"\\\n]|\\.)*)"|[(){};]')
    for found in token.finditer(code):
        sign = found.group(0)
        if sign == "(":
            name = re.search(r"(\w+)\s*$", code[max(0, found.start() - 60):found.start()])
            known = name and name.group(1) not in ("if", "while", "for", "switch", "return", "sizeof")
            calls.append(name.group(1) if known else "")
        elif sign == ")":
            if calls:
                calls.pop()
        elif sign in ";" or (sign in "{}" and calls == [] and re.search(r"\)\s*$", code[:found.start()])):
            start = found.end()
        elif sign[0] == '"':
            call = next((c for c in reversed(calls) if c), "")
            yield code.count("\n", 0, found.start()) + 1, call, code[start:found.start()], found.group(1)


def sources():
    return [p for p in sorted(glob.glob("lib/*/*.[ch]") + glob.glob("tools/*.c")) if not p.startswith("lib/words/")]


# ---- the catalogue ----

def catalogue():
    """kind: [(index, slug, words)], macros filled in; and what is wrong with the tables."""
    kinds, faults = {}, []
    for path in ("lib/words/catalogue.c", "lib/words/advice.c", "lib/words/heading.c", "lib/words/remark.c"):
        text = without_comments(read(path)).replace("\\\n", " ")
        for name, body in re.findall(r"^#define (\w+)\s+(\{\"[^\n]*)", text, re.M):
            text = re.sub(rf"\b{name}\b(?!\s+\{{\")", lambda m, body=body: body, text)
        for name, body in re.findall(r'^#define (\w+)\s+("[^\n]*")$', text, re.M):
            text = re.sub(rf"\b{name}\b", lambda m, body=body: body, text)
        text = re.sub(r'"\s+"', "", text)
        for name, body in re.findall(r"static const struct word (\w+)\[\] = \{\n(.*?)^\};", text, re.M | re.S):
            rows = re.findall(r'(?:\[(\w+)\] = )?\{"([^"]*)",\s*\{((?:"(?:[^"\\]|\\.)*"(?:,\s*)?)*)\}\}', body)
            kinds[name] = [(index, slug, re.findall(r'"((?:[^"\\]|\\.)*)"', words)) for index, slug, words in rows]
            if len(rows) != len(re.findall(r"\}\},", body)):
                faults.append(f"{path}: {name}: a row that words.py cannot read")
    return kinds, faults


# Words that may be empty: no flag; amounts, whose currency is not known, have no measure word.
EMPTY = {("flags", ""), ("measures", "amount")}


def check_catalogue(kinds):
    for kind, rows in kinds.items():
        seen = set()
        for _, slug, words in rows:
            if slug in seen:
                yield f"lib/words: {kind}: '{slug}' twice"
            seen.add(slug)
            if len(words) != 2 or not all(words) and (kind, slug) not in EMPTY:
                yield f"lib/words: {kind}: '{slug}' lacks English or Chinese"


def enum_values(path, name):
    body = re.search(rf"enum {name} \{{(.*?)\}}", without_comments(read(path)), re.S)
    return [v for v in re.findall(r"\b[A-Z][A-Z_0-9]+\b", body.group(1)) if not v.endswith(("_COUNT", "KINDS"))]


def check_enums(kinds):
    for name, kind in (("verdict", "verdicts"), ("flag", "flags"), ("severity", "severities")):
        known = {index for index, _, _ in kinds[kind]}
        for value in enum_values("lib/words/word.h", name):
            if value not in known:
                yield f"lib/words/word.h: {value}: no words"
    known = {index for index, _, _ in kinds["remarks"]}
    code = "".join(read(p) for p in sources())
    for value in enum_values("lib/words/remark.h", "remark_kind"):
        if value not in known:
            yield f"lib/words/remark.h: {value}: no words"
        if value not in code and os.path.exists("lib/import"):
            yield f"lib/words/remark.h: {value}: no program remarks it"
    for _, slug, _ in kinds["remarks_of_one"]:
        if not has(kinds, "remarks", slug):
            yield f"lib/words: remarks_of_one: '{slug}' is no remark"
    text = re.sub(r'"\s+"', "", read("lib/words/phrase.c") + read("lib/words/phrase_page.c"))
    phrases = {name: re.findall(r'"((?:[^"\\]|\\.)*)"', words)
               for name, words in re.findall(r"\[(PHRASE_\w+)\] = \{\{(.*?)\}\},", text, re.S)}
    for value in enum_values("lib/words/phrase.h", "phrase"):
        words = phrases.get(value, [])
        if len(words) != 2 or not all(words):
            yield f"lib/words/phrase.h: {value}: lacks English or Chinese"
    listed = re.findall(r"\[(WORD_\w+)\]", read("lib/words/catalogue.c"))
    for value in enum_values("lib/words/word.h", "word_kind"):
        if value not in listed and value not in ("WORD_ADVICE", "WORD_HEADING"):
            yield f"lib/words/word.h: {value}: no list"


# ---- slugs that programs write ----

def has(kinds, kind, slug):
    return any(slug == s for name in kind.split() for _, s, _ in kinds[name])


def check_slugs(kinds):
    for path, array, kind in SLUGS:
        text = "".join(without_comments(read(p)) for p in sorted(glob.glob(path)))
        bodies = re.findall(rf"\b{array}\[\w*\] = \{{(.*?)\}};", text, re.S)
        if not bodies and os.path.exists("lib/import"):
            yield f"{path}: {array}[]: not there: tests/lint/words.py"
        for slug in re.findall(r'"([^"]*)"', " ".join(bodies)):
            # No reason is none.
            if slug and not has(kinds, kind, slug):
                yield f"{path}: '{slug}' has no words in {kind}"
    for path in sorted(glob.glob("lib/check/*.c")):
        for line, call, _, text in literals(read(path)):
            if re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", text) and not GNUPLOT_CALL.match(call):
                behind = text.split("-", 1)[1]
                if not has(kinds, "checks", text):
                    yield f"{path}:{line}: check '{text}' has no words"
                if not has(kinds, "advice", text) and not has(kinds, "advice", behind):
                    yield f"{path}:{line}: check '{text}' has no advice"
    for path in sorted(glob.glob("lib/layout/dialects/*.csv")):
        for name in re.findall(r",platform,,([^,\n]+),", read(path)):
            if not has(kinds, "platforms", name):
                yield f"{path}: platform '{name}' has no words"
    for path in sources():
        for name in re.findall(r'\{"(\w+)", SCHEMA_', read(path)):
            if not has(kinds, "headings", name):
                yield f"{path}: column '{name}' has no heading"


def check_unused(kinds):
    """Words of what no program writes any more."""
    code = "".join(read(p) for p in sources())
    for kind in ("skips", "notes", "checks", "unread", "undrawn"):
        for _, slug, _ in kinds[kind]:
            if f'"{slug}"' not in code:
                yield f"lib/words: {kind}: '{slug}': no program writes it"


# ---- literals ----

def is_english(text):
    plain = re.sub(r"%[-+.0-9*$]*(?:ll|z|l)?[a-zA-Z%]|\\x[0-9a-f]{2}|\\.", " ", text).strip()
    return re.search(r"[A-Za-z]{2,} +[A-Za-z]{2,}", plain) or re.fullmatch(r"[A-Z][a-z]+", plain)


def is_free(path, call, statement, text):
    if MESSAGE_CALL.match(call) or COMPARING_CALL.match(call) or OPTIONS.search(statement):
        return True
    if path.startswith("lib/picture/") and GNUPLOT_CALL.match(call):
        return True
    return call == "rules_read_memory" or path in FOREIGN and FOREIGN[path] in text


def is_name(path, statement):
    """Of an option, or of a column beside others."""
    return OPTIONS.search(statement) or re.search(r"(columns|names|targets)\w*\[\w*\] = \{[^;]*$", statement)


def check_literals(kinds):
    slugs = {s for kind in ("verdicts", "flags", "severities") for _, s, _ in kinds[kind] if s}
    for path in ("lib/row/columns.c", "lib/row/columns.h"):
        if os.path.exists(path):
            slugs -= set(re.findall(r'"(\w+)"', read(path)))
    used = set()
    for path in sources():
        text = read(path)
        for line, call, statement, literal in literals(text):
            if CJK.search(literal):
                used.add(path)
                if path not in EXPORTS:
                    yield f"{path}:{line}: Chinese outside lib/words: \"{literal}\""
            if literal in slugs and not is_name(path, statement):
                yield f"{path}:{line}: '{literal}' is a slug of lib/words: name it by its enum"
            if is_english(literal) and not is_free(path, call, statement, literal):
                if path not in MESSAGES and path not in ENGLISH_TABLES:
                    yield f"{path}:{line}: English outside lib/words: \"{literal}\""
                used.add(path)
        for found in re.finditer(r'\b\w*(lang|chinese|zh)\b[^;{},"]*\?\s*"(?:[^"\\]|\\.)*"[^;]*?:\s*"', without_comments(text)):
            line = without_comments(text).count("\n", 0, found.start()) + 1
            yield f"{path}:{line}: a choice by language outside lib/words"
    for path in [*EXPORTS, *MESSAGES, *ENGLISH_TABLES]:
        if os.path.exists(path) and path not in used:
            yield f"tests/lint/words.py: {path}: exempt for nothing"


# ---- scripts ----

SCRIPT_TEXT = re.compile(r"""(?:^|[\s;])(?:export\s+)?(?:\w+=|--[\w-]+[ =])("[^"]*"|'[^']*')""")


def check_scripts():
    for path in sorted(p for p in glob.glob("scripts/*") if not p.endswith((".1", ".png"))):
        for line, text in enumerate(read(path).splitlines(), 1):
            code = re.sub(r"(^|\s)#.*", "", text)
            for found in SCRIPT_TEXT.finditer(code):
                literal = found.group(1)[1:-1]
                plain = re.sub(r"\$+(\w+|\([^)]*\)|\{[^}]*\})", "0", literal)
                if not CJK.search(literal) and re.search(r"[A-Za-z]{2,} +[A-Za-z]{2,}", plain):
                    yield f"{path}:{line}: English outside lib/words: {literal}"
            for literal in re.findall(r"""["']?([^"'=]*[\u2e80-\u9fff\uff00-\uffef][^"']*)""", code):
                yield f"{path}:{line}: Chinese outside lib/words: {literal}"


def check():
    kinds, faults = catalogue()
    if os.path.exists("lib/import"):
        faults.extend(check_unused(kinds))
    return [*faults, *check_catalogue(kinds), *check_enums(kinds), *check_slugs(kinds), *check_literals(kinds), *check_scripts()]


def planted(own):
    """Put the planted files over a copy of lib/words; say how what is found differs from what is expected."""
    with tempfile.TemporaryDirectory() as root:
        shutil.copytree("lib/words", f"{root}/lib/words")
        shutil.copytree("tests/lint/planted", root, dirs_exist_ok=True)
        with open(f"{root}/lib/words/catalogue.c", "a", encoding="utf-8") as table:
            table.write(read("tests/lint/planted/catalogue"))
        with open(f"{root}/lib/words/phrase.h", encoding="utf-8") as header:
            text = header.read().replace("	PHRASE_COUNT", "	PHRASE_PLANTED,\n	PHRASE_COUNT")
        with open(f"{root}/lib/words/phrase.h", "w", encoding="utf-8") as header:
            header.write(text)
        found = subprocess.run([sys.executable, own, root], capture_output=True, text=True, check=False)
        expected = read("tests/lint/planted/expected").splitlines()
        lines = (found.stdout + found.stderr).splitlines()
        for line in lines:
            if line not in expected:
                print(f"planted: not expected: {line}")
        for line in expected:
            if line not in lines:
                print(f"planted: not found: {line}")


def main():
    if sys.argv[1:] == ["--planted"]:
        planted(os.path.abspath(__file__))
        return
    if len(sys.argv) > 1:
        os.chdir(sys.argv[1])
    for line in check():
        print(line)


if __name__ == "__main__":
    main()
