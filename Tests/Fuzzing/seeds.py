"""Cuts test programs into the chunks that they are made of: seeds.py FOLDER SOURCES…"""
import hashlib
import os
import sys

target, *sources = sys.argv[1:]
for source in sources:
    for folder, _, names in os.walk(source):
        for name in names:
            if not name.endswith(".star"):
                continue
            with open(os.path.join(folder, name), encoding="utf-8", errors="surrogateescape") as file:
                text = file.read()
            for chunk in text.split("\n---\n"):
                data = chunk.encode(errors="surrogateescape")
                if 0 < len(data) <= 4096:
                    with open(os.path.join(target, hashlib.sha1(data).hexdigest()), "wb") as file:
                        file.write(data)
