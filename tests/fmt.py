#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Formats files and compares what they say before and after.

The shipped files, all workspaces of the golden cases and random documents in random layouts: what
is written reads back to the same tree with the same comments in the same order, it does not
change when it is formatted again, and decisions stay the same byte for byte but for the hash of
the workspace.
"""

import argparse
import pathlib
import random
import re
import shutil
import sys
import tempfile

import yaml

import harness

TOP = pathlib.Path(__file__).resolve().parent.parent
LOADER = yaml.CBaseLoader
HEAD = re.compile(r"[|>][-+0-9]*[ \t]+(#.*)")
MAX_SHOWN = 3


# --- what a file says ---

def find_comments(text):
    """The comments between the tokens, by a scanner that is not the one under test."""
    comments, place = [], 0
    text = text.removeprefix("\ufeff")
    for token in yaml.scan(text, Loader=yaml.BaseLoader):
        gap = text[place:token.start_mark.index]
        comments += [line[line.index("#"):] for line in gap.splitlines() if "#" in line]
        if isinstance(token, yaml.ScalarToken) and token.style in ("|", ">"):
            head = HEAD.match(text[token.start_mark.index:token.end_mark.index].split("\n")[0])
            comments += [head.group(1)] if head else []
        place = token.end_mark.index
    gap = text[place:]
    comments += [line[line.index("#"):] for line in gap.splitlines() if "#" in line]
    return [comment.rstrip() for comment in comments]


def read_trees(text):
    return list(yaml.load_all(text, Loader=LOADER))


def check_layout(text):
    """What holds for every canonical file; lines of block texts may end in blanks."""
    problems = []
    if text and (not text.endswith("\n") or text.endswith("\n\n")):
        problems.append("it does not end in one line end")
    if "\r" in text or text.startswith("\ufeff"):
        problems.append("it has a CR or a byte order mark")
    if not re.search(r"[|>][-+]?(?:  #.*)?$", text, re.M):
        problems += [f"line {number} ends in a blank" for number, line in
                     enumerate(text.split("\n"), 1) if line != line.rstrip(" \t")]
        if "\n\n\n" in text:
            problems.append("two blank lines follow each other")
    return problems


def compare(before, after, again):
    problems = check_layout(after)
    if read_trees(before) != read_trees(after):
        problems.append(harness.difference("tree", repr(read_trees(before)).replace(", ", ",\n"),
                                           repr(read_trees(after)).replace(", ", ",\n")))
    ours, theirs = find_comments(before), find_comments(after)
    if ours != theirs:
        problems.append(harness.difference("comments", "\n".join(ours), "\n".join(theirs)))
    if again != after:
        problems.append(harness.difference("second run", after, again))
    return problems


def check_texts(program, texts):
    """Formats texts (by name) twice, all in one run each; the problems of the first few."""
    problems = []
    with tempfile.TemporaryDirectory(prefix="equate-fmt-") as folder:
        paths = {name: pathlib.Path(folder, f"{i:05}.yaml") for i, name in enumerate(texts)}
        for name, path in paths.items():
            harness.write(path, texts[name])
        first = harness.run([program, "fmt", folder], folder)
        after = {name: harness.read(path) for name, path in paths.items()}
        harness.run([program, "fmt", folder], folder)
        again = {name: harness.read(path) for name, path in paths.items()}
    if first.status != 0:
        problems.append(f"exit status {first.status}: {first.err}")
    for name, text in texts.items():
        found = compare(text, after[name], again[name])
        if found:
            problems += [f"{name}:", *found, "from:", text, "came:", after[name]]
        if len(problems) > 5 * MAX_SHOWN:
            break
    return problems


# --- random documents ---

WORDS = ["MA1101", "NO", "0123", "1E10", "12:30", "1.10", "yes", "null", "~", "2024-10-01", "85",
         "a b", "C++", "it's", "数学", "x:y", "-1", "3/2", "a#b", "GE\\d{4}", 'say "a"', "50%",
         "true", "0x1F", ".5", "=", "e5", "PL OPOLE02", "calculus"]
KEYS = ["code", "take", "give", "credits", "title", "note", "id", "from", "any-of", "n-of",
        "aliases", "no", "5.0", "hours", "counts", "grade", "failed", "years", "date", "taken"]
PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`=<][^,\[\]{}#'\"\n]*(?<![\s:])|-\d+|0x1F|\.5")


class Random:
    """A document with a layout that no one would choose."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.serial = 0

    def chance(self, share):
        return self.random.random() < share

    def make_tree(self, depth):
        kind = self.random.randrange(10)
        if depth == 0 or kind < 4:
            return self.random.choice(WORDS)
        if kind < 7:
            return [self.make_tree(depth - 1) for _ in range(self.random.randrange(5))]
        keys = self.random.sample(KEYS, self.random.randrange(5))
        return {key: self.make_tree(depth - 1) for key in keys}

    def comment(self):
        self.serial += 1
        return f"#{self.random.choice([' ', ''])}c{self.serial}{self.random.choice(['', ' # x', '  '])}"

    def line_end(self):
        return (" " * self.random.randrange(1, 4) + self.comment() if self.chance(0.15)
                else " " * self.random.choice([0, 0, 0, 2])) + "\n"

    def own_lines(self, indent):
        text = ""
        while self.chance(0.2):
            column = indent if self.chance(0.7) else self.random.randrange(9)
            text += " " * column + self.comment() + "\n"
        return text + "\n" * self.random.choice([0, 0, 0, 1, 3])

    def scalar(self, text, in_flow=False):
        if PLAIN.fullmatch(text) and ": " not in text and self.chance(0.6):
            return text if not (in_flow and text[0] in "-?:") else f'"{text}"'
        if self.chance(0.5):
            return "'" + text.replace("'", "''") + "'"
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

    def space(self, indent):
        """White space in a flow collection."""
        if self.chance(0.1):
            return self.line_end() + self.own_lines(indent) + " " * indent
        return " " * self.random.randrange(2)

    def flow(self, tree, indent):
        if isinstance(tree, str):
            return self.scalar(tree, True)
        opening, closing = "{}" if isinstance(tree, dict) else "[]"
        items = tree.items() if isinstance(tree, dict) else tree
        parts = []
        for item in items:
            part = self.space(indent)
            if isinstance(tree, dict):
                part += f"{self.scalar(item[0], True)}: {self.flow(item[1], indent)}"
            else:
                part += self.flow(item, indent)
            parts.append(part + self.space(indent))
        return opening + ",".join(parts) + self.space(indent) + closing

    def block_text(self, indent):
        sign = self.random.choice(["|", ">"]) + self.random.choice(["", "-", "+"])
        lines = [self.random.choice(["one two", "three # none", "", "  deeper", "- four", "五"])
                 for _ in range(self.random.randrange(1, 6))]
        pad = " " * (indent + self.random.randrange(1, 4))
        return (" " + sign + self.line_end() + pad + "first\n"
                + "".join((pad + line if line else "") + "\n" for line in lines))

    def plain_lines(self, indent):
        pad = " " * (indent + self.random.randrange(1, 4))
        return " some text\n" + "".join(self.random.choice(["", "\n"]) + pad + line + "\n" for line in
                                        self.random.sample(["goes on", "and on", "- so", "数"], 2))

    def value(self, tree, indent, in_mapping):
        """Behind a colon or a dash, with the end of the line."""
        if isinstance(tree, str) and self.chance(0.15):
            return self.block_text(indent) if self.chance(0.6) else self.plain_lines(indent)
        if isinstance(tree, str) or not tree or self.chance(0.25):
            text = self.flow(tree, indent + 1) if not isinstance(tree, str) else self.scalar(tree)
            if self.chance(0.1):
                return self.line_end() + self.own_lines(indent) + " " * (indent + 2) + text \
                    + self.line_end()
            return " " + text + self.line_end()
        if not in_mapping and self.chance(0.8):
            inner = indent + 1 + self.random.randrange(1, 4)
            return " " * (inner - indent - 1) + self.block(tree, inner, True)
        least = indent if isinstance(tree, list) and in_mapping else indent + 1
        return self.line_end() + self.block(tree, least + self.random.randrange(4), False)

    def block(self, tree, indent, in_line):
        text = ""
        items = tree.items() if isinstance(tree, dict) else tree
        for item in items:
            if not in_line:
                text += self.own_lines(indent) + " " * indent
            in_line = False
            if isinstance(tree, dict):
                text += self.scalar(item[0]) + ":" + self.value(item[1], indent, True)
            else:
                text += "-" + self.value(item, indent, False)
        return text + (self.own_lines(indent) if self.chance(0.3) else "")

    def document(self):
        tree = self.make_tree(4)
        if isinstance(tree, str) or not tree or self.chance(0.1):
            return self.own_lines(0) + self.flow(tree, 1) + self.line_end()
        return self.block(tree, self.random.choice([0, 0, 0, 2]), False)

    def file(self):
        text = self.document()
        while self.chance(0.2):
            text += "---" + self.line_end() + self.document()
        if self.chance(0.1):
            text = "---\n" + text
        if self.chance(0.1):
            text = text.rstrip("\n")
        if self.chance(0.1):
            text = text.replace("\n", "\r\n")
        return "\ufeff" + text if self.chance(0.05) else text


