"""Cuts test programs into the chunks that they are made of: seeds.py FOLDER SOURCES…"""
import hashlib
import os
import re
import sys

# What the tests predeclare, and a fuzzer does not: without it nearly all chunks would end before they begin.
PRELUDE = {
    "assert_eq": "def assert_eq(x, y):\n    if x != y: fail(x, y)\n",
    "assert_true": "def assert_true(x):\n    if not x: fail(x)\n",
    "assert_fails": "def assert_fails(f, pattern): print(attempt(f))\n",
    "freeze": "def freeze(x): return parallelMap(lambda y: y, [x], 1)[0]\n",
}

target, *sources = sys.argv[1:]
for source in sources:
    for folder, _, names in os.walk(source):
        for name in names:
            if not name.endswith(".star"):
                continue
            with open(os.path.join(folder, name), encoding="utf-8", errors="surrogateescape") as file:
                text = file.read()
            for chunk in text.split("\n---\n"):
                used = [code for name, code in PRELUDE.items() if re.search(rf"\b{name}\(", chunk)]
                data = ("".join(used) + chunk).encode(errors="surrogateescape")
                if 0 < len(data) <= 4096:
                    with open(os.path.join(target, hashlib.sha1(data).hexdigest()), "wb") as file:
                        file.write(data)
