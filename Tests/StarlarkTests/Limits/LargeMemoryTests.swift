import Starlark
import StarlarkSyntax
import Testing

/// Lists, tables and texts of megabytes, whose memory is mapped by itself and was often something else before.
@Suite struct `Large memory` {
  private func expectNoError(
    in text: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let result = ScriptRun().run(text)
    #expect(result.error?.message == nil, sourceLocation: sourceLocation)
  }

  @Test(arguments: [130_000, 131_070, 131_072, 140_000, 262_142, 300_000])
  func `holds what is put into it, whatever it held before`(_ size: Int) {
    expectNoError(
      in: """
        def check(size):
          numbers = list(range(size))
          table = {n: -n for n in numbers[::3]}
          assert_eq((len(table), table[3], table.get(1), numbers[-1]), ((size + 2) // 3, -3, None, size - 1))
          texts = "".join([str(n % 10) for n in numbers]) * 9
          assert_eq((len(texts), texts[:12]), (9 * size, "012345678901"))
          changed = texts.replace("5", "five")
          assert_eq((len(changed) - len(texts), changed[:9]), (3 * texts.count("5"), "01234five"))
          assert_eq(changed.replace("five", "5") == texts, True)
          numbers.extend([1, 2, 3])
          assert_eq(sorted(numbers, reverse = True)[-5:], [2, 2, 1, 1, 0])
          assert_eq(sorted([(n % 10, str(n)) for n in numbers])[0], (0, "0"))
          grown = []
          for n in range(0, size * 2, 7):
            grown.append(n)
          assert_eq((grown[0], grown[1000], grown[-1] // 7 + 1), (0, 7000, len(grown)))

        for _ in range(3):
          check(\(size))
        """)
  }

  @Test func `is counted, and the next piece is made of what was freed`() {
    expectNoError(
      in: """
        def check():
          for size in range(200000, 1000000, 100000):
            grown = [size]
            text = "x"
            for i in range(size):
              grown.append(i)
              if i % 4 == 0: text += "yz"
            assert_eq((len(grown), grown[0], grown[size // 2], grown[-1]), (size + 1, size, size // 2 - 1, size - 1))
            assert_eq((len(text), text[:3], text[-2:], text.count("z")), (1 + size // 2, "xyz", "yz", size // 4))
        check()
        """)
  }

  @Test func `ends with the limit of a value`() {
    var run = ScriptRun()
    run.limits.value = 4 << 20
    for program in [
      "x = 'ab' * 1000000\nx.replace('b', 'bcde')", "x = []\nfor i in range(600000): x.append(i)",
      "'%s%s' % ('a' * 4000000, 'b' * 300000)", "','.join(['x' * 1000000] * 5)",
    ] {
      let result = run.run(program)
      #expect(result.kind == .limit, "\(program)")
    }
    #expect(run.run("x = 'ab' * 1000000\nx.replace('b', 'bc')").error == nil)
  }
}
