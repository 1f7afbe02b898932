"""Measures what plans and the journal cost; `scripts/bench --journal --help` says how."""
import argparse
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(os.path.dirname(HERE)))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "harness"))

import measuring  # noqa: E402
from report import table  # noqa: E402

JOB = os.path.join(os.path.dirname(HERE), "client", "job.star")
AGENTS = 5000
CALLS = 100_000


def arguments():
    parser = argparse.ArgumentParser(
        prog="scripts/bench --journal",
        description="On the embedded sandbox, without quota: a plan of 100,000 changes beside the run of the same "
        "runbook, with an empty journal and with one that has set all its targets; a run of 20,000 changes with the "
        "journal and without a state folder; and the replay of a run that made 100,000 calls and was killed. Ends "
        "with 1 where a goal is missed.")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="runs of each, in turns (5)")
    parser.add_argument("--only", action="append", choices=["plan", "overhead", "replay"],
                        help="a part of it; repeatable")
    parser.add_argument("--json", action="store_true", help="write all figures as JSON")
    options = parser.parse_args()
    options.only = options.only or ["plan", "overhead", "replay"]
    return options


def program():
    """The program as its users run it, built anew where sources changed."""
    given = os.environ.get("REEVE_PROGRAM")
    if given:
        return given
    subprocess.run([os.path.join(TOP, "scripts", "reeve"), "--version"], check=True,
                   stdout=subprocess.DEVNULL)
    return os.path.join(TOP, ".build", "release", "reeve")


class Bench:
    def __init__(self, options, folder):
        self.options = options
        self.reeve = program()
        self.folder = folder
        self.state = os.path.join(folder, "state")
        self.missed = []
        self.figures = {}
        self.agents = os.path.join(folder, "agents.csv")
        with open(self.agents, "w", encoding="utf-8") as file:
            file.write("agent_id\n")
            for number in range(AGENTS):
                file.write(f"{number:064x}\n")

    def environment(self, journals=True):
        variables = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
        if journals:
            variables["XDG_STATE_HOME"] = self.state
        return variables

    def forget(self):
        shutil.rmtree(self.state, ignore_errors=True)

    def job(self, command, *flags, rounds):
        return [self.reeve, command, "--quiet", "--profile", "sandbox", "--rate", "hss=unlimited", *flags, JOB,
                f"--agents={self.agents}", f"--rounds={rounds}"]

    def run(self, command, journals=True):
        result = measuring.run(command, self.environment(journals))
        if result.code != 0:
            raise SystemExit(f"error: {command[:3]} ended with {result.code}\n{result.output}{result.errors}")
        return result

    def report(self, part, runs, goals):
        """Medians of each, and the ratios that are to be reached: of what, over what, at most."""
        figures = {
            name: {"wall": measuring.median([run.wall for run in found]),
                   "cpu": measuring.median([run.cpu for run in found])}
            for name, found in runs.items()}
        self.figures[part] = figures
        table([[part, "wall, ms", "CPU, ms"]] + [
            [name, f"{found['wall'] * 1e3:.0f}", f"{found['cpu'] * 1e3:.0f}"] for name, found in figures.items()])
        rows = []
        for name, base, most in goals:
            for measure in ("wall", "cpu"):
                value = figures[name][measure] / figures[base][measure]
                what = f"{measure} of {name} over {base}"
                if value > most:
                    self.missed.append(what)
                rows.append([what, f"{value:.2f}", f"at most {most:.2f}", "MISSED" if value > most else ""])
        if rows:
            table(rows)
        print()

    def plan(self):
        names = ["run", "plan, nothing known", "plan, all known", "plan into a file"]
        runs = {name: [] for name in names}
        file = os.path.join(self.folder, "x.plan")
        for _ in range(self.options.rounds):
            self.forget()
            runs[names[1]].append(self.run(self.job("plan", rounds=5)))
            runs[names[0]].append(self.run(self.job("run", rounds=5)))
            runs[names[2]].append(self.run(self.job("plan", rounds=5)))
            runs[names[3]].append(self.run(self.job("plan", "-o", file, rounds=5)))
        self.report("100,000 changes", runs, [(name, names[0], 1.5) for name in names[1:]])

    def overhead(self):
        names = ["with the journal", "without"]
        runs = {name: [] for name in names}
        for _ in range(self.options.rounds):
            self.forget()
            runs[names[0]].append(self.run(self.job("run", rounds=1)))
            runs[names[1]].append(self.run(self.job("run", rounds=1), journals=False))
        self.report("20,000 changes", runs, [(names[0], names[1], 1.25)])

    def replay(self):
        """Kills the run while its second request waits for a quota of one."""
        path = os.path.join(self.folder, "calls.star")
        with open(path, "w", encoding="utf-8") as file:
            file.write(f"for n in range({CALLS}):\n    time.now()\n"
                       "for n in range(300):\n    ignorePort(\"agent-%d\" % n, 22, \"TCP\")\n")
        self.forget()
        process = subprocess.Popen(
            [self.reeve, "run", "--quiet", "--profile", "sandbox", "--rate", "hss=1/h", path],
            env=self.environment(), stderr=subprocess.DEVNULL)
        database = os.path.join(self.state, "reeve", "state.db")
        while process.poll() is None and not self.is_settled(database):
            time.sleep(0.05)
        process.send_signal(signal.SIGKILL)
        process.wait()
        runs = {f"resume after {CALLS:,} calls": [self.run(
            [self.reeve, "resume", "--quiet", "--profile", "sandbox", "--rate", "hss=unlimited", "--last"])]}
        self.report("replay", runs, [])
        wall = runs[f"resume after {CALLS:,} calls"][0].wall
        if wall > 5:
            self.missed.append("wall of the replay")
        table([["wall of the replay, s", f"{wall:.2f}", "at most 5.00", "MISSED" if wall > 5 else ""]])

    @staticmethod
    def is_settled(database):
        try:
            with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
                return connection.execute("SELECT count(*) FROM journal_outcome").fetchone()[0] > 0
        except sqlite3.Error:
            return False


def main():
    options = arguments()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(options, folder)
        for part in options.only:
            getattr(bench, part)()
    if options.json:
        json.dump(bench.figures, sys.stdout, indent=2)
        print()
    if bench.missed:
        raise SystemExit("missed: " + "; ".join(bench.missed))


main()
