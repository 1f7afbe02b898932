"""One run of a process: what it printed, the CPU it took, its peak of memory."""
import os
import statistics
import subprocess
import time
from dataclasses import dataclass


@dataclass
class Run:
    output: str
    errors: str
    code: int
    cpu: float
    wall: float
    peak: int


def run(command, environment=None):
    start = time.perf_counter()
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=environment,
    ) as process:
        # The programs print little: no pipe fills while the other one is read.
        output = process.stdout.read()
        errors = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return Run(
        output.decode(errors="replace"), errors.decode(errors="replace"), process.returncode,
        usage.ru_utime + usage.ru_stime, time.perf_counter() - start, usage.ru_maxrss * 1024)


def median(values):
    return statistics.median(values)


def geometric_mean(values):
    return statistics.geometric_mean(values) if values else None
