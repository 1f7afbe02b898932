"""A program's output in each implementation, and whether it fails."""
import os
import subprocess

import starlark
import starlark_go

starlark_go.configure_starlark(allow_set=True, allow_global_reassign=True, allow_recursion=True)
DIALECT = starlark.Dialect.extended()
DIALECT.enable_top_level_stmt = True


class Result:
    def __init__(self, output, error):
        self.output, self.error = output, error

    def __eq__(self, other):
        return self.output == other.output and bool(self.error) == bool(other.error)

    def __str__(self):
        return self.output + (f"! {self.error.strip()}" if self.error else "")


def go(text):
    printed = []
    try:
        starlark_go.Starlark(print=printed.append).exec(text, filename="program.star")
        error = ""
    except starlark_go.StarlarkError as failure:
        error = str(failure)
    return Result("".join(f"{line}\n" for line in printed), error)


def rust(text):
    # Its own `print` writes to standard error, and cannot convert all values for another one.
    printed = []
    module = starlark.Module()
    module.add_callable("emit", printed.append)
    prelude = "def print(*args): emit(\" \".join([str(a) for a in args]))\n"
    try:
        starlark.eval(module, starlark.parse("program.star", prelude + text + "None\n", DIALECT), GLOBALS)
        error = ""
    except starlark.StarlarkError as failure:
        error = str(failure)
    return Result("".join(f"{line}\n" for line in printed), error)


GLOBALS = starlark.Globals.standard()


class Reeve:
    def __init__(self, command, folder):
        self.command, self.path = command, os.path.join(folder, "program.star")

    def __call__(self, text):
        with open(self.path, "w", encoding="utf-8") as file:
            file.write(text)
        done = subprocess.run([*self.command, self.path], capture_output=True, stdin=subprocess.DEVNULL, timeout=60)
        if done.returncode < 0 or done.returncode > 100:
            raise RuntimeError(f"crash {done.returncode}: {done.stderr.decode(errors='replace')}")
        error = done.stderr.decode(errors="replace") if done.returncode else ""
        return Result(done.stdout.decode(errors="replace"), error or ("failed" if done.returncode else ""))