def make_random(first, count):
    """Texts by name; what the reader here does not take for YAML is left out."""
    texts = {}
    for seed in range(first, first + count):
        text = Random(seed).file()
        try:
            read_trees(text)
        except yaml.YAMLError:
            continue
        texts[f"seed {seed}"] = text
    if len(texts) < count / 2:
        raise ValueError(f"only {len(texts)} of {count} random documents are YAML")
    return texts


def check_random(program, first, count):
    return check_texts(program, make_random(first, count))


# --- files that exist ---

def shipped():
    return [path for name in ("catalogs", "rules", "examples")
            for path in sorted((TOP / name).rglob("*.yaml"))]


def check_shipped(program):
    return check_texts(program, {str(path.relative_to(TOP)): harness.read(path)
                                 for path in shipped()})


def check_canonical(program):
    """The shipped files stay formatted."""
    result = harness.run([program, "fmt", "--check", *map(str, shipped())], TOP)
    return [] if result.status == 0 else [result.out + result.err]


def golden_cases():
    folders = [TOP / "tests/decide", TOP / "../shared/conformance"]
    return [path for folder in folders for path in sorted(folder.glob("*.yaml"))]


def check_golden(program):
    texts = {}
    for path in golden_cases():
        case = yaml.load(harness.read(path), Loader=LOADER)
        texts[path.name] = harness.read(path)
        for part in ("workspace", "transcript"):
            if isinstance(case.get(part), str):
                texts[f"{path.name} {part}"] = case[part]
    return check_texts(program, texts)


