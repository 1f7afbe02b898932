public import StarlarkCompiler
import Synchronization

/// The name, attributes and methods of a class of objects that scripts hold.
public final class HostType: Sendable {
  /// What `type()` answers and annotations write.
  public let name: String
  /// What the objects are.
  public let documentation: String
  private let make: @Sendable () -> Members
  private let made = Mutex<Members?>(nil)

  /// Makes the type of a class.
  ///
  /// - Parameters:
  ///   - name: What `type()` answers and annotations write.
  ///   - object: The class.
  ///   - documentation: What the objects are.
  ///   - members: Attributes and methods, each name once. They are made when they are first needed, so that methods may
  ///     take objects of the class itself.
  public init<Object: StarlarkObject>(
    _ name: String, of object: Object.Type, _ documentation: String = "",
    _ members: @autoclosure @escaping @Sendable () -> [HostMember<Object>] = []
  ) {
    self.name = name
    self.documentation = documentation
    make = { Members(of: name, members()) }
  }

  /// The signatures of the methods, in the order of their names.
  public var signatures: [Signature] {
    members.names.compactMap { members.methods[$0]?.signature }
  }

  /// The attributes with what they mean, in the order of their names.
  public var attributeDocumentation: [(name: String, documentation: String)] {
    members.names.compactMap { name in
      members.attributes[name].map { (name, $0.documentation) }
    }
  }

  /// The attributes and methods.
  var members: Members {
    if let members = made.withLock({ $0 }) { return members }
    let members = make()
    return made.withLock { made in
      let first = made ?? members
      made = first
      return first
    }
  }

  /// What is known of an attribute, and what reads it.
  struct Attribute: Sendable {
    let documentation: String
    let get: @Sendable (any StarlarkObject) throws -> StarlarkValue
  }

  /// Attributes and methods by name.
  final class Members: Sendable {
    let attributes: [String: Attribute]
    let methods: [String: NativeFunction]
    /// The names of both, sorted.
    let names: [String]

    init<Object: StarlarkObject>(of type: String, _ members: [HostMember<Object>]) {
      var attributes: [String: Attribute] = [:]
      var methods: [String: NativeFunction] = [:]
      for member in members {
        switch member.kind {
        case .attribute(let attribute): attributes[member.name] = attribute
        case .method(let make): methods[member.name] = make("\(type).\(member.name)")
        }
      }
      precondition(
        attributes.count + methods.count == members.count, "a name of \(type) is there twice")
      self.attributes = attributes
      self.methods = methods
      names = members.map(\.name).sorted()
    }
  }
}

/// An attribute or a method of a ``HostType``.
public struct HostMember<Object: StarlarkObject>: Sendable {
  enum Kind: Sendable {
    case attribute(HostType.Attribute)
    case method(@Sendable (_ name: String) -> NativeFunction)
  }

  let name: String
  let kind: Kind

  /// A value that is read each time a script asks for it.
  ///
  /// - Parameters:
  ///   - name: What scripts call it.
  ///   - documentation: What it means, with its unit.
  ///   - get: Reads it.
  /// - Returns: The attribute.
  public static func attribute<Result: StarlarkConvertible>(
    _ name: String, _ documentation: String = "",
    get: @escaping @Sendable (Object) throws -> Result
  ) -> HostMember {
    let attribute = HostType.Attribute(documentation: documentation) { object in
      guard let object = object as? Object else {
        throw HostError("read of an object of another class")
      }
      return try get(object).starlarkValue
    }
    return HostMember(name: name, kind: .attribute(attribute))
  }

  /// A method with typed parameters.
  ///
  /// - Parameters:
  ///   - name: What scripts call it.
  ///   - documentation: One sentence on what it does, then what else is to know.
  ///   - parameters: Its parameters, in the order of the closure's after the object.
  ///   - body: What runs.
  /// - Returns: The method.
  public static func method<each Argument, Result: StarlarkConvertible>(
    _ name: String, _ documentation: String = "",
    _ parameters: repeat HostParameter<each Argument>,
    body: @escaping @Sendable (Object, repeat each Argument) throws -> Result
  ) -> HostMember {
    let signature = HostFunction.signature(
      name, documentation, repeat each parameters, result: Result.starlarkType)
    return method(signature) { cursor in
      let object = try cursor.receiver(as: Object.self)
      let arguments = (repeat try cursor.next(each parameters))
      return try body(object, repeat each arguments).starlarkValue
    }
  }

  /// A method with typed parameters that gives `None`.
  ///
  /// - Parameters:
  ///   - name: What scripts call it.
  ///   - documentation: One sentence on what it does, then what else is to know.
  ///   - parameters: Its parameters, in the order of the closure's after the object.
  ///   - body: What runs.
  /// - Returns: The method.
  public static func method<each Argument>(
    _ name: String, _ documentation: String = "",
    _ parameters: repeat HostParameter<each Argument>,
    body: @escaping @Sendable (Object, repeat each Argument) throws -> Void
  ) -> HostMember {
    let signature = HostFunction.signature(
      name, documentation, repeat each parameters, result: .none)
    return method(signature) { cursor in
      let object = try cursor.receiver(as: Object.self)
      let arguments = (repeat try cursor.next(each parameters))
      try body(object, repeat each arguments)
      return .none
    }
  }

  /// A method whose signature has yet to be told the name of the type.
  static func method(
    _ signature: Signature, isImpure: Bool = false,
    body: @escaping @Sendable (inout ArgumentCursor) throws -> StarlarkValue
  ) -> HostMember {
    HostMember(
      name: signature.name,
      kind: .method { qualifiedName in
        var signature = signature
        signature.name = qualifiedName
        return NativeFunction(host: signature, isImpure: isImpure, body: body)
      })
  }
}
