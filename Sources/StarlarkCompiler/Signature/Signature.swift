/// What there is to know of a built-in without running it: checks, completion, `help()` and the reference page use it.
public struct Signature: Sendable {
  /// The name it is called by, `list.append` for a method.
  public var name: String
  /// Its parameters in order.
  public var parameters: [Parameter]
  /// What it gives.
  public var result: TypeDescriptor
  /// One sentence on what it does, then what else is to know.
  public var documentation: String
  /// Where the fact is from: a page of the API reference or a section of the specification.
  public var reference: String?

  /// Makes a signature.
  public init(
    _ name: String, _ parameters: [Parameter] = [], result: TypeDescriptor = .any,
    documentation: String, reference: String? = nil
  ) {
    self.name = name
    self.parameters = parameters
    self.result = result
    self.documentation = documentation
    self.reference = reference
  }

  /// One parameter of a built-in.
  public struct Parameter: Sendable {
    /// How arguments reach a parameter.
    public enum Kind: Hashable, Sendable {
      /// By position only.
      case positionalOnly
      /// By position or name.
      case ordinary
      /// By name only.
      case keywordOnly
      /// The rest by position: `*args`.
      case star
      /// The rest by name: `**kwargs`.
      case starStar
    }

    /// Its name.
    public var name: String
    /// How arguments reach it.
    public var kind: Kind
    /// What it takes.
    public var type: TypeDescriptor
    /// What a value must obey beyond its type.
    public var limit: Limit?
    /// Whether a call may leave it out.
    public var isOptional: Bool
    /// The value when it is left out, as the reference writes it.
    public var defaultText: String?
    /// What it means, with its unit.
    public var documentation: String

    /// Makes a parameter.
    public init(
      _ name: String, _ kind: Kind = .ordinary, type: TypeDescriptor = .any, limit: Limit? = nil,
      isOptional: Bool = false, defaultText: String? = nil, documentation: String = ""
    ) {
      self.name = name
      self.kind = kind
      self.type = type
      self.limit = limit
      self.isOptional = isOptional || defaultText != nil || kind == .star || kind == .starStar
      self.defaultText = defaultText
      self.documentation = documentation
    }
  }

  /// What a value must obey beyond its type.
  public enum Limit: Hashable, Sendable {
    /// An integer from and to, both included.
    case range(ClosedRange<Int>)
    /// One of these strings.
    case oneOf([String])
    /// Length of a string in code points.
    case length(ClosedRange<Int>)
    /// Number of elements.
    case count(ClosedRange<Int>)
  }
}
