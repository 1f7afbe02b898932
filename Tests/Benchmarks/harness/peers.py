"""Reeve and those it is measured against: how each is found, and run."""
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from typing import Callable

BENCHMARKS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TOP = os.path.dirname(os.path.dirname(BENCHMARKS))
SCRIPTS = os.path.join(BENCHMARKS, "Peers")
CACHE = os.path.join(TOP, ".build-bench")
PACKAGES = ["starlark-pyo3", "starlark-go"]
PYTHON = "/usr/bin/python3"


@dataclass
class Peer:
    name: str
    # The command that runs a program, nil where the peer cannot run it.
    command: Callable
    # The command that parses a file and does no more.
    parse: Callable | None = None


def note(text):
    print(text, file=sys.stderr)


def reeve():
    """The program as its users run it, built anew where sources changed."""
    subprocess.run([os.path.join(TOP, "scripts", "reeve"), "--version"], check=True,
                   stdout=subprocess.DEVNULL)
    return os.path.join(TOP, ".build", "release", "reeve")


def evaluator():
    """The language alone."""
    scratch = os.path.join(CACHE, "build")
    command = ["swift", "build", "--package-path", BENCHMARKS, "--scratch-path", scratch,
               "-c", "release", "--product", "evaluator"]
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode != 0:
        note(result.stdout + result.stderr)
        raise SystemExit("error: the evaluator does not build; what the compiler says is above")
    return os.path.join(scratch, "release", "evaluator")


def packages_python():
    """A Python that has the packages of the Starlark peers, made when it is first wanted."""
    home = os.path.join(CACHE, "peers")
    python = os.path.join(home, "bin", "python")
    if os.path.exists(python):
        return python
    for candidate in (PYTHON, sys.executable):
        shutil.rmtree(home, ignore_errors=True)
        made = subprocess.run([candidate, "-m", "venv", home], capture_output=True, text=True)
        if made.returncode == 0:
            break
    else:
        note(f"no virtual environment for {' and '.join(PACKAGES)}: {made.stderr.strip()}")
        return None
    # One by one: either may lack a build for this machine.
    for package in PACKAGES:
        installed = subprocess.run(
            [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", package],
            capture_output=True, text=True)
        if installed.returncode != 0:
            note(f"{package} cannot be installed: {installed.stderr.strip().splitlines()[-1:]}")
    return python


def has_module(python, module):
    return python and subprocess.run(
        [python, "-c", f"import {module}"], capture_output=True).returncode == 0


def find(wanted):
    """The peers that are here; says which are not."""
    found = []
    for name in wanted:
        peer = MAKERS[name]()
        if isinstance(peer, Peer):
            found.append(peer)
        else:
            note(f"{name} is left out: {peer}")
    return found


def lua():
    program = shutil.which("lua5.4")
    return Peer("lua", lambda p: p.lua and [program, p.lua]) if program else "apt-get install lua5.4"


def luajit():
    program = shutil.which("luajit")
    if not program:
        return "apt-get install luajit"
    return Peer("luajit", lambda p: p.luajit and [program, "-joff", p.luajit])


def rust():
    python = packages_python()
    if not has_module(python, "starlark"):
        return "starlark-pyo3 is not installed"
    script = os.path.join(SCRIPTS, "starlark_rust.py")
    return Peer("rust", lambda p: [python, script, p.star], lambda path: [python, script, "--parse", path])


def go():
    python = packages_python()
    if not has_module(python, "starlark_go"):
        return "starlark-go is not installed"
    return Peer("go", lambda p: [python, os.path.join(SCRIPTS, "starlark_go.py"), p.star])


def cpython():
    if not os.path.exists(PYTHON):
        return f"there is no {PYTHON}"
    return Peer("cpython", lambda p: [PYTHON, p.star],
                lambda path: [PYTHON, os.path.join(SCRIPTS, "python_parse.py"), path])


MAKERS = {"lua": lua, "luajit": luajit, "rust": rust, "go": go, "cpython": cpython}
