"""Measures `reeve run` beside the vendor's SDK on one job; `scripts/bench --client --help` says how."""
import argparse
import json
import os
import subprocess
import sys
import tempfile
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(os.path.dirname(HERE)))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "harness"))

import measuring  # noqa: E402
from report import table  # noqa: E402

MEGABYTE = 1 << 20
AGENTS = 5000
PORTS = 4
PACK = 200
LANES = 8
QUOTA_CALLS = 5
# The service's window of 60 seconds, 60 times as fast.
QUOTA_WINDOW = 1


def arguments():
    parser = argparse.ArgumentParser(
        prog="scripts/bench --client",
        description="Changes 20,000 ports of 5,000 agents on `reeve sandbox`: `reeve run` on a loop that changes them "
        "one by one, and a Python program that packs them itself for the vendor's SDK and sends them from 8 threads. "
        "Compares requests, wall time, CPU time and peak of memory of the whole processes, without quota at 0 and "
        "50 ms latency, and then Reeve alone on up to 1,000,000 changes and under the service's quota, 60 times as "
        "fast. Ends with 1 where a goal is missed.")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="runs of each, in turns (5)")
    parser.add_argument("--only", action="append", choices=["compare", "million", "quota"],
                        help="a part of it; repeatable")
    parser.add_argument("--json", action="store_true", help="write all figures as JSON")
    options = parser.parse_args()
    options.only = options.only or ["compare", "million", "quota"]
    return options


def program():
    """The program as its users run it, built anew where sources changed."""
    given = os.environ.get("REEVE_PROGRAM")
    if given:
        return given
    subprocess.run([os.path.join(TOP, "scripts", "reeve"), "--version"], check=True,
                   stdout=subprocess.DEVNULL)
    return os.path.join(TOP, ".build", "release", "reeve")


class Sandbox:
    def __init__(self, reeve, *flags):
        self.process = subprocess.Popen(
            [reeve, "sandbox", "--in-memory", "--print-credentials", *flags],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.known = json.loads(self.process.stdout.readline())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()

    def control(self, path, method="GET"):
        request = urllib.request.Request(
            self.known["endpoint"] + path, method=method,
            headers={"X-Sandbox-Control": self.known["control_token"]})
        # Whatever proxy the variables name, the sandbox is on this machine.
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request) as answer:
            return json.load(answer)

    def reset(self):
        self.control("/sandbox/reset", "POST")

    def requests(self):
        return sum(self.control("/sandbox/requests?operation=none")["counts"].values())

    def refused(self):
        answer = self.control("/sandbox/requests")
        return sum(request["status"] == 429 for request in answer["requests"])


