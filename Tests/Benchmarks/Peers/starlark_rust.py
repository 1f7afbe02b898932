"""Runs a file with starlark-rust, or only parses it: starlark_rust.py [--parse] FILE"""
import os
import sys

import starlark

path = sys.argv[-1]
text = open(path, encoding="utf-8").read()
dialect = starlark.Dialect.extended()
dialect.enable_top_level_stmt = True
dialect.enable_f_strings = True
tree = starlark.parse(path, text, dialect)
if "--parse" not in sys.argv:
    module = starlark.Module()
    # Its own `print` writes to standard error.
    module.add_callable("print", print)
    starlark.eval(module, tree, starlark.Globals.standard())
sys.stdout.flush()
os._exit(0)
