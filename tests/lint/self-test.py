#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Every check of lint.py must find the fault in a tree that has it, and none in a sound tree.

    self-test.py -- COMPILER FLAGS…
"""

import functools
import pathlib
import sys
import tempfile

import lint

TABLE = "engine/base/diagnostic-table.h"

SOUND = {
    TABLE: 'EQUATE_DIAGNOSTIC (1, A, ERROR, "a", "b")\n',
    "tests/errors/EQ001/cmd": "validate\n",
    "engine/base/low.h": '#pragma once\n#include <stddef.h>\nsize_t low (void);\n',
    "engine/base/low.c": '#include "base/low.h"\n\n/* goto, strtod ("%f") and 3% are only talk. */\n'
                         'size_t\nlow (void)\n{\n  return sizeof "100 % free, %s, %%f";\n}\n',
    "engine/load/high.h": '#pragma once\n#include "base/low.h"\n',
    "cli/main.c": '#include "command.h"\n#include "load/high.h"\nint\nmain (void)\n'
                  '{\n  setlocale (LC_ALL, "");\n}\n',
    "cli/command.h": "#pragma once\n",
    "cli/command-table.c": 'const char *const names[] = {\n  "list",\n};\n',
    "cli/command-list.c": '#include "command.h"\n',
}

LONG_BODY = "".join(f"  step ({i});\n" for i in range(56))

# The check, what is added to the sound tree, what the problem must say (None: there is none).
FAULTS = [
    (lint.check_floors, {"engine/base/up.c": '#include "load/high.h"\n'}, "higher floor"),
    (lint.check_floors, {"engine/base/up.c": '#include "low.h"\n'}, "not written from the top"),
    (lint.check_floors, {"engine/base/up.c": '#include "command.h"\n'}, "not written from the top"),
    (lint.check_floors, {"engine/cellar/x.c": ""}, "no floor"),
    (lint.check_floors, {"engine/equate.h": '#include "load/high.h"\n'}, None),
    (lint.check_floors, {"engine/equate.h": "", "engine/batch/x.c": '#include "equate.h"\n'},
     "higher floor"),
    (lint.check_rings, {"engine/base/a.h": '#include "base/b.h"\n', "engine/base/b.h": "",
                        "engine/base/b.c": '#include "base/a.h"\n'}, "ring: engine/base/a"),
    (lint.check_rings, {"engine/base/a.h": '#include "base/b.h"\n', "engine/base/b.h": ""}, None),
    (lint.check_function_length,
     {"cli/long.c": "static int\nlong_one (int a,\n          int b)\n{\n" + LONG_BODY + "}\n"},
     "long_one has 61 lines"),
    (lint.check_function_length,
     {"cli/long.c": "static int\nlong_one (void)\n{\n" + LONG_BODY[12:] + "}\n"}, None),
    (lint.check_function_length,
     {"cli/long.c": "struct x\n{\n" + LONG_BODY * 2 + "};\n"}, None),
    (lint.check_file_length, {"tests/unit/test-x.c": "\n" * 600}, "600 lines"),
    (lint.check_file_length, {"tests/unit/test-x.c": "\n" * 599}, None),
    (lint.check_goto, {"tests/unit/test-x.c": "{\n  goto out;\n}\n"}, "test-x.c:2"),
    (lint.check_locale, {"engine/base/x.c": "x = strtod (t, NULL);\n"}, "strtod"),
    (lint.check_locale, {"engine/base/x.c": "x = setlocale (LC_ALL, t);\n"}, "setlocale"),
    (lint.check_locale, {"engine/base/x.c": 'printf ("%5.2f", x);\n'}, "%5.2f"),
    (lint.check_locale, {"cli/x.c": 'printf ("%-8g", x);\n'}, "%-8g"),
    (lint.check_codes, {"tests/errors/EQ002/cmd": ""}, "no such code"),
    (lint.check_codes, {TABLE: "EQUATE_DIAGNOSTIC (1, A\nEQUATE_DIAGNOSTIC (17, B\n"},
     "EQ017 is missing"),
    (lint.check_codes, {TABLE: "EQUATE_DIAGNOSTIC (1, A\nEQUATE_DIAGNOSTIC (1, B\n"}, "twice"),
    (lint.check_codes, {TABLE: ""}, "no such code"),
    (lint.check_words, {"README.md": "see /" "work/main\n"}, "README.md:1"),
    (lint.check_words, {"scripts/x": "cd /" "tmp/x\n"}, "scripts/x:1"),
    (lint.check_words, {"cli/x.c": "\n/* TO" "DO */\n"}, "cli/x.c:2"),
    (lint.check_words, {"catalogs/x.yaml": "title: XX" "X\n", "tests/x.py": '"/XXXXXX"'}, None),
    (lint.check_commands, {"cli/command-new.c": ""}, "`new` has no row"),
]


def write_tree(top, files):
    for name, text in files.items():
        path = top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def try_tree(check, files, expected):
    """The problems of the check itself."""
    with tempfile.TemporaryDirectory(prefix="equate-lint-") as folder:
        top = pathlib.Path(folder)
        write_tree(top, {**SOUND, **files})
        found = "\n".join(check(top))
    if expected is None:
        return [f"found in a sound tree: {found}"] if found else []
    return [] if expected in found else [f"expected {expected!r}, found {found!r}"]


def main():
    compiler = sys.argv[sys.argv.index("--") + 1:]
    headers = functools.partial(lint.check_headers, compiler=compiler)
    faults = FAULTS + [(headers, {"engine/base/x.h": "size_t unknown;\n"}, "x.h"),
                       (headers, {}, None)]
    results = [(f"sound: {name}", try_tree(check, {}, None)) for name, check in lint.CHECKS]
    results += [(f"{i}: " + (f"fault: {expected}" if expected else "allowed"), try_tree(check, files, expected))
                for i, (check, files, expected) in enumerate(faults, 1)]
    checked = {check for check, _, _ in FAULTS}
    results.append(("every check has a fault of its own",
                    [name for name, check in lint.CHECKS if check not in checked]))
    return lint.report(results)


if __name__ == "__main__":
    sys.exit(main())
