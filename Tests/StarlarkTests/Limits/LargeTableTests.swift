import StarlarkSyntax
import Testing

/// Tables of so many entries that they change their size beside themselves; too many for a collection at each safepoint.
@Suite struct `Large tables` {
  private func expectNoError(
    in text: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let result = ScriptRun().run(text)
    #expect(result.error?.message == nil, sourceLocation: sourceLocation)
  }

  @Test func `keep their order where they shrink, and find nothing that was removed`() {
    expectNoError(
      in: """
        def shrink(table, remove):
          for i in range(60000): remove(i)
          assert_eq(len(table), 40000)
          assert_eq(list(table), list(range(60000, 100000)))
          assert_eq([60000 in table, 99999 in table, 59999 in table, 0 in table], [True, True, False, False])
          for i in range(100000, 200000): table.setdefault(i, 0) if type(table) == "dict" else table.add(i)
          assert_eq(list(table), list(range(60000, 200000)))
          table.clear()
          assert_eq([len(table), list(table), 70000 in table], [0, [], False])
          table.update([(1, 2)] if type(table) == "dict" else [1])
          assert_eq(list(table), [1])

        numbers = {i: i for i in range(100000)}
        shrink(numbers, numbers.pop)
        first = {i: i for i in range(100000)}
        shrink(first, lambda i: first.popitem())
        elements = set(range(100000))
        shrink(elements, elements.remove)
        """)
  }

  @Test func `are copied whole, and the copies are their own`() {
    expectNoError(
      in: """
        table = {"k%d" % i: i for i in range(20000)}
        for copy in [dict(table), table | {}, {} | table, dict(**table)]:
          assert_eq((copy == table, list(copy) == list(table)), (True, True))
          copy["new"] = 1
          copy["k0"] = -1
          assert_eq((len(table), table.get("new"), table["k0"], copy["k0"], copy["k19999"]), (20000, None, 0, -1, 19999))
        holes = dict(table)
        for i in range(0, 20000, 2):
          holes.pop("k%d" % i)
        copy = dict(holes)
        assert_eq((copy == holes, list(copy) == list(holes), len(copy), copy["k1"]), (True, True, 10000, 1))
        assert_eq(set(table) | set() == set(table), True)
        """)
  }

  @Test func `grow with holes in them`() {
    expectNoError(
      in: """
        table = {i: str(i) for i in range(100000)}
        for i in range(0, 100000, 2): table.pop(i)
        for i in range(100000, 300000): table[i] = str(i)
        assert_eq(list(table), list(range(1, 100000, 2)) + list(range(100000, 300000)))
        assert_true(all([table[i] == str(i) for i in table]))
        """)
  }
}
