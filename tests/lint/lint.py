#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Proves the rules of the house from the sources, one TAP line each.

    lint.py TOP [-- COMPILER FLAGS…]      the compiler, for headers that must compile alone

Each check takes the top of a tree and gives a list of problems; self-test.py holds every one of
them against a tree that breaks it.
"""

import itertools
import os
import pathlib
import re
import subprocess
import sys
import tempfile

FLOORS = ["base", "yaml", "json", "csv", "model", "load", "compile", "decide", "analyse", "write",
          "batch"]
FUNCTION_LINES = 60
FILE_LINES = 600
# Included several times on purpose, each time with another meaning of its macro.
TABLES = {"engine/base/diagnostic-table.h"}

LOCALE_FUNCTIONS = re.compile(
    r"\b(strto(d|f|ld)|ato[fil]|g_strtod|g_ascii_(strtod|dtostr|formatd)|setlocale|localeconv"
    r"|nl_langinfo|strfmon|strcoll|strxfrm|g_utf8_collate(_key)?|strn?casecmp|to(lower|upper)"
    r"|is(alnum|alpha|digit|lower|punct|space|upper|xdigit)|s?scanf|strptime|strftime)\s*\(")
FLOAT_FORMAT = re.compile(r"%[-+#0']*[\d*]*(\.[\d*]+)?L?[aAeEfFgG]")
STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"')
COMMENT_OR_STRING = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'', re.S)
INCLUDE = re.compile(r'^#\s*include\s+"([^"]+)"', re.M)

# Written so that this file does not hold the words itself.
MACHINE_PATHS = re.compile(r"(?<![\w.-])/(?:" "work|tmp|root|home/[a-z]+" r")/(?!\*)")
LOOSE_ENDS = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|X" r"XX)\b|\bfor " r"now\b|\bnot (?:yet )?implem" r"ented\b")
TEXTS = {".c", ".h", ".py", ".md", ".build", ".txt", ".sh", ".yml", ".test", ".yaml", ""}


# --- the tree ---

def sources(top, *folders, endings=(".c", ".h")):
    """The paths below the folders, in order, relative to the top."""
    found = [path for folder in folders for ending in endings
             for path in (top / folder).rglob("*" + ending)]
    return [str(path.relative_to(top)) for path in sorted(found)]


def read(top, path):
    return (top / path).read_text(encoding="utf-8")


def without_comments(text, strings=True):
    """Blanks comments (and strings, if asked), every line staying where it is."""
    def blank(match):
        kept = match.group(0)[0] in "\"'" and strings
        return match.group(0) if kept else re.sub(r"[^\n]", " ", match.group(0))
    return COMMENT_OR_STRING.sub(blank, text)


def find_in_code(top, paths, pattern, why, strings=False):
    problems = []
    for path in paths:
        for number, line in enumerate(without_comments(read(top, path), strings).split("\n"), 1):
            match = pattern.search(line)
            if match:
                problems.append(f"{path}:{number}: {why}: {match.group(0).strip()}")
    return problems


def included(top, path):
    """(name as written, path relative to the top or None) of each include in quotes."""
    for name in INCLUDE.findall(read(top, path)):
        roots = ["engine"] if path.startswith("engine/") else ["engine", str(pathlib.Path(path).parent)]
        found = (f"{root}/{name}" for root in roots if (top / root / name).is_file())
        yield name, next(found, None)


# --- the checks ---

def floor_of(path):
    """The height of the folder; what stands in engine/ itself is above all of them."""
    parts = pathlib.PurePath(path).parts
    if len(parts) == 2:
        return len(FLOORS)
    return FLOORS.index(parts[1]) if parts[1] in FLOORS else None


def check_floors(top):
    problems = []
    for path in sources(top, "engine", "cli"):
        in_engine = path.startswith("engine/")
        if in_engine and floor_of(path) is None:
            problems.append(f"{path}: the folder is no floor")
            continue
        for name, target in included(top, path):
            if target is None:
                problems.append(f'{path}: "{name}" is not written from the top of its tree, or absent')
            elif in_engine and (not target.startswith("engine/") or floor_of(target) is None
                                or floor_of(target) > floor_of(path)):
                problems.append(f'{path}: "{name}" is on a higher floor')
            elif not target.startswith(("engine/", "cli/")):
                problems.append(f'{path}: "{name}" is neither of the engine nor of the program')
    return problems


def module_of(path):
    return str(pathlib.PurePath(path).with_suffix(""))


def check_rings(top):
    """A module is a header with its source; two that need each other are one module in truth."""
    edges = {}
    for path in sources(top, "engine", "cli"):
        targets = {module_of(target) for _, target in included(top, path) if target}
        edges.setdefault(module_of(path), set()).update(targets - {module_of(path)})
    done, problems = set(), []

    def visit(module, trail):
        if module in trail:
            problems.append("ring: " + " > ".join(trail[trail.index(module):] + [module]))
        elif module not in done:
            for target in sorted(edges.get(module, ())):
                visit(target, trail + [module])
            done.add(module)

    for module in sorted(edges):
        visit(module, [])
    return problems


def functions(text):
    """(name, first line, number of lines): the body stands in braces in the first column."""
    lines = without_comments(text, strings=False).split("\n")
    opened = None
    for number, line in enumerate(lines):
        if line.startswith("{"):
            opened = number
        elif line.startswith("}") and opened is not None:
            first = opened
            while first > 0 and re.match(r"[^#}\s]|\s+\S", lines[first - 1]) \
                    and not lines[first - 1].rstrip().endswith((";", "}")):
                first -= 1
            head = " ".join(lines[first:opened])
            name = re.search(r"(\w+)\s*\(", head)
            if name and "=" not in head.split("(")[0]:
                yield name.group(1), first + 1, number - first + 1
            opened = None


def check_function_length(top):
    return [f"{path}:{first}: {name} has {length} lines"
            for path in sources(top, "engine", "cli", "tests")
            for name, first, length in functions(read(top, path)) if length >= FUNCTION_LINES]


def check_file_length(top):
    problems = []
    for path in sources(top, "engine", "cli", "tests", endings=(".c", ".h", ".py")):
        length = read(top, path).count("\n")
        if length >= FILE_LINES:
            problems.append(f"{path}: {length} lines")
    return problems


def check_goto(top):
    paths = sources(top, "engine", "cli", "tests")
    return find_in_code(top, paths, re.compile(r"\bgoto\b"), "leaps")


def check_locale(top):
    problems = find_in_code(top, sources(top, "engine"), LOCALE_FUNCTIONS, "depends on the locale")
    problems += find_in_code(top, sources(top, "cli"), LOCALE_FUNCTIONS, "depends on the locale")
    problems = [problem for problem in problems
                if not (problem.startswith("cli/main.c:") and "setlocale" in problem)]
    for path in sources(top, "engine", "cli"):
        text = without_comments(read(top, path))
        for match in STRING.finditer(text):
            if FLOAT_FORMAT.search(match.group(0).replace("%%", "")):
                number = text.count("\n", 0, match.start()) + 1
                problems.append(f"{path}:{number}: prints through the locale: {match.group(0)}")
    return problems


def check_headers(top, compiler):
    """Each header in a file of its own that includes nothing else."""
    headers = [path for path in sources(top, "engine", "cli", endings=(".h",)) if path not in TABLES]
    with tempfile.TemporaryDirectory(prefix="equate-lint-") as folder:
        units = []
        for header in headers:
            unit = pathlib.Path(folder, header.replace("/", "__") + ".c")
            unit.write_text(f'#include "{top / header}"\n', encoding="utf-8")
            units.append(str(unit))
        command = [*compiler, "-fsyntax-only", f"-I{top}/engine", f"-I{top}/cli"]
        halves = [units[i::2] for i in range(2) if units[i::2]]
        running = [subprocess.Popen(command + half, stdout=subprocess.DEVNULL,
                                    stderr=subprocess.PIPE, text=True) for half in halves]
        results = [(process.communicate()[1], process.returncode) for process in running]
    return [text for text, status in results if status != 0]


def check_codes(top):
    """The table of codes and the gallery of errors name the same ones."""
    table = top / "engine/base/diagnostic-table.h"
    numbers = re.findall(r"^EQUATE_DIAGNOSTIC \((\d+),", table.read_text(encoding="utf-8"), re.M)
    codes = [f"EQ{int(number):03}" for number in numbers]
    gallery = top / "tests/errors"
    shown = {path.name for path in gallery.iterdir() if path.is_dir()} if gallery.is_dir() else set()
    problems = [f"{code} stands twice in the table" for code in sorted(set(codes))
                if codes.count(code) > 1]
    problems += [f"tests/errors/{code} is missing" for code in sorted(set(codes) - shown)]
    problems += [f"tests/errors/{code}: no such code" for code in sorted(shown - set(codes))]
    return problems or ([] if codes else ["the table has no codes"])


def check_words(top):
    """No path of a machine, no loose end; course titles and the like may hold any word."""
    problems = []
    for folder, folders, names in os.walk(top):
        folders[:] = sorted(name for name in folders if name not in (".git", "__pycache__")
                            and not (folder == str(top) and name.startswith("build")))
        for name in sorted(names):
            path = pathlib.Path(folder, name)
            # In a second work tree `.git` is a file, which says where the first one is.
            if path.suffix not in TEXTS or path.is_symlink() or name == ".git":
                continue
            is_data = path.relative_to(top).parts[0] == "catalogs"
            text = path.read_bytes().decode("utf-8", "replace")
            for pattern in (MACHINE_PATHS,) if is_data else (MACHINE_PATHS, LOOSE_ENDS):
                for match in pattern.finditer(text):
                    number = text.count("\n", 0, match.start()) + 1
                    problems.append(f"{path.relative_to(top)}:{number}: {match.group(0)}")
    return problems


def check_commands(top):
    """Every command has a row in the table that help, manual and completions are made from."""
    table = top / "cli/command-table.c"
    commands = [path.stem[len("command-"):] for path in sorted((top / "cli").glob("command-*.c"))
                if path != table]
    if not table.is_file():
        return ["cli/command-table.c is missing"]
    text = table.read_text(encoding="utf-8")
    return [f"cli/command-{name}.c: `{name}` has no row in cli/command-table.c"
            for name in commands if f'"{name}"' not in text]


CHECKS = [
    ("a file includes from its own floor or a lower one", check_floors),
    ("no ring among the modules", check_rings),
    (f"functions under {FUNCTION_LINES} lines", check_function_length),
    (f"files under {FILE_LINES} lines", check_file_length),
    ("no goto", check_goto),
    ("nothing depends on the locale", check_locale),
    ("every diagnostic code has its folder of examples", check_codes),
    ("no machine paths, no loose ends", check_words),
    ("every command is in the table", check_commands),
]


def report(results):
    """TAP from (name, problems); the exit status."""
    failed = False
    count = itertools.count(1)
    for name, problems in results:
        failed = failed or bool(problems)
        print("not ok" if problems else "ok", next(count), "-", name)
        for line in "\n".join(problems).splitlines():
            print("#", line)
    print(f"1..{next(count) - 1}")
    return 1 if failed else 0


def main():
    top = pathlib.Path(sys.argv[1]).resolve()
    results = [(name, check(top)) for name, check in CHECKS]
    if "--" in sys.argv:
        compiler = sys.argv[sys.argv.index("--") + 1:]
        results.append(("each header compiles alone", check_headers(top, compiler)))
    return report(results)


if __name__ == "__main__":
    sys.exit(main())
