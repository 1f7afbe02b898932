"""Figures as a table."""
from measuring import geometric_mean

# What the language is to reach, as geometric means of Reeve's time over the peer's.
GOALS = {"lua": 0.45, "rust": 0.28, "go": 0.09, "cpython": 0.26}


def table(rows):
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        cells = [cell.ljust(w) if i == 0 else cell.rjust(w) for i, (cell, w) in enumerate(zip(row, widths))]
        print("  ".join(cells).rstrip())


def seconds(value):
    return "-" if value is None else f"{value:.3f}"


def ratio(value):
    return "-" if value is None else f"{value:.2f}"


def programs(figures, peers):
    """Net seconds of each, and Reeve's share of each peer's."""
    rows = [["seconds of CPU", "reeve"] + [cell for peer in peers for cell in (peer, "ratio")]]
    for name, times in figures["programs"].items():
        row = [name, seconds(times["reeve"]["net"])]
        for peer in peers:
            time = times.get(peer)
            row += [seconds(time and time["net"]), ratio(time and time["ratio"])]
        rows.append(row)
    means = ["geometric mean", ""]
    goals = ["goal", ""]
    for peer in peers:
        means += ["", ratio(figures["means"].get(peer))]
        goals += ["", ratio(GOALS.get(peer))]
    table(rows + [means, goals])


def means(figures, peers):
    result = {}
    for peer in peers:
        ratios = [t[peer]["ratio"] for t in figures["programs"].values() if t.get(peer)]
        if ratios:
            result[peer] = geometric_mean(ratios)
    return result


def single(title, figures, unit, form):
    """One figure of Reeve and its share of each peer's."""
    rows = [[title, unit, "reeve's share"]]
    for name, value in figures.items():
        share = "" if name == "reeve" else ratio(figures["reeve"] / value)
        rows.append([name, form(value), share])
    print()
    table(rows)


def instructions(counts, earlier):
    rows = [["millions of instructions", "now"] + (["before", "change"] if earlier else [])]
    for name, count in counts.items():
        row = [name, f"{count / 1e6:.2f}"]
        if earlier:
            before = earlier.get(name)
            row += [f"{before / 1e6:.2f}", f"{100 * (count / before - 1):+.2f} %"] if before else ["-", "-"]
        rows.append(row)
    table(rows)
