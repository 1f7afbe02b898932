"""The programs: found on disk, sized, and translated where a peer needs it."""
import os
import random
import re
from dataclasses import dataclass

FOLDER = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "Programs")

# In the order of the report. Those with a figure of their own are not among them.
NAMES = [
    "loop", "calls", "recursion", "lists", "sort", "dicts", "strings", "mandelbrot", "nbody",
    "audit", "bigints",
]


@dataclass
class Program:
    """A program as files: one for Starlark and Python, and one for each Lua that has it."""
    name: str
    star: str
    lua: str | None
    luajit: str | None


def write(folder, name, text):
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def prepare(name, folder, is_quick):
    """Writes a program's files with the size wanted, which `N = 100  # quick: 10` gives."""
    with open(os.path.join(FOLDER, f"{name}.star"), encoding="utf-8") as file:
        star = file.read()
    size = re.search(r"^N = (\d+)  # quick: (\d+)$", star, re.MULTILINE)
    if size:
        count = size[2] if is_quick else size[1]
        star = star.replace(size[0], f"N = {count}")
    lua = luajit = None
    if os.path.exists(os.path.join(FOLDER, f"{name}.lua")):
        with open(os.path.join(FOLDER, f"{name}.lua"), encoding="utf-8") as file:
            text = file.read()
        if size:
            text = re.sub(r"^local N = \d+", f"local N = {count}", text, flags=re.MULTILINE)
        with open(os.path.join(FOLDER, "prelude.lua"), encoding="utf-8") as file:
            text = file.read() + text
        lua = write(folder, f"{name}.lua", text)
        luajit = write(folder, f"{name}.jit.lua", for_luajit(text))
    return Program(name, write(folder, f"{name}.star", star), lua, luajit)


def for_luajit(text):
    """Lua 5.4's integer operators, in parentheses there, as LuaJIT has them."""
    text = re.sub(r"\((\w+) // (\w+)\)", r"floor(\1 / \2)", text)
    text = re.sub(r"\(([^()&]+) & (\w+)\)", r"band(\1, \2)", text)
    return f"local floor, band = math.floor, bit.band\n{text}"


def source_to_parse(folder, size):
    """A file of about so many bytes that Python and Starlark both read, always the same."""
    chance = random.Random(7)
    names = [f"{a}_{b}" for a in ("host", "port", "agent", "group") for b in ("id", "name", "list")]
    word = lambda: chance.choice(names)

    def expression(depth):
        kind = chance.randrange(9 if depth else 3)
        if kind == 0:
            return word()
        if kind == 1:
            return str(chance.randrange(100000))
        if kind == 2:
            return f'"{word()} {chance.randrange(1000)}"'
        if kind == 3:
            return f"{expression(depth - 1)} {chance.choice(['+', '-', '*', '%', '//'])} {word()}"
        if kind == 4:
            return f"{word()}({expression(depth - 1)}, {word()} = {expression(depth - 1)})"
        if kind == 5:
            return f"[{expression(depth - 1)} for {word()} in {word()} if {word()} > {expression(0)}]"
        if kind == 6:
            return f'{{"{word()}": {expression(depth - 1)}, "{word()}": {expression(0)}}}'
        if kind == 7:
            return f"{word()}.{word()}[{expression(depth - 1)}]"
        return f"({expression(depth - 1)} if {word()} == {expression(0)} else {expression(0)})"

    lines = []
    length = 0
    while length < size:
        block = [f"def {word()}_{len(lines)}({word()}, key = None, *args, **kwargs):",
                 f'    """Makes the {word()} of a {word()}."""']
        for _ in range(chance.randrange(4, 12)):
            kind = chance.randrange(5)
            if kind == 0:
                block += [f"    for {word()} in {expression(1)}:", f"        {word()} += {expression(1)}"]
            elif kind == 1:
                block += [f"    if {expression(1)} and not {word()}:",
                          f"        {word()}[{expression(1)}] = {expression(2)}",
                          "    else:", f"        {word()}.append({expression(1)})  # {word()}"]
            else:
                block.append(f"    {word()} = {expression(3)}")
        block += [f"    return {expression(2)}", ""]
        lines += block
        length += sum(len(line) + 1 for line in block)
    return write(folder, "parse.star", "\n".join(lines))
