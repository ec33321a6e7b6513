#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Help, manual page and completions say the same, since all come from one table.

    manual.py EQUATE MANUAL BASH FISH

The help of the program is what a user sees, so it is what the others are held against; each is
read by the program that it is made for (groff, bash, fish).
"""

import pathlib
import re
import shutil
import subprocess
import sys

import harness

OPTION = re.compile(r"^  (?:-(\w), )?--([a-z-]+)(?: (.+))?$", re.M)
CHOICE = re.compile(r"[a-z0-9-]+(?:\|[a-z0-9-]+)+")


def call(*command):
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, timeout=60,
                          check=False)
    return done.stdout, done.stderr


class Help:
    """What the program says of itself: commands, and the options of each ("" is all of them)."""

    def __init__(self, program):
        self.program = program
        text, _ = call(program, "--help")
        listed = text.split("\nCommands\n")[1].split("\n\n")[0]
        self.commands = [line.split()[0] for line in listed.splitlines()]
        self.options = {"": self.read("")}
        for command in self.commands:
            own = self.read(command)
            self.options[command] = [option for option in own if option not in self.options[""]]

    def read(self, command):
        text, _ = call(self.program, *filter(None, [command]), "--help")
        return [(short, name, argument) for short, name, argument in OPTION.findall(text)]


def manual(help_, page):
    source = page.read_text(encoding="utf-8")
    text, warnings = call("groff", "-man", "-Kutf8", "-Tutf8", "-ww", "-rLL=200n", page)
    text = re.sub(r"\x1b\[[\d;]*m|.\x08", "", text)
    problems = [f"groff: {line}" for line in warnings.splitlines()]
    sections = dict(zip([""] + re.findall(r"^   equate (\S+)", text, re.M),
                        re.split(r"^   equate ", text, flags=re.M)))
    sections[""] = text[text.index("OPTIONS OF EVERY COMMAND"):]
    if not source.startswith(".TH EQUATE 1"):
        problems.append("no title")
    for command in ["", *help_.commands]:
        for short, name, argument in help_.options[command]:
            wanted = (f"-{short}, " if short else "") + f"--{name}" + (f" {argument}" if argument else "")
            if wanted not in re.sub(r"\s+", " ", sections.get(command, "")):
                problems.append(f"equate {command}: the page lacks {wanted}")
    return problems


def complete_bash(script, *words):
    quoted = " ".join(f"'{word}'" for word in words)
    out, _ = call("bash", "--norc", "-c",
                  f"compopt() {{ :; }}; source '{script}'; COMP_WORDS=(equate {quoted}); "
                  f"COMP_CWORD={len(words)}; _equate; printf '%s\\n' \"${{COMPREPLY[@]}}\"")
    return set(out.split())


def complete_fish(script, *words):
    out, _ = call("fish", "--no-config", "-c", f"source {script}; complete -C 'equate {' '.join(words)}'")
    return {line.split("\t")[0] for line in out.splitlines()}


def completion(help_, complete, script):
    problems = []

    def expect(words, wanted):
        got = complete(script, *words)
        if got != set(wanted):
            problems.append(f"equate {' '.join(words)}: offers {sorted(got)}, not {sorted(wanted)}")

    for command in help_.commands:
        expect([command[:-1]], [one for one in help_.commands if one.startswith(command[:-1])])
        names = [f"--{name}" for _, name, _ in help_.options[command] + help_.options[""]]
        expect([command, "--"], names)
        for _, name, argument in help_.options[command]:
            if CHOICE.fullmatch(argument):
                expect([command, f"--{name}", ""], argument.split("|"))
    return problems


def main():
    program, page, bash, fish = (pathlib.Path(path).resolve() for path in sys.argv[1:])
    tap = harness.Tap()
    help_ = Help(program)
    tap.report("the help lists commands and options",
               [] if len(help_.commands) > 5 and help_.options[""] else ["it does not"])
    for name, tool, function, arguments in (
            ("manual page", "groff", manual, (help_, page)),
            ("completion for bash", "bash", completion, (help_, complete_bash, bash)),
            ("completion for fish", "fish", completion, (help_, complete_fish, fish))):
        if shutil.which(tool):
            tap.case(name, function, *arguments)
        else:
            tap.count += 1
            print(f"ok {tap.count} - {name} # SKIP {tool} is absent")
    return tap.finish()


if __name__ == "__main__":
    sys.exit(main())
