// Pages of what is written by keywords.

extension Documentation {
  static let statementPages: [DocumentationPage] = [
    page(
      "load", ["load(\"FILE\", \"NAME\", other = \"NAME\")"],
      "Brings names from another file. "
        + "FILE is relative to the file that loads it and stays within the runbook's folder; the file runs once, may not "
        + "call the cloud while it is loaded, and what it gives can no longer be changed. `other = \"NAME\"` gives a name "
        + "another name here; names that begin with `_` stay in their file."),
    page(
      "def", ["def name(parameter, other: int = 22, *rest, by_name, **more) -> str:", "    …"],
      "Defines a function. "
        + "What stands behind `*` is passed by name only. Types are checked when the function is called. A string at the "
        + "start of the body is its description, which `?name` shows."),
    page(
      "return", ["return value"],
      "Ends a function and gives a value to the caller. Without one, and at the end, it gives None."
    ),
    page(
      "lambda", ["lambda x, y = 1: x + y"],
      "A function that is an expression. It gives the value behind the colon."),
    page(
      "if", ["if condition:", "    …", "elif other:", "    …", "else:", "    …"],
      "Does the first block whose condition holds. "
        + "`a if condition else b` is a value; in a comprehension, `if` leaves elements out. None, False, 0, and empty texts "
        + "and containers do not hold."),
    page("elif", ["elif condition:"], "Begins another condition of an `if`."),
    page("else", ["else:"], "Begins what is done where no condition of an `if` holds."),
    page(
      "for", ["for item in items:", "    …", "[item.name for item in items if item.ok]"],
      "Does a block with each element of a list, dict, set, tuple, range or list of the cloud. "
        + "A dict gives its keys; `.items()` gives pairs, which `for key, value in` takes apart. Texts are no lists; "
        + "`.elems()` gives their characters."),
    page("break", ["break"], "Ends the innermost loop."),
    page("continue", ["continue"], "Goes on with the next element of the innermost loop."),
    page("pass", ["pass"], "Does nothing, where a block needs a statement."),
    page(
      "while", ["# option:while", "while condition:", "    …"],
      "Does a block as long as a condition holds. "
        + "It needs the option `while` at the start of the file; `poll` and `waitUntil` wait for the cloud without it."
    ),
    page("and", ["a and b"], "The second value where the first holds, else the first."),
    page("or", ["a or b"], "The first value where it holds, else the second."),
    page(
      "not", ["not a"],
      "True where a value does not hold, else False. `a not in b` is `not (a in b)`."),
    page(
      "in", ["item in items"],
      "Whether a list, tuple, set or range has an element, a dict a key, or a text another text."),
  ]

  private static func page(_ name: String, _ form: [String], _ text: String) -> DocumentationPage {
    var page = DocumentationPage(.statements, name, text)
    page.form = form
    return page
  }
}
