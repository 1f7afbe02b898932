/// What the command line gives to a script.
package struct ScriptArguments: Sendable, Hashable {
  /// The arguments that are no `--name=value`, in order.
  package var positional: [String]
  /// The others by name, as they were written; of a repeated one the last counts.
  package var named: [(name: String, value: String)]

  package init(positional: [String] = [], named: [(name: String, value: String)] = []) {
    self.positional = positional
    self.named = named
  }

  /// Reads a command line: `--name=value`, `--name` for `"true"`, and everything after `--` by position.
  package init(_ words: [String]) {
    self.init()
    var isLiteral = false
    for word in words {
      if isLiteral || !word.hasPrefix("--") {
        positional.append(word)
      } else if word == "--" {
        isLiteral = true
      } else {
        let parts = word.dropFirst(2).split(
          separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        named.append((String(parts[0]), parts.count > 1 ? String(parts[1]) : "true"))
      }
    }
  }

  /// The attribute that an argument's name makes: `-` becomes `_`.
  package static func attribute(for name: String) -> String {
    String(name.map { $0 == "-" ? "_" : $0 })
  }

  package static func == (left: Self, right: Self) -> Bool {
    left.positional == right.positional
      && left.named.elementsEqual(right.named) { $0.name == $1.name && $0.value == $1.value }
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(positional)
    for (name, value) in named {
      hasher.combine(name)
      hasher.combine(value)
    }
  }
}
