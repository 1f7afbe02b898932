"""Measures Reeve on one set of programs, and its peers beside it; `scripts/bench --help` says how."""
import argparse
import json
import os
import re
import sys
import tempfile

import measuring
import peers
import programs
import report

MEGABYTE = 1 << 20


def arguments():
    parser = argparse.ArgumentParser(
        prog="scripts/bench",
        description="Runs the same programs on Reeve and its peers, checks that all print the same, and prints "
        "medians of CPU time (user and system) without start-up, and ratios. Steps and memory are counted "
        "throughout.")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="runs of each program (5)")
    parser.add_argument("--only", action="append", metavar="NAME",
                        help=f"one of {', '.join(programs.NAMES)}, parse, start, memory; repeatable")
    parser.add_argument("--peers", default=",".join(peers.MAKERS), metavar="LIST",
                        help="some of " + ",".join(peers.MAKERS) + "; \"\" is none")
    parser.add_argument("--quick", action="store_true", help="small sizes, one round: to see that all works")
    parser.add_argument("--runner", action="store_true",
                        help="measure the language alone, without the rest of `reeve run`")
    parser.add_argument("--switch", action="store_true", help="the portable dispatcher; implies --runner")
    parser.add_argument("--callgrind", action="store_true",
                        help="count instructions, the same in each run, in place of time; implies --runner")
    parser.add_argument("--against", metavar="FILE", help="with --callgrind, the --json output of another revision")
    parser.add_argument("--json", action="store_true", help="write all figures as JSON")
    options = parser.parse_args()
    known = programs.NAMES + ["parse", "start", "memory"]
    for name in options.only or []:
        if name not in known:
            parser.error(f"--only: got {name}, want one of {', '.join(known)}")
    options.peers = [name for name in options.peers.split(",") if name]
    for name in options.peers:
        if name not in peers.MAKERS:
            parser.error(f"--peers: got {name}, want some of {','.join(peers.MAKERS)}")
    if options.rounds < 1:
        parser.error("--rounds: want at least 1")
    options.only = options.only or known
    options.runner = options.runner or options.switch or options.callgrind
    return options