def decide(program, folder, transcripts):
    """Decisions in every detail, without the hash of the workspace."""
    result = harness.run([program, "--workspace", folder, "convert", "--on", "2025-02-01",
                          "--format", "jsonl", *transcripts], folder)
    out = re.sub(r'"workspace":\s*"sha256:[0-9a-f]+"', "", result.out)
    return [str(result.status), out, re.sub(r":\d+:\d+|\d+\.\d+ s|in .*", "", result.err)]


def check_decisions(program):
    """The same answers from the shipped workspace before and after, with a layout turned upside down."""
    with tempfile.TemporaryDirectory(prefix="equate-fmt-") as folder:
        folder = pathlib.Path(folder)
        for name in ("catalogs", "rules", "examples"):
            shutil.copytree(TOP / name, folder / name)
        transcripts = sorted(str(path) for path in (folder / "examples").iterdir())
        before = decide(program, str(folder), transcripts)
        for path in [*folder.rglob("*.yaml")]:
            trees = read_trees(harness.read(path))
            flow = path.stat().st_size % 2 == 0
            harness.write(path, yaml.dump_all(trees, default_flow_style=flow, allow_unicode=True,
                                              sort_keys=False, width=60))
        result = harness.run([program, "fmt", str(folder)], str(folder))
        after = decide(program, str(folder), transcripts)
    problems = [] if result.status == 0 else [result.err]
    return problems + [found for ours, theirs in zip(before, after)
                       for found in [harness.difference("decisions", ours, theirs)] if found]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", type=pathlib.Path, help="the program equate")
    parser.add_argument("--count", type=int, default=2000, help="how many random documents")
    parser.add_argument("--seed", type=int, default=1, help="the first of their seeds")
    arguments = parser.parse_args()
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    program = str(arguments.program.resolve())
    tap = harness.Tap()
    tap.case("the shipped files are in canonical form", check_canonical, program)
    tap.case("the shipped files say the same", check_shipped, program)
    tap.case("the workspaces of all cases say the same", check_golden, program)
    tap.case("decisions are the same", check_decisions, program)
    for first in range(arguments.seed, arguments.seed + arguments.count, 500):
        count = min(500, arguments.seed + arguments.count - first)
        tap.case(f"random documents from seed {first} on", check_random, program, first, count)
    return tap.finish()


if __name__ == "__main__":
    sys.exit(main())
