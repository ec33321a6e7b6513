#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Holds schemas/*.json against the documents that the program itself accepts or refuses.

    schemas.py PRINT_TABLES EQUATE

Documents are read in two ways: as an editor does, with numbers, and with every scalar as text.
"""

import importlib.machinery
import importlib.util
import json
import pathlib
import re
import sys

import jsonschema
import yaml

import harness

TOP = pathlib.Path(__file__).resolve().parent.parent
CASES = [TOP / "tests/decide", TOP / "../shared/conformance"]
# Shapes that a schema can see; a case of one of these without a document that it refuses is named
# below, with the reason.
SHAPES = ("EQ101", "EQ102", "EQ104", "EQ105", "EQ106", "EQ107", "EQ108", "EQ109", "EQ112", "EQ113",
          "EQ114", "EQ115")
UNSEEN = {
    "EQ101/transcript",  # which kinds may stand where
    "EQ101/transcripts-with-another",
    "EQ104/extended-target",  # what an agreement inherits
    "EQ107/day",  # the days of a month
    "EQ112/n-of",  # a number that depends on a list
}


class Core(yaml.CSafeLoader):
    """YAML 1.2's core schema: numbers, true and false, null; days and all else are texts."""
    yaml_implicit_resolvers = {}


Core.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("(true|false)$"), "tf")
Core.add_implicit_resolver("tag:yaml.org,2002:null", re.compile("(~|null|)$"), ["~", "n", ""])
Core.add_implicit_resolver("tag:yaml.org,2002:int", re.compile("[-+]?[0-9]+$"), "-+0123456789")
Core.add_implicit_resolver("tag:yaml.org,2002:float",
                           re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$"),
                           "-+.0123456789")
Core.add_constructor("tag:yaml.org,2002:int", lambda self, node: int(node.value))


def load_maker():
    loader = importlib.machinery.SourceFileLoader("make_schemas", str(TOP / "scripts/make-schemas"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("make_schemas", loader))
    loader.exec_module(module)
    return module


def check_fresh(print_tables):
    made = load_maker().make_schemas(print_tables)
    kept = {path.name: harness.read(path) for path in (TOP / "schemas").glob("*.json")}
    return [found for name in sorted({*made, *kept})
            for found in [harness.difference(name, made.get(name, ""), kept.get(name, ""))] if found]


def read_schemas():
    schemas = {}
    for path in sorted((TOP / "schemas").glob("*.json")):
        schema = json.loads(harness.read(path))
        jsonschema.Draft202012Validator.check_schema(schema)
        schemas[schema["title"]] = jsonschema.Draft202012Validator(schema)
    return schemas


def find_faults(schemas, document):
    """What the schema of its kind finds in a document; None where there is no such kind."""
    kind = document.get("equate") if isinstance(document, dict) else None
    validator = schemas.get(kind) if isinstance(kind, str) else None
    if validator is None:
        return None
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message[:300]}"
            for error in validator.iter_errors(document)]


def check_valid(schemas, texts):
    problems, count = [], 0
    for name, text in texts.items():
        for loader in (Core, yaml.CBaseLoader):
            for document in yaml.load_all(text, Loader=loader):
                faults = find_faults(schemas, document)
                count += faults is not None
                problems += [f"{name} ({loader.__name__}): {fault}" for fault in faults or []]
    return problems[:20] if count else ["no document was read"]


def shipped():
    return {str(path.relative_to(TOP)): harness.read(path)
            for name in ("catalogs", "rules", "examples") for path in (TOP / name).rglob("*.yaml")}


def golden():
    texts = {}
    for path in (path for folder in CASES for path in sorted(folder.glob("*.yaml"))):
        case = yaml.load(harness.read(path), Loader=yaml.CBaseLoader)
        if "error" in case.get("expect", {}):
            continue
        for part in ("workspace", "transcript"):
            if isinstance(case.get(part), str) and not case[part].lstrip().startswith(("{", "[")):
                texts[f"{path.name} {part}"] = case[part]
    return texts


def named_files(case):
    """The YAML files that the program points to."""
    said = harness.read(case / "expected.out") + harness.read(case / "expected.err")
    names = set(re.findall(r"--> (\S+\.yaml):", said))
    return [path for path in sorted(case.rglob("*.yaml"))
            if any(str(path).endswith("/" + name) for name in names)]


def refuses(schemas, paths):
    for path in paths:
        for loader in (Core, yaml.CBaseLoader):
            for document in yaml.load_all(harness.read(path), Loader=loader):
                faults = find_faults(schemas, document)
                if faults is None or faults:
                    return True
    return False


def check_invalid(schemas):
    problems = []
    for code in SHAPES:
        for cmd in sorted((TOP / "tests/errors" / code).rglob("cmd")):
            name = str(cmd.parent.relative_to(TOP / "tests/errors"))
            paths = named_files(cmd.parent)
            if paths and refuses(schemas, paths) == (name in UNSEEN):
                problems.append(f"{name}: " + ("is refused by now" if name in UNSEEN
                                               else "no schema refuses a document of it"))
    return problems


def check_decisions(schemas, program):
    paths = sorted(str(path) for path in (TOP / "examples").iterdir())
    result = harness.run([program, "--workspace", str(TOP), "convert", "--on", "2025-02-01", "--format",
                          "jsonl", *paths], TOP)
    decisions = [json.loads(line) for line in result.out.splitlines()]
    problems = [fault for decision in decisions for fault in find_faults(schemas, decision)]
    return problems[:20] if decisions else ["nothing was decided"]


def check_mentions():
    """Editors find the schema by the first line of a file."""
    problems = []
    for name, text in shipped().items():
        kind = re.search(r"(?m)^equate: ([a-z]+)/", text)
        up = "../" * (len(pathlib.PurePath(name).parts) - 1)
        line = f"# yaml-language-server: $schema={up}schemas/{kind.group(1)}.json\n"
        if not text.startswith(line):
            problems.append(f"{name} does not begin with {line.strip()}")
    return problems


def main():
    print_tables, program = (str(pathlib.Path(name).resolve()) for name in sys.argv[1:3])
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    tap = harness.Tap()
    tap.case("the schemas are what scripts/make-schemas makes", check_fresh, print_tables)
    schemas = read_schemas()
    tap.case("the shipped files follow them", lambda: check_valid(schemas, shipped()))
    tap.case("the workspaces of all cases follow them", lambda: check_valid(schemas, golden()))
    tap.case("decisions follow them", check_decisions, schemas, program)
    tap.case("faults of shape do not", check_invalid, schemas)
    tap.case("each shipped file names its schema", check_mentions)
    return tap.finish()


if __name__ == "__main__":
    sys.exit(main())
