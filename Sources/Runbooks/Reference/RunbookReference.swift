import HuaweiCloud
import Starlark
import StarlarkCompiler

/// What there is to know of a runbook's own types and values, beside the signatures of its functions.
enum RunbookReference {
  struct TypeEntry: Sendable {
    var page: LanguageReference.TypePage
    /// Whether a value has nothing but what the page lists.
    var isComplete: Bool
    var reference: String?
  }

  /// What a file that is being loaded is told when it calls outside.
  static let loadingHint = "call it in a function that the runbook calls"

  /// Modules of the cloud, with what they are for.
  static let moduleSummaries = [
    "cloud": "Any operation of any service, for which there is no built-in of its own."
  ]

  /// Predeclared values that are neither functions nor modules.
  static let values = [
    LanguageReference.Member(
      "args", .named("args"),
      "What the command line gives to the script: `--name=value` after the script's file is "
        + "`args.name`, a `-` in a name becomes `_`, the rest is `args.positional`. All are strings."
    )
  ]

  static let types: [TypeEntry] = outcomes + lists + items

  // MARK: Outcomes

  private typealias Member = LanguageReference.Member

  private static let outcomeFields = [
    Member("ok", .bool, "Whether it succeeded."),
    Member("value", .any, "What the call gave; None where it failed, and for a change."),
    Member("error", .union([.named("Error"), .none]), "Why it failed; None where it did not."),
  ]

  private static let outcomes = [
    TypeEntry(
      page: .init(
        name: "Attempt", summary: "What came of a call that `attempt` made.",
        methods: [Attempt.unwrap, Attempt.orElse], fields: outcomeFields), isComplete: true),
    TypeEntry(
      page: .init(
        name: "Change",
        summary: "A change that was asked for; looking at its outcome sends it and waits.",
        methods: [Attempt.unwrap, Attempt.orElse], fields: outcomeFields), isComplete: true),
    TypeEntry(
      page: .init(
        name: "Error", summary: "Why something failed.",
        fields: [
          Member("kind", .string, "The kind of failure in one word."),
          Member("message", .string, "What went wrong, for people."),
          Member("code", .union([.string, .none]), "The service's code, such as HSS.0001."),
          Member("status", .union([.int, .none]), "The HTTP status of the answer."),
          Member("request_id", .union([.string, .none]), "What the service calls the request."),
          Member("retryable", .bool, "Whether the same may succeed later."),
          Member("stack", .homogeneousTuple(.string), "The calls that led there, outermost first."),
        ]), isComplete: true),
    TypeEntry(
      page: .init(
        name: "Answer", summary: "What a service answered to `cloud.call`.",
        fields: [
          Member("status", .int, "The HTTP status."),
          Member("body", .any, "The body as a value; None where it is no JSON."),
          Member("request_id", .union([.string, .none]), "What the service calls the request."),
        ]), isComplete: true),
    TypeEntry(
      page: .init(
        name: "Secret",
        summary:
          "What `secret` gives: a text for `cloud.call` that the script itself cannot see. It prints as its name."
      ), isComplete: true),
  ]

  // MARK: Lists and items of the cloud

  private static let lists = Reads.all.map { list in
    TypeEntry(
      page: .init(
        name: list.list,
        summary:
          "What `\(list.name)` gives: read page by page while it is iterated; `len()` reads all."),
      isComplete: false, reference: list.operation.reference)
  }

  private static let items = Reads.all.map { list in
    TypeEntry(
      page: .init(
        name: list.item,
        summary:
          "An item of `\(list.name)()`; its attributes bear the API's names. What the service "
          + "leaves out is not there: `getattr(item, name, default)` asks for it.",
        fields: ItemMembers.all[list.item]?.members ?? []),
      isComplete: false, reference: list.operation.reference)
  }
}
