"""Compares Reeve with starlark-go and starlark-rust on made-up programs; `--help` says how."""
import argparse
import os
import sys
import tempfile
import time

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
sys.path.insert(0, os.path.join(TOP, "Tests", "Benchmarks", "harness"))

import peers

parser = argparse.ArgumentParser(prog="scripts/fuzz programs")
parser.add_argument("--seconds", type=int, default=60)
parser.add_argument("--seed", type=int, default=1, help="the first program's")
parser.add_argument("--count", type=int, help="so many programs at most")
parser.add_argument("--all", action="store_true",
                    help="also where only starlark-rust differs: it writes floats and functions its own way")
parser.add_argument("--findings", default=os.path.join(TOP, ".build-fuzz", "findings"), metavar="FOLDER")
parser.add_argument("--evaluator", help="an evaluator that is built")
options = parser.parse_args()

if os.environ.get("REEVE_FUZZ_INNER") is None:
    python = peers.packages_python()
    if not all(peers.has_module(python, module) for module in ("starlark", "starlark_go")):
        raise SystemExit("error: starlark-pyo3 and starlark-go cannot be installed")
    evaluator = options.evaluator or peers.evaluator()
    os.environ["REEVE_FUZZ_INNER"] = evaluator
    os.execv(python, [python, "-B", os.path.dirname(os.path.abspath(__file__)), *sys.argv[1:]])

import generator
import implementations
import shrinking


def decided(own, go):
    """Whether Reeve deviates from starlark-go because that was decided."""
    # What has no hash is in no dict: to ask is an error here.
    if "unhashable" in own.error and "unhashable" not in go.error:
        return True
    # A negative number of copies is none, however large.
    if "repeat count -" in go.error:
        return True
    # A method is looked up after the arguments are evaluated, as in starlark-rust.
    return "no field or method" in own.error and "field or method" in go.error


with tempfile.TemporaryDirectory() as folder:
    reeve = implementations.Reeve([os.environ["REEVE_FUZZ_INNER"]], folder)
    def differing(text):
        """Who prints something else and who fails, or nothing."""
        own, go = reeve(text), implementations.go(text)
        if go == own and not options.all or decided(own, go):
            return None
        rust = implementations.rust(text)
        names = [name for name, other in (("go", go), ("rust", rust)) if other != own]
        return (names, bool(own.error), bool(go.error), bool(rust.error)) if names else None

    end = time.monotonic() + options.seconds
    done = found = 0
    os.makedirs(options.findings, exist_ok=True)
    while time.monotonic() < end and (options.count is None or done < options.count):
        seed = options.seed + done
        text = generator.program(seed)
        done += 1
        try:
            difference = differing(text)
        except (RuntimeError, implementations.subprocess.TimeoutExpired) as failure:
            path = os.path.join(options.findings, f"crash-{seed}.star")
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            print(f"{path}: {failure}", flush=True)
            continue
        if not difference:
            continue
        found += 1
        names = difference[0]
        small = shrinking.shrink(text, lambda text: differing(text) == difference, end + 30)
        path = os.path.join(options.findings, f"{'-'.join(names)}-{seed}.star")
        with open(path, "w", encoding="utf-8") as file:
            file.write(small)
            for name, run in (("reeve", reeve), ("go", implementations.go), ("rust", implementations.rust)):
                file.write("".join(f"#{name}: {line}\n" for line in str(run(small)).splitlines()))
        print(f"{path}: {', '.join(names)} differ", flush=True)
    print(f"{done} programs, {found} differ")
sys.exit(1 if found else 0)