class Bench:
    def __init__(self, options, folder):
        self.options = options
        self.folder = folder
        self.rounds = 1 if options.quick else options.rounds
        # Nobody's configuration, state or credentials.
        self.environment = {"PATH": os.environ["PATH"], "HOME": folder, "LANG": "C.UTF-8"}
        self.evaluator = peers.evaluator() if options.runner or "parse" in options.only else None
        if options.runner:
            flags = ["--switch"] if options.switch else []
            self.reeve = peers.Peer("reeve", lambda p: [self.evaluator, *flags, p.star])
        else:
            binary = peers.reeve()
            self.reeve = peers.Peer("reeve", lambda p: [binary, "run", "--quiet", p.star])
        self.reeve.parse = lambda path: [self.evaluator, "--parse", path]

    def run(self, command):
        result = measuring.run(command, self.environment)
        if result.code != 0:
            raise SystemExit(
                f"error: {' '.join(command)} ended with {result.code}\n{result.output}{result.errors}")
        return result

    def prepare(self, name):
        return programs.prepare(name, self.folder, self.options.quick)

    def measure(self, commands, rounds):
        """Runs by name, taken in turn so that what else the machine does touches all alike."""
        runs = {name: [] for name in commands}
        for _ in range(rounds):
            for name, command in commands.items():
                runs[name].append(self.run(command))
        return runs

    # MARK: Programs

    def time_programs(self, names, found):
        all_peers = [self.reeve] + found
        empty = self.prepare("empty")
        idle = self.measure({p.name: p.command(empty) for p in all_peers}, max(self.rounds, 5))
        start = {name: measuring.median([r.cpu for r in runs]) for name, runs in idle.items()}
        figures = {}
        for name in names:
            peers.note(f"{name} …")
            program = self.prepare(name)
            commands = {p.name: p.command(program) for p in all_peers if p.command(program)}
            runs = self.measure(commands, self.rounds)
            self.compare(name, runs)
            times = {}
            for peer, results in runs.items():
                cpu = measuring.median([r.cpu for r in results])
                times[peer] = {"cpu": cpu, "net": max(cpu - start[peer], 0.001),
                               "peak": measuring.median([r.peak for r in results])}
            for time in times.values():
                time["ratio"] = times["reeve"]["net"] / time["net"]
            figures[name] = times
        return figures

    def compare(self, name, runs):
        outputs = {peer: results[0].output for peer, results in runs.items()}
        for peer, output in outputs.items():
            if output != outputs["reeve"]:
                raise SystemExit(
                    f"error: {name}: {peer} prints\n{output}but reeve prints\n{outputs['reeve']}")

    # MARK: Single figures

    def time_parsing(self, found):
        size = 5 * MEGABYTE // (10 if self.options.quick else 1)
        path = programs.source_to_parse(self.folder, size)
        nothing = programs.write(self.folder, "nothing.star", "pass\n")
        with_parser = [p for p in [self.reeve] + found if p.parse]
        idle = self.measure({p.name: p.parse(nothing) for p in with_parser}, self.rounds)
        runs = self.measure({p.name: p.parse(path) for p in with_parser}, self.rounds)
        return {name: measuring.median([r.cpu for r in results])
                - measuring.median([r.cpu for r in idle[name]]) for name, results in runs.items()}

    def time_start(self, found):
        empty = self.prepare("empty")
        commands = {p.name: p.command(empty) for p in [self.reeve] + found if p.name in ("reeve", "lua")}
        if any(p.name == "cpython" for p in found):
            commands["cpython"] = [peers.PYTHON, "-c", "pass"]
        runs = self.measure(commands, 5 if self.options.quick else max(30, self.rounds))
        return {name: {"wall": measuring.median([r.wall for r in results]),
                       "cpu": measuring.median([r.cpu for r in results])} for name, results in runs.items()}

    def weigh(self, found):
        program = self.prepare("memory")
        commands = {p.name: p.command(program) for p in [self.reeve] + found if p.command(program)}
        runs = self.measure(commands, 1)
        self.compare("memory", runs)
        return {name: results[0].peak for name, results in runs.items()}

    # MARK: Instructions

    def count_instructions(self, names):
        counts = {}
        for name in names:
            peers.note(f"{name} …")
            if name == "parse":
                command = self.reeve.parse(programs.source_to_parse(self.folder, MEGABYTE // 2))
            else:
                command = self.reeve.command(programs.prepare(name, self.folder, True))
            counted = measuring.run(
                ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *command],
                # Tables are seeded, and an address can decide where a value lies.
                {**self.environment, "GLIBC_TUNABLES": ""})
            total = re.search(r"Collected : (\d+)", counted.errors)
            if counted.code != 0 or not total:
                raise SystemExit(f"error: {name} under callgrind: {counted.errors}")
            counts[name] = int(total[1])
        return counts


def main():
    options = arguments()
    os.makedirs(peers.CACHE, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=peers.CACHE) as folder:
        bench = Bench(options, folder)
        names = [name for name in programs.NAMES if name in options.only]
        if options.callgrind:
            count_names = names + (["parse"] if "parse" in options.only else [])
            figures = {"instructions": bench.count_instructions(count_names)}
        else:
            figures = measure(bench, names, peers.find(options.peers))
    if options.json:
        json.dump(figures, sys.stdout, indent=2)
        print()
    elif options.callgrind:
        earlier = None
        if options.against:
            with open(options.against, encoding="utf-8") as file:
                earlier = json.load(file)["instructions"]
        report.instructions(figures["instructions"], earlier)
    else:
        show(figures, [name for name in options.peers if name in figures["peers"]])


def measure(bench, names, found):
    figures = {"peers": [peer.name for peer in found], "rounds": bench.rounds, "programs": {}, "means": {}}
    if names:
        figures["programs"] = bench.time_programs(names, found)
        figures["means"] = report.means(figures, figures["peers"])
    for name, take in (("parse", bench.time_parsing), ("start", bench.time_start), ("memory", bench.weigh)):
        if name in bench.options.only:
            peers.note(f"{name} …")
            figures[name] = take(found)
    return figures


def show(figures, names):
    if figures["programs"]:
        report.programs(figures, names)
    if "parse" in figures:
        report.single("parse 5 MB", figures["parse"], "seconds", lambda s: f"{s:.3f}")
    if "start" in figures:
        wall = {name: 1000 * times["wall"] for name, times in figures["start"].items()}
        report.single("start", wall, "ms", lambda ms: f"{ms:.1f}")
    if "memory" in figures:
        report.single("1,000,000 records", figures["memory"], "MiB", lambda b: f"{b / MEGABYTE:.0f}")


main()
