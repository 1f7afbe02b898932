"""Whole programs made up from the grammar: mostly well typed, so that they run far, and all of them end."""
import random

NUMBERS = ["0", "1", "2", "-1", "3", "7", "10", "-5", "100", "65535", "4294967296", "2305843009213693951",
           "2305843009213693952", "-2305843009213693953", "4611686018427387904", "9223372036854775807",
           "18446744073709551616", "123456789012345678901234567890"]
FLOATS = ["0.0", "1.0", "0.5", "-2.25", "3.0", "1e10", "1.5e300", "0.1", "100.0", "1e-7", "123456.789"]
STRINGS = ["", "a", "b", "abc", "x,y", "  pad ", "Hello", "k1", "k2", "k3", "0", "12", "a-b-c", "line\\n", "q'q",
           "%d", "{}", "aXbXc"]
QUOTED_A, EMPTY = '"a"', '""'
KINDS = ["int", "str", "bool", "list", "dict", "tuple", "float", "words"]


class Function:
    """What a call of a function must look like."""

    def __init__(self, name, parameters, optional, star, keywords, result):
        self.name, self.parameters, self.optional = name, parameters, optional
        self.star, self.keywords, self.result = star, keywords, result


class Generator:
    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.count = 0
        self.functions = []
        self.lines = []
        self.depth = 0
        self.loops = 0
        self.scopes = [{}]
        self.returns = []
        # Names that a loop goes over: to change them is an error, so it is done seldom.
        self.locked = []

    def pick(self, *choices):
        return self.chance.choice(choices)

    def maybe(self, percent):
        return self.chance.randrange(100) < percent

    def fresh(self, prefix="v"):
        self.count += 1
        return f"{prefix}{self.count}"

    def line(self, text):
        self.lines.append("    " * self.depth + text)

    # MARK: Names

    def names(self, kind, is_local=False):
        scopes = self.scopes[-1:] if is_local else self.scopes
        return [name for scope in scopes for name, of in scope.items() if of == kind]

    def name(self, kind):
        names = self.names(kind)
        return self.chance.choice(names) if names else None

    def bind(self, name, kind):
        self.scopes[-1][name] = kind

    # MARK: Expressions

    def expression(self, kind, depth=3):
        if self.maybe(1):
            kind = self.chance.choice(KINDS)
        if depth <= 0 or self.maybe(20):
            name = self.name(kind)
            if name and self.maybe(75):
                return name
            return self.literal(kind)
        if self.maybe(6):
            return f"({self.expression(kind, depth - 1)} if {self.expression('bool', depth - 1)} else " \
                   f"{self.expression(kind, depth - 1)})"
        if self.maybe(10):
            call = self.call(kind, depth)
            if call:
                return call
        if self.maybe(4):
            name = self.fresh("p")
            self.scopes.append({name: "int"})
            body = self.expression(kind, depth - 1)
            self.scopes.pop()
            return f"(lambda {name}: {body})({self.expression('int', depth - 1)})"
        return getattr(self, f"make_{kind}")(depth - 1)

    def literal(self, kind):
        match kind:
            case "int": return self.chance.choice(NUMBERS if self.maybe(30) else NUMBERS[:9])
            case "str": return f'"{self.chance.choice(STRINGS)}"'
            case "bool": return self.pick("True", "False")
            case "list": return "[" + ", ".join(self.literal("int") for _ in range(self.chance.randrange(5))) + "]"
            case "words": return "[" + ", ".join(self.literal("str") for _ in range(self.chance.randrange(5))) + "]"
            case "tuple": return f"({self.literal('int')}, {self.literal('str')}, {self.literal('int')})"
            case "float": return self.chance.choice(FLOATS)
            case "dict":
                keys = self.chance.sample(["k1", "k2", "k3", "a", "b"], self.chance.randrange(4))
                return "{" + ", ".join(f'"{key}": {self.literal("int")}' for key in keys) + "}"

    def comprehension(self, depth, element, open, close):
        name = self.fresh("c")
        source = self.pick(f"range({self.chance.randrange(6)})", self.expression("list", depth - 1))
        clauses = f"for {name} in {source}"
        self.scopes.append({name: "int"})
        if self.maybe(30):
            other = self.fresh("c")
            clauses += f" for {other} in range({self.chance.randrange(4)})"
            self.scopes[-1][other] = "int"
        if self.maybe(40):
            clauses += f" if {self.expression('bool', depth - 1)}"
        text = f"{open}{element(depth - 1)} {clauses}{close}"
        self.scopes.pop()
        return text

    def slice(self):
        part = lambda: self.pick("", "", "0", "1", "2", "-1", "-2", "5", "-9", "100")
        step = self.pick("", "", ":", ":1", ":2", ":-1", ":-2")
        return f"[{part()}:{part()}{step}]"

    def separator(self):
        return self.pick('","', '"-"', '"X"', QUOTED_A)

    def make_int(self, d):
        e = lambda kind: self.expression(kind, d)
        match self.chance.randrange(16):
            case 0 | 1 | 2: return f"({e('int')} {self.pick('+', '-', '+', '-', '*')} {e('int')})"
            case 3: return f"({e('int')} {self.pick('//', '%')} {self.pick('2', '3', '-7', '10', e('int'))})"
            case 4: return f"({e('int')} {self.pick('&', '|', '^')} {e('int')})"
            case 5: return f"({e('int')} {self.pick('<<', '>>')} {self.pick('0', '1', '3', '31', '62', '64')})"
            case 6: return f"{self.pick('-', '~', '+')}({e('int')})"
            case 7: return f"len({e(self.pick('str', 'list', 'dict', 'tuple', 'words'))})"
            case 8: return f"{self.pick('max', 'min')}({e('int')}, {e('int')}, {e('int')})"
            case 9: return f"{e('dict')}.get({e('str')}, {e('int')})"
            case 10: return f"{e('str')}.{self.pick('count', 'find', 'rfind')}({self.pick(e('str'), QUOTED_A)})"
            case 11: return f"{e('tuple')}[{self.pick('0', '2', '-1')}]"
            case 12: return f"(({e('list')} + [{e('int')}])[{self.pick('0', '-1')}])"
            case 13: return f"int({self.pick(e('float'), e('bool'), e('int'))})"
            case 14: return f"({e('int')} {self.pick('and', 'or')} {e('int')})"
            case _: return f"abs({e('int')})"

    def make_bool(self, d):
        e = lambda kind: self.expression(kind, d)
        compare = self.pick("==", "!=", "<", "<=", ">", ">=")
        match self.chance.randrange(9):
            case 0 | 1: return f"({e('int')} {compare} {e('int')})"
            case 2: return f"({e('str')} {compare} {e('str')})"
            case 3: return f"(not {e(self.pick('bool', 'list', 'str'))})"
            case 4: return f"({e('bool')} {self.pick('and', 'or')} {e('bool')})"
            case 5: return f"({e('int')} {self.pick('in', 'not in')} {e('list')})"
            case 6: return f"({e('str')} {self.pick('in', 'not in')} {self.pick(e('dict'), e('str'), e('words'))})"
            case 7: return f"{self.pick('any', 'all')}({e('list')})"
            case _:
                kind = self.chance.choice(KINDS)
                return f"({e(kind)} {self.pick('==', '!=')} {e(kind)})"

    def make_str(self, d):
        e = lambda kind: self.expression(kind, d)
        match self.chance.randrange(15):
            case 0 | 1: return f"({e('str')} + {e('str')})"
            case 2: return f"({e('str')} * {self.pick('0', '1', '2', '3', '-1')})"
            case 3: return f"str({e(self.chance.choice(KINDS))})"
            case 4: return f"repr({e(self.chance.choice(KINDS))})"
            case 5: return f"({e('str')}){self.slice()}"
            case 6: return f"{e('str')}.{self.pick('upper', 'lower', 'strip', 'lstrip', 'rstrip', 'capitalize')}()"
            case 7: return f"{e('str')}.replace({self.pick(e('str'), QUOTED_A, EMPTY)}, {e('str')})"
            case 8: return f"{e('str')}.join({e('words')})"
            case 9: return f"(\"%d|%s|%r|%%\" % ({e('int')}, {e('str')}, {e('str')}))"
            case 10: return f"\"{{}}-{{}}\".format({e(self.chance.choice(KINDS))}, {e('int')})"
            case 11: return f"\"{{a}}{{b!r}}\".format(b={e('str')}, a={e('int')})"
            case 12: return f"({e('str')}.{self.pick('partition', 'rpartition')}({self.separator()}))[{self.pick('0', '1', '2')}]"
            case 13: return f"type({e(self.chance.choice(KINDS))})"
            case _: return f"\"%{self.pick('x', 'o', 's', 'd')}\" % ({e('int')})"

    def make_list(self, d):
        e = lambda kind: self.expression(kind, d)
        match self.chance.randrange(11):
            case 0: return f"({e('list')} + {e('list')})"
            case 1: return f"({e('list')} * {self.pick('0', '1', '2', '-1')})"
            case 2 | 3: return f"({e('list')}){self.slice()}"
            case 4: return f"sorted({e('list')}{self.pick('', ', reverse = True', ', key = lambda z: -z', ', key = lambda z: z % 3')})"
            case 5: return f"list(range({self.pick('3', '7', '0')}, {self.pick('9', '5', '-3')}, {self.pick('1', '2', '-2')}))"
            case 6 | 7: return self.comprehension(d, lambda d: self.expression("int", d), "[", "]")
            case 8: return f"list(reversed({e('list')}))"
            case 9: return f"{e('dict')}.values()"
            case _: return f"[{e('int')}, {e('int')}]"

    def make_words(self, d):
        e = lambda kind: self.expression(kind, d)
        match self.chance.randrange(8):
            case 0: return f"{e('str')}.split({self.pick('', self.separator(), self.separator() + ', 1')})"
            case 1: return f"{e('str')}.rsplit({self.pick(self.separator(), self.separator() + ', 1')})"
            case 2: return f"{e('dict')}.keys()"
            case 3: return f"sorted({e('words')}{self.pick('', ', reverse = True', ', key = len')})"
            case 4: return f"list({e('str')}.elems())"
            case 5: return self.comprehension(d, lambda d: self.expression("str", d), "[", "]")
            case 6: return f"({e('words')} + {e('words')}){self.slice()}"
            case _: return f"{e('str')}.splitlines({self.pick('', 'True')})"

    def make_dict(self, d):
        e = lambda kind: self.expression(kind, d)
        match self.chance.randrange(6):
            case 0: return self.comprehension(
                d, lambda d: f"{self.expression('str', d)}: {self.expression('int', d)}", "{", "}")
            case 1: return f"dict({e('dict')}, k1 = {e('int')})"
            case 2: return f"({e('dict')} | {e('dict')})"
            case 3: return f"dict([(\"a\", {e('int')}), (\"b\", {e('int')})])"
            case 4: return f"dict(zip({e('words')}, {e('list')}))"
            case _: return self.literal("dict")

    def make_tuple(self, d):
        e = lambda kind: self.expression(kind, d)
        match self.chance.randrange(4):
            case 0: return f"({e('int')}, {e('str')}, {e('int')})"
            case 1: return f"({e('tuple')} + {e('tuple')})"
            case 2: return f"({e('tuple')})[::1]"
            case _: return f"tuple([{e('int')}, {e('str')}, {e('int')}])"

    def make_float(self, d):
        e = lambda kind: self.expression(kind, d)
        match self.chance.randrange(6):
            case 0 | 1: return f"({e('float')} {self.pick('+', '-', '*')} {e(self.pick('float', 'int'))})"
            case 2: return f"({e('int')} / {self.pick('2', '4', '3.0', '-8', e('float'))})"
            case 3: return f"float({self.pick('1', '-3', '10', '65536')})"
            case 4: return f"({e('float')} {self.pick('//', '%')} {self.pick('2.0', '0.5', '-3', '0.1')})"
            case _: return f"-({e('float')})"

    def call(self, kind, depth):
        able = [f for f in self.functions if f.result == kind]
        if not able:
            return None
        f = self.chance.choice(able)
        positional, named = [], []
        for name, of in f.parameters:
            value = self.expression(of, depth - 2)
            (named if named or self.maybe(20) else positional).append((name, value))
        for name, of in f.optional:
            if self.maybe(50):
                value = self.expression(of, depth - 2)
                (named if named or self.maybe(50) else positional).append((name, value))
            else:
                # What follows cannot go by position.
                named = named or [None]
        has_gap = bool(named)
        named = [entry for entry in named if entry]
        self.chance.shuffle(named)
        parts = [value for _, value in positional] + [f"{name} = {value}" for name, value in named]
        if f.star and not has_gap and self.maybe(50):
            parts.append(f"*{self.expression('list', depth - 2)}")
        if f.keywords and self.maybe(50):
            parts.append("**{\"extra\": 1, \"more\": " + self.expression("int", depth - 2) + "}")
        if self.maybe(2):
            parts.append(self.pick("unknown = 1", "1", "*[1]", "**{\"x\": 1}"))
        return f"{f.name}({', '.join(parts)})"

    # MARK: Statements

    def block(self, size):
        self.depth += 1
        before = len(self.lines)
        for _ in range(size):
            self.statement()
        if len(self.lines) == before:
            self.line("pass")
        self.depth -= 1

    def statement(self):
        kind = self.chance.choice(KINDS)
        nested = self.depth < 5
        match self.chance.randrange(22):
            case 0 | 1 | 2:
                value = self.expression(kind)
                name = self.fresh()
                self.line(f"{name} = {value}")
                self.bind(name, kind)
            case 3 | 4: self.line(f"print({self.expression(kind)}, {self.expression(self.chance.choice(KINDS))})")
            case 5 | 6: self.augmented()
            case 7: self.unpacking()
            case 8 | 9 | 10: self.mutation()
            case 11 | 12:
                if nested:
                    self.branch()
            case 13 | 14 | 15:
                if nested:
                    self.loop()
            case 16:
                if self.loops:
                    self.line(f"if {self.expression('bool', 2)}:")
                    self.depth += 1
                    self.line(self.pick("break", "continue"))
                    self.depth -= 1
            case 17:
                if self.returns and self.maybe(50):
                    self.line(f"if {self.expression('bool', 2)}:")
                    self.depth += 1
                    self.line(f"return {self.expression(self.returns[-1])}")
                    self.depth -= 1
            case 18:
                if nested and self.depth < 3:
                    self.function()
            case 19:
                call = self.call(kind, 3)
                if call:
                    self.line(f"print({call})")
            case 20: self.alias()
            case _: self.line(f"print({', '.join(sorted(self.visible()))})")

    def guarded(self, condition, statement):
        """A statement that runs where a condition holds."""
        return f"if {condition}:\n{'    ' * (self.depth + 1)}{statement}"

    def visible(self):
        names = [name for scope in self.scopes for name in scope]
        return self.chance.sample(names, min(4, len(names))) or ["1"]

    def alias(self):
        kind = self.pick("list", "dict", "words")
        name = self.name(kind)
        if name:
            other = self.fresh()
            self.line(f"{other} = {name}")
            self.bind(other, kind)

    def augmented(self):
        kind = self.pick("int", "str", "list", "float", "dict")
        names = self.names(kind, is_local=True)
        if not names:
            return
        name = self.chance.choice(names)
        if name in self.locked and not self.maybe(5):
            return
        # A value that doubles in each round of a loop would not end.
        d = 1 if self.loops else 2
        match kind:
            case "int":
                self.line(f"{name} {self.pick('+=', '-=', '^=', '|=', '&=')} {self.expression('int', d)}")
            case "str": self.line(f"{name} += {self.literal('str')}")
            case "list": self.line(f"{name} += {self.pick(self.literal('list'), self.literal('tuple'))}")
            case "float": self.line(f"{name} {self.pick('+=', '-=')} {self.expression('float', d)}")
            case "dict": self.line(f"{name} |= {self.literal('dict')}")

    def unpacking(self):
        a, b, c = self.fresh(), self.fresh(), self.fresh()
        match self.chance.randrange(4):
            case 0: self.line(f"{a}, {b} = {self.expression('int')}, {self.expression('int')}")
            case 1: self.line(f"[{a}, {b}] = [{self.expression('int')}, {self.expression('int')}]")
            case 2: self.line(f"{a}, ({c}, {b}) = ({self.expression('int')}, ({self.expression('str')}, {self.expression('int')}))")
            case _:
                self.line(f"{a} = {self.expression('int')}")
                self.line(f"{b} = {self.expression('int')}")
                self.line(f"{a}, {b} = {b}, {a}")
        self.bind(a, "int")
        self.bind(b, "int")

    def mutation(self):
        kind = self.pick("list", "dict", "words")
        name = self.name(kind)
        if not name or name in self.locked and not self.maybe(5):
            return
        e = lambda of: self.expression(of, 2)
        match kind:
            case "list": self.line(self.pick(
                f"{name}.append({e('int')})", f"{name}.extend({self.literal('list')})",
                f"{name}.insert({self.pick('0', '1', '-1', '50')}, {e('int')})",
                self.guarded(name, f"{name}.pop({self.pick('', '0', '-1')})"),
                self.guarded(name, f"{name}[{self.pick('0', '-1')}] = {e('int')}"),
                self.guarded(name, f"{name}[0] += {e('int')}"),
                f"{name}.clear()", self.guarded(f"1 in {name}", f"{name}.remove(1)")))
            case "words": self.line(self.pick(f"{name}.append({e('str')})", f"{name}.insert(0, {e('str')})"))
            case "dict": self.line(self.pick(
                f"{name}[{e('str')}] = {e('int')}", f"{name}.pop({e('str')}, None)",
                f"{name}.setdefault({e('str')}, {e('int')})", f"{name}.update({self.literal('dict')})",
                f"{name}.update([({e('str')}, {e('int')})], k9 = {e('int')})",
                f"{name}[\"k1\"] = {name}.get(\"k1\", 0) + {e('int')}",
                self.guarded(name, f"print({name}.popitem())")))

    def scoped(self, body):
        """A block that may not run binds nothing for what follows."""
        before = dict(self.scopes[-1])
        body()
        self.scopes[-1] = before

    def branch(self):
        self.line(f"if {self.expression('bool')}:")
        self.scoped(lambda: self.block(self.chance.randrange(1, 3)))
        if self.maybe(30):
            self.line(f"elif {self.expression('bool')}:")
            self.scoped(lambda: self.block(self.chance.randrange(1, 3)))
        if self.maybe(50):
            self.line("else:")
            self.scoped(lambda: self.block(self.chance.randrange(1, 3)))

    def loop(self):
        if self.loops >= 2:
            return

        def body():
            name = self.fresh("i")
            source = None
            match self.chance.randrange(5):
                case 0: self.line(f"for {name} in range({self.chance.randrange(5)}):")
                case 1:
                    source = self.name("list")
                    self.line(f"for {name} in {source or self.expression('list', 2)}:")
                case 2:
                    key = self.fresh("i")
                    self.line(f"for {key}, {name} in {self.expression('dict', 2)}.items():")
                    self.bind(key, "str")
                case 3:
                    index = self.fresh("i")
                    self.line(f"for {index}, {name} in enumerate({self.expression('list', 2)}{self.pick('', ', 1')}):")
                    self.bind(index, "int")
                case _:
                    other = self.fresh("i")
                    self.line(f"for {name}, {other} in zip({self.expression('list', 2)}, {self.expression('words', 2)}):")
                    self.bind(other, "str")
            self.bind(name, "int")
            self.locked.append(source)
            self.loops += 1
            self.block(self.chance.randrange(1, 4))
            self.loops -= 1
            self.locked.pop()

        self.scoped(body)

    def function(self):
        name = self.fresh("f")
        kinds = lambda n: [(self.fresh("a"), self.chance.choice(KINDS)) for _ in range(self.chance.randrange(n))]
        required, optional = kinds(3), kinds(3)
        star, keywords = self.maybe(20), self.maybe(20)
        result = self.chance.choice(KINDS)
        parts = [p for p, _ in required] + [f"{p} = {self.literal(kind)}" for p, kind in optional]
        scope = dict(required + optional)
        if star:
            parts.append("*rest")
        if keywords:
            parts.append("**more")
            scope["more"] = "dict"
        is_recursive = self.maybe(15)
        if is_recursive:
            parts.insert(0, "depth")
        self.line(f"def {name}({', '.join(parts)}):")
        saved = self.loops, self.locked, self.functions
        self.loops, self.locked, self.functions = 0, [], list(self.functions)
        self.scopes.append(scope)
        self.returns.append(result)
        self.depth += 1
        if star:
            self.line("print(rest)")
        if is_recursive:
            again = ", ".join(["depth - 1"] + [p for p, _ in required])
            self.line("if depth > 0:")
            self.line(f"    print({name}({again}))")
        self.depth -= 1
        self.block(self.chance.randrange(1, 5))
        self.depth += 1
        self.line(f"return {self.expression(result)}")
        self.depth -= 1
        self.returns.pop()
        self.scopes.pop()
        self.loops, self.locked, self.functions = saved
        if is_recursive:
            arguments = ", ".join(["2"] + [self.expression(kind, 1) for _, kind in required])
            self.line(f"print({name}({arguments}))")
        else:
            self.functions.append(Function(name, required, optional, star, keywords, result))

    def program(self):
        # Everything stands in functions: the strict dialects have no control flow elsewhere.
        mains = []
        for _ in range(self.chance.randrange(1, 3)):
            self.function()
        for _ in range(self.chance.randrange(1, 4)):
            name = self.fresh("main")
            mains.append(name)
            self.line(f"def {name}():")
            self.scopes.append({})
            functions = list(self.functions)
            self.block(self.chance.randrange(4, 12))
            self.functions = functions
            self.scopes.pop()
        return "\n".join(self.lines + [f"{name}()" for name in mains]) + "\n"


def program(seed):
    return Generator(seed).program()
