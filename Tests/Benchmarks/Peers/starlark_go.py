"""Runs a file with starlark-go: starlark_go.py FILE"""
import os
import sys

# The module bears the name of this file, whose folder comes first otherwise.
sys.path.pop(0)
import starlark_go

starlark_go.configure_starlark(allow_set=True, allow_global_reassign=True, allow_recursion=True)
text = open(sys.argv[1], encoding="utf-8").read()
starlark_go.Starlark(print=print).exec(text, filename=sys.argv[1])
sys.stdout.flush()
os._exit(0)
