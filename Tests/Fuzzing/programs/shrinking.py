"""Makes a program smaller as long as it shows the same."""
import re
import time


def blocks(lines):
    """Each line with those indented below it."""
    indents = [len(line) - len(line.lstrip()) for line in lines]
    for start in range(len(lines)):
        end = start + 1
        while end < len(lines) and indents[end] > indents[start]:
            end += 1
        yield start, end


def shrink(text, shows, until):
    def still(candidate):
        try:
            return time.monotonic() < until and shows(candidate)
        except Exception:
            return False

    lines = text.rstrip("\n").split("\n")
    join = lambda lines: "\n".join(lines) + "\n"
    changed = True
    while changed:
        changed = False
        for start, end in sorted(blocks(lines), key=lambda block: block[0] - block[1]):
            fewer = lines[:start] + lines[end:]
            if still(join(fewer)):
                lines, changed = fewer, True
                break
        if changed:
            continue
        for index, line in enumerate(lines):
            for match in re.finditer(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}| [-+*|&^/%<>=]+ [^ ()]+|\b(?:and|or) \w+", line):
                for other in ("", "1", "[]", '"a"'):
                    candidate = line[:match.start()] + other + line[match.end():]
                    if candidate == line or len(candidate) >= len(line):
                        continue
                    if still(join(lines[:index] + [candidate] + lines[index + 1:])):
                        lines[index], changed = candidate, True
                        break
                if changed:
                    break
            if changed:
                break
    return join(lines)