class Bench:
    def __init__(self, options, folder):
        self.options = options
        self.folder = folder
        self.reeve = program()
        self.agents = os.path.join(folder, "agents.csv")
        self.write_agents(self.agents, AGENTS)
        self.missed = []

    def write_agents(self, path, count):
        with open(path, "w", encoding="utf-8") as file:
            file.write("agent_id\n")
            for number in range(count):
                file.write(f"{number:032x}{'bc36c4f848c704bb2231b1d2b72a7d8f'}\n")

    def run(self, command, known):
        environment = {
            "PATH": os.environ["PATH"], "HOME": self.folder, "LANG": "C.UTF-8",
            "HUAWEICLOUD_SDK_AK": known["ak"], "HUAWEICLOUD_SDK_SK": known["sk"],
            "HUAWEICLOUD_SDK_PROJECT_ID": known["project_id"],
        }
        result = measuring.run(command, environment)
        if result.code != 0:
            raise SystemExit(f"error: {command[:3]} ended with {result.code}\n{result.output}{result.errors}")
        return result

    def reeve_job(self, known, rate="unlimited", rounds=1, agents=None):
        return [
            self.reeve, "run", "--quiet", "--rate", f"hss={rate}",
            "--endpoint", f"hss={known['endpoint']}", os.path.join(HERE, "job.star"),
            f"--agents={agents or self.agents}", f"--rounds={rounds}"]

    def goal(self, name, value, most, form="{:.2f}"):
        is_met = value <= most
        if not is_met:
            self.missed.append(name)
        return [name, form.format(value), "at most " + form.format(most), "" if is_met else "MISSED"]

    # MARK: Beside the SDK

    def compare(self, latency):
        python = subprocess.run(
            [os.path.join(TOP, "scripts", "sdk-test"), "--install"], check=True,
            stdout=subprocess.PIPE, text=True).stdout.strip()
        runs = {"reeve": [], "sdk": []}
        requests = {"reeve": set(), "sdk": set()}
        with Sandbox(self.reeve, "--latency", str(latency)) as sandbox:
            known = sandbox.known
            commands = {
                "reeve": self.reeve_job(known),
                "sdk": [python, os.path.join(HERE, "sdk_job.py"), self.agents, known["endpoint"],
                        known["ak"], known["sk"], known["project_id"]],
            }
            for _ in range(self.options.rounds):
                for name, command in commands.items():
                    sandbox.reset()
                    runs[name].append(self.run(command, known))
                    requests[name].add(sandbox.requests())
        figures = {
            name: {
                "requests": max(requests[name]),
                "wall": measuring.median([run.wall for run in results]),
                "cpu": measuring.median([run.cpu for run in results]),
                "peak": measuring.median([run.peak for run in results]),
            } for name, results in runs.items()}
        self.show(latency, figures)
        return figures

    def show(self, latency, figures):
        reeve, sdk = figures["reeve"], figures["sdk"]
        rows = [[f"20,000 changes, {latency} ms", "reeve", "SDK", "ratio"]]
        rows.append(["requests", str(reeve["requests"]), str(sdk["requests"]), ""])
        for name, unit, scale in (("wall", "ms", 1e3), ("cpu", "ms", 1e3), ("peak", "MiB", 1 / MEGABYTE)):
            rows.append([f"{name}, {unit}", f"{reeve[name] * scale:.0f}", f"{sdk[name] * scale:.0f}",
                         f"{reeve[name] / sdk[name]:.3f}"])
        table(rows)
        wanted = AGENTS * PORTS // PACK
        goals = [self.goal(f"requests, {latency} ms", reeve["requests"], wanted, "{:.0f}")]
        if latency == 0:
            for name in ("wall", "cpu", "peak"):
                goals.append(self.goal(f"{name} over the SDK's", reeve[name] / sdk[name], 0.25, "{:.3f}"))
        else:
            # What so many requests in so many lanes must take.
            least = -(-wanted // LANES) * latency / 1e3
            for name in ("cpu", "peak"):
                goals.append(self.goal(
                    f"{name} over the SDK's, {latency} ms", reeve[name] / sdk[name], 0.25, "{:.3f}"))
            goals.append(self.goal(f"wall over {least * 1e3:.0f} ms", reeve["wall"] / least, 1.15, "{:.3f}"))
        table(goals)
        print()

    # MARK: Reeve alone

    def million(self):
        figures = {}
        rows = [["changes", "requests", "wall, s", "CPU, s", "peak, MiB"]]
        with Sandbox(self.reeve) as sandbox:
            for rounds in (1, 10, 50):
                sandbox.reset()
                run = self.run(self.reeve_job(sandbox.known, rounds=rounds), sandbox.known)
                count = AGENTS * PORTS * rounds
                requests = sandbox.requests()
                figures[count] = {"requests": requests, "wall": run.wall, "cpu": run.cpu, "peak": run.peak}
                rows.append([f"{count:,}", str(requests), f"{run.wall:.2f}", f"{run.cpu:.2f}",
                             f"{run.peak / MEGABYTE:.0f}"])
        table(rows)
        first, last = figures[AGENTS * PORTS * 10], figures[AGENTS * PORTS * 50]
        table([self.goal("peak of 1,000,000 over that of 200,000", last["peak"] / first["peak"], 1.5)])
        print()
        return figures

    def quota(self):
        with Sandbox(self.reeve, "--quota", "--quota-window", f"{QUOTA_WINDOW}s") as sandbox:
            sandbox.reset()
            run = self.run(self.reeve_job(sandbox.known, f"{QUOTA_CALLS}/s"), sandbox.known)
            requests, refused = sandbox.requests(), sandbox.refused()
        # The last calls need not wait for their window to end.
        least = (-(-requests // QUOTA_CALLS) - 1) * QUOTA_WINDOW
        table([["under quota", "requests", "wall, s", "CPU, s"],
               ["20,000 changes", str(requests), f"{run.wall:.2f}", f"{run.cpu:.2f}"]])
        table([self.goal("refused with 429", refused, 0, "{:.0f}"),
               self.goal(f"wall over {least} s", run.wall / least, 1.05, "{:.3f}")])
        print()
        return {"requests": requests, "refused": refused, "wall": run.wall, "cpu": run.cpu}


def main():
    options = arguments()
    figures = {}
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(options, folder)
        if "compare" in options.only:
            figures["compare"] = {latency: bench.compare(latency) for latency in (0, 50)}
        if "million" in options.only:
            figures["million"] = bench.million()
        if "quota" in options.only:
            figures["quota"] = bench.quota()
    if options.json:
        json.dump(figures, sys.stdout, indent=2)
        print()
    if bench.missed:
        raise SystemExit("missed: " + "; ".join(bench.missed))


main()
