#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""What becomes of files when the system refuses, signals come, or inputs are odd.

    faults.py EQUATE [--all]

Every write, fsync, rename, close and open of an output fails once (strace injects the failure; with --all
at each call, else at a few of them), every one is cut short by a signal or by kill -9 and gone on with.
What must hold: exit status 3, or 128 + n; each file is the old one or the whole new one; nothing else is
left; the message says what happened; a run that goes on ends with the bytes of one that was never cut short.
For the plain build: the sanitizers bear neither strace nor a limit on memory. TAP.
"""

import argparse
import gzip
import os
import pathlib
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import harness
import scale

RECORDS = 20000
OLD = b"the old file\n"
FEW = (1, 2, 5)  # points of each kind that are tried by default
ENDLESS = 10000


class Place:
    """A folder with a workspace, transcripts, and what an undisturbed run makes of them."""

    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        _, lines = scale.make_workspace(folder)
        blocks = scale.records(lines.read_bytes().splitlines(), RECORDS, 100)
        (folder / "in.jsonl").write_bytes(b"".join(blocks))
        self.out, self.rejects = folder / "out" / "o.jsonl", folder / "out" / "r.jsonl"
        self.reset()
        result = self.run(self.convert())
        assert result.returncode == 1, result.stderr
        self.whole = {self.out: self.out.read_bytes(), self.rejects: self.rejects.read_bytes()}

    def reset(self):
        shutil.rmtree(self.out.parent, ignore_errors=True)
        self.out.parent.mkdir()
        for path in (self.out, self.rejects):
            path.write_bytes(OLD)

    def convert(self, *more, out=None, source="in.jsonl"):
        return [self.program, "convert", "--on", "2025-02-01", "--format", "jsonl", "--detail", "awards", "-j", "2",
                "-o", out or self.out, "--rejects", self.rejects, *more, self.folder / source]

    def run(self, command, **options):
        options = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
        return subprocess.run([str(word) for word in command], cwd=self.folder, timeout=100, check=False, **options)

    def strace(self, command, inject, *paths):
        """Runs with a fault injected into calls about these paths; whether the fault was met comes with it."""
        log = self.folder / "strace.log"
        watched = [word for path in paths for word in ("-P", str(path))]
        result = self.run(["strace", "-f", "-qq", "-o", log, *watched, "-e", inject[0], "-e", inject[1], *command])
        text = log.read_text(errors="replace")
        return result, any(word in text for word in ("(INJECTED", "--- SIG", "+++ killed"))

    def paths(self):
        names = [self.out, self.rejects]
        return [pathlib.Path(str(path) + ending) for path in names
                for ending in ("", ".partial", ".partial.state", ".partial.state.new")] + [self.out.parent]

    def state(self):
        """Each output: whether it is old or new; and what else lies there."""
        problems = []
        for path, whole in self.whole.items():
            content = path.read_bytes() if path.exists() else None
            if content not in (OLD, whole):
                problems.append(f"{path.name} is neither the old file nor the new one")
        left = sorted(set(os.listdir(self.out.parent)) - {self.out.name, self.rejects.name})
        return problems, left


def points(count_all):
    """The calls at which something happens; it ends by itself where there are no more."""
    return range(1, ENDLESS) if count_all else FEW


def status_of(result):
    return result.returncode if result.returncode >= 0 else 128 - result.returncode


# --- the system refuses ---

ERRORS = {"ENOSPC": "No space left on device", "EIO": "Input/output error", "EACCES": "Permission denied"}
CALLS = [("write", "ENOSPC"), ("write", "EIO"), ("fsync", "EIO"), ("rename", "EIO"),
         ("rename", "ENOSPC"), ("close", "EIO"), ("close", "ENOSPC"), ("openat", "ENOSPC"), ("openat", "EACCES")]


def fail_everywhere(place, command, call, error, count_all, paths=None):
    problems, met = [], 0
    paths = place.paths() if paths is None else paths
    for n in points(count_all):
        place.reset()
        result, hit = place.strace(command, (f"trace={call}", f"inject={call}:error={error}:when={n}"), *paths)
        if not hit:
            break
        met += 1
        found, left = place.state()
        said = result.stderr.decode(errors="replace")
        if status_of(result) != 3 or ERRORS[error] not in said:
            # A folder that is not open to be brought to the disk, or a lock file, need not end a run.
            # Nor does it undo a run that its summary could not be said.
            is_harmless = call in ("openat", "close") or (call == "write" and not said)
            if not (is_harmless and status_of(result) == 1 and place.out.read_bytes() != OLD):
                found.append(f"exit status {status_of(result)}: {said[-300:]}")
        if left:
            found.append(f"left behind: {left}")
        problems += [f"{call} {n} {error}: {problem}" for problem in found]
    return problems if met else [f"no {call} was met"]


# --- signals ---

def cut_everywhere(place, number, count_all):
    """A signal at the n-th write, then on with --resume, again with a signal, to the end."""
    problems, met, resumed = [], 0, 0
    for n in points(count_all):
        place.reset()
        command = place.convert()
        inject = ("trace=write,fdatasync,rename", f"inject=write,fdatasync:signal={number.name}:when={n}")
        result, hit = place.strace(command, inject, *place.paths())
        if not hit:
            break
        met += 1
        found, left = place.state()
        if status_of(result) not in (128 + number, 1):
            found.append(f"exit status {status_of(result)}: {result.stderr[-300:]}")
        if status_of(result) == 128 + number:
            had_state = any(name.endswith(".state") for name in left)
            resumed += had_state
            if number != signal.SIGKILL and had_state != (b"--resume" in result.stderr):
                found.append(f"what is said is not what is there: {left} {result.stderr[-200:]}")
            again = place.run([*command, "--resume"])
            if status_of(again) != 1:
                found.append(f"going on: exit status {status_of(again)}: {again.stderr[-300:]}")
            if again.stderr.splitlines()[-1].split(b" rejected")[0] != SUM:
                found.append(f"going on: {again.stderr.splitlines()[-1]}")
            found += [f"{path.name} is not that of an undisturbed run" for path, whole in place.whole.items()
                      if path.read_bytes() != whole]
            found += [f"left behind: {name}" for name in place.state()[1]]
        problems += [f"{number.name} at {n}: {problem}" for problem in found]
    return problems if met and (resumed or number == signal.SIGKILL) else [f"{met} met, {resumed} to go on with"]


def checkpoint_fails(place):
    """A signal ends the run, and then the disk is full: nothing is left."""
    problems = []
    for call in ("fdatasync", "fsync", "rename"):
        place.reset()
        log = place.folder / "strace.log"
        watched = [word for path in place.paths() for word in ("-P", str(path))]
        result = place.run(["strace", "-f", "-qq", "-o", log, *watched, "-e", f"trace=write,{call}",
                            "-e", "inject=write:signal=SIGTERM:when=2", "-e", f"inject={call}:error=ENOSPC:when=1",
                            *place.convert()])
        found, left = place.state()
        if status_of(result) != 3 or ERRORS["ENOSPC"] not in result.stderr.decode() or left:
            found.append(f"{status_of(result)} {result.stderr[-300:]} {left}")
        problems += [f"{call}: {problem}" for problem in found]
    return problems


SUM = b"20000 records: 19800 decided, 0 needs-info, 0 no-agreement, 200"


def wait_for(condition, what):
    end = time.monotonic() + 60
    while not condition():
        if time.monotonic() > end:
            raise OSError(f"{what} was waited for in vain")
        time.sleep(0.01)


def kill_behind_checkpoint(place):
    """A checkpoint that was made on the way, then kill -9; the rest of the input comes later."""
    place.reset()
    lines = (place.folder / "in.jsonl").read_bytes()
    pipe = place.folder / "pipe"
    os.mkfifo(pipe)
    state = pathlib.Path(str(place.out) + ".partial.state")
    command = [word if word != place.folder / "in.jsonl" else "-" for word in place.convert("--from-format", "jsonl")]
    with subprocess.Popen([str(word) for word in command], cwd=place.folder, stdin=subprocess.PIPE,
                          stderr=subprocess.PIPE) as process:
        process.stdin.write(lines[:len(lines) // 2])
        for place_in_half in range(len(lines) // 2, len(lines) - 40000, 20000):
            process.stdin.write(lines[place_in_half:place_in_half + 20000])
            process.stdin.flush()
            time.sleep(0.1)
            if state.exists():
                break
        wait_for(state.exists, "a checkpoint")
        process.send_signal(signal.SIGKILL)
    pipe.unlink()
    found, left = place.state()
    if sorted(left) != ["o.jsonl.partial", "o.jsonl.partial.state", "r.jsonl.partial"]:
        found.append(f"left: {left}")
    other = place.run([*command, "--resume", "--to", "b"], input=lines, stdin=None)
    if other.returncode != 2 or b"--to: it was left out, and is b now" not in other.stderr:
        found.append(f"another call: {other.returncode} {other.stderr}")
    # What lies behind the checkpoint is not to be trusted.
    with open(str(place.out) + ".partial", "ab") as partial:
        partial.write(b"half a rec")
    again = place.run([*command, "--resume"], input=lines, stdin=None)
    found += [f"{path.name} is not that of an undisturbed run" for path, whole in place.whole.items()
              if path.read_bytes() != whole]
    if again.returncode != 1 or place.state()[1]:
        found.append(f"going on: {again.returncode} {again.stderr[-300:]} {place.state()[1]}")
    return found


def two_runs(place):
    """The second of two runs with one output is refused, and the first is not disturbed."""
    place.reset()
    command = [word if word != place.folder / "in.jsonl" else "-" for word in place.convert("--from-format", "jsonl")]
    with subprocess.Popen([str(word) for word in command], cwd=place.folder, stdin=subprocess.PIPE,
                          stderr=subprocess.PIPE) as first:
        wait_for(lambda: pathlib.Path(str(place.rejects) + ".partial").exists(), "the first run")
        second = place.run(place.convert())
        first.communicate((place.folder / "in.jsonl").read_bytes())
    found = place.state()[0]
    if second.returncode != 3 or b"another run is writing" not in second.stderr:
        found.append(f"the second: {second.returncode} {second.stderr}")
    if first.returncode != 1 or place.out.read_bytes() == OLD:
        found.append(f"the first: {first.returncode}")
    return found


def reader_goes(place):
    command = [word for word in place.convert() if word not in ("-o", place.out)]
    with subprocess.Popen([str(word) for word in command], cwd=place.folder, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE) as process:
        process.stdout.read(10)
        process.stdout.close()
        said = process.stderr.read()
    quiet = b"rror:" not in said and b"ipe" not in said
    return [] if -process.returncode == signal.SIGPIPE or process.returncode == 141 and quiet else \
        [f"{process.returncode} {said[-200:]}"]


def file_too_large(place):
    place.reset()
    result = place.run(place.convert(), preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)))
    found, left = place.state()
    if result.returncode != 3 or b"File too large" not in result.stderr or left:
        found.append(f"{result.returncode} {result.stderr[-200:]} {left}")
    return found


# --- inputs ---

def reading_fails(place, inject, message):
    problems = []
    for n in (1, 2, 3):
        place.reset()
        result, hit = place.strace(place.convert(), ("trace=read", f"{inject}:when={n}"), place.folder / "in.jsonl")
        found, left = place.state()
        if not hit or status_of(result) != 3 or message not in result.stderr.decode() or left \
                or place.out.read_bytes() != OLD:
            found.append(f"{hit} {status_of(result)} {result.stderr[-300:]} {left}")
        problems += [f"read {n}: {problem}" for problem in found]
    return problems


def input_shrinks(place):
    """The run waits for who reads its output; meanwhile most of the input goes."""
    large, pipe = place.folder / "large.jsonl", place.folder / "reader"
    large.write_bytes((place.folder / "in.jsonl").read_bytes() * 8)
    os.mkfifo(pipe)
    command = [place.program, "convert", "--on", "2025-02-01", "--format", "jsonl", "-j", "1", "-o", pipe, large]
    log = place.folder / "said"
    with open(log, "wb") as errors, \
            subprocess.Popen([str(word) for word in command], cwd=place.folder, stderr=errors) as process:
        with open(pipe, "rb") as reader:
            reader.read(1)
            os.truncate(large, 2 << 20)
            reader.read()
    said = log.read_bytes()
    pipe.unlink()
    return [] if process.returncode == 3 and b"it became shorter while it was read" in said else \
        [f"{process.returncode} {said[-300:]}"]


def input_goes(place):
    """A file that is removed while it is read is read to its end."""
    place.reset()
    copy = place.folder / "copy.jsonl"
    shutil.copy(place.folder / "in.jsonl", copy)
    pipe = place.folder / "reader"
    os.mkfifo(pipe)
    command = place.convert(out=pipe, source="copy.jsonl")
    with subprocess.Popen([str(word) for word in command], cwd=place.folder, stderr=subprocess.DEVNULL) as process:
        with open(pipe, "rb") as reader:
            first = reader.read(1)
            copy.unlink()
            rest = reader.read()
    pipe.unlink()
    return [] if process.returncode == 1 and first + rest == place.whole[place.out] else [f"{process.returncode}"]


def odd_inputs(place):
    os.mkfifo(place.folder / "nobody")
    (place.folder / "plain.gz").write_bytes(b"no gzip")
    (place.folder / "cut.jsonl.gz").write_bytes(gzip.compress((place.folder / "in.jsonl").read_bytes())[:-100])
    problems = []
    for source, message in (("rules", "Is a directory"), ("absent", "No such file"), ("nobody", "nobody writes"),
                            ("/dev/zero", "no end"), ("plain.gz", "not packed by gzip"),
                            ("cut.jsonl.gz", "cut off"), ("/proc/self/mem", "Input/output error")):
        place.reset()
        result = place.run(place.convert(source=source))
        found, left = place.state()
        if result.returncode != 3 or message not in result.stderr.decode() or left or place.out.read_bytes() != OLD:
            found.append(f"{result.returncode} {result.stderr[-300:]} {left}")
        problems += [f"{source}: {problem}" for problem in found]
    return problems


def packed_parts(place):
    """A packed file in several parts, with zeros behind; its output is packed, too, the same each time."""
    text = (place.folder / "in.jsonl").read_bytes()
    half = len(text) // 2
    (place.folder / "parts.jsonl.gz").write_bytes(gzip.compress(text[:half]) + gzip.compress(text[half:]) + bytes(100))
    packed = []
    for _ in range(2):
        place.reset()
        out = place.folder / "out" / "o.gz"
        result = place.run(place.convert(out=out, source="parts.jsonl.gz"))
        packed.append(out.read_bytes())
    right = result.returncode == 1 and gzip.decompress(packed[0]) == place.whole[place.out]
    return [] if right and packed[0] == packed[1] else [f"{result.returncode} {result.stderr[-200:]}"]


# --- streams and limits ---

def closed_streams(place):
    problems = []
    for redirect, statuses in (("<&-", {1}), (">&-", {1}), ("2>&-", {1}), ("<&- >&- 2>&-", {1})):
        place.reset()
        result = place.run(["/bin/sh", "-c", f'"$@" {redirect}', "sh", *place.convert()])
        found, left = place.state()
        if result.returncode not in statuses or left or place.out.read_bytes() == OLD:
            found.append(f"{result.returncode} {result.stderr[-200:]} {left}")
        problems += [f"{redirect}: {problem}" for problem in found]
    result = place.run(["/bin/sh", "-c", '"$@" - <&-', "sh", *place.convert()[:-1]])
    return problems if result.returncode == 3 else problems + [f"- of nothing: {result.returncode}"]


def limits(place):
    """Whatever is short, the outputs are old or new; and some limit is low enough to be met."""
    problems, statuses = [], set()
    for what, values in ((resource.RLIMIT_AS, (20, 30, 40, 60, 100)), (resource.RLIMIT_STACK, (0.0625, 0.25)),
                         (resource.RLIMIT_NOFILE, (4, 5, 6, 7, 8, 10))):
        for value in values:
            place.reset()
            limit = int(value * (1 << 20)) if what != resource.RLIMIT_NOFILE else value
            result = place.run(place.convert(), preexec_fn=lambda: resource.setrlimit(what, (limit, limit)))
            found, left = place.state()
            status = status_of(result)
            statuses.add(status)
            if status not in (1, 2, 3, 127, 128 + signal.SIGTRAP, 128 + signal.SIGABRT, 128 + signal.SIGKILL,
                              128 + signal.SIGSEGV if what == resource.RLIMIT_STACK else 1):
                found.append(f"{status} {result.stderr[-300:]}")
            if status in (2, 3) and left:
                found.append(f"left behind: {left}")
            problems += [f"limit {what} {value}: {problem}" for problem in found]
    return problems if len(statuses) > 1 else problems + ["no limit was met"]


def shards_of(place):
    for k in (1, 2):
        command = [word for word in place.convert("--shard", f"{k}/2", out=place.folder / f"s{k}.jsonl")]
        result = place.run(command)
        assert result.returncode in (0, 1), result.stderr
    return [place.program, "merge", "-o", place.out, place.folder / "s1.jsonl", place.folder / "s2.jsonl"]


def run_all(tap, place, count_all):
    for call, error in CALLS:
        tap.case(f"convert: {call} fails with {error}", fail_everywhere, place, place.convert(), call, error, count_all)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
        tap.case(f"convert: {number.name} at any write, and on", cut_everywhere, place, number, count_all)
    tap.case("a checkpoint fails", checkpoint_fails, place)
    tap.case("kill -9 behind a checkpoint", kill_behind_checkpoint, place)
    tap.case("two runs with one output", two_runs, place)
    tap.case("who reads goes away", reader_goes, place)
    tap.case("a file may not become as large", file_too_large, place)
    tap.case("reading fails", reading_fails, place, "inject=read:error=EIO", "Input/output error")
    tap.case("an input ends too soon", reading_fails, place, "inject=read:retval=0", "it became shorter")
    tap.case("an input shrinks", input_shrinks, place)
    tap.case("an input is removed", input_goes, place)
    tap.case("odd inputs", odd_inputs, place)
    tap.case("packed inputs and outputs", packed_parts, place)
    tap.case("closed streams", closed_streams, place)
    tap.case("limits", limits, place)
    merge = shards_of(place)
    for call, error in CALLS:
        # Its temporary file has a name that nobody can know before.
        paths = () if call in ("write", "rename") else None
        tap.case(f"merge: {call} fails with {error}", fail_everywhere, place, merge, call, error, count_all, paths)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("--all", action="store_true", help="at each call, not only at a few")
    arguments = parser.parse_args()
    if not shutil.which("strace") or subprocess.run(["strace", "-qq", "-o", "/dev/null", "true"],
                                                    check=False, stderr=subprocess.DEVNULL).returncode:
        return harness.skip_all("strace may not trace here")
    tap = harness.Tap()
    with tempfile.TemporaryDirectory(prefix="equate-faults-") as folder:
        run_all(tap, Place(arguments.program.resolve(), pathlib.Path(folder).resolve()), arguments.all)
    return tap.finish()


if __name__ == "__main__":
    sys.exit(main())
