import StarlarkCompiler
import StarlarkSyntax

/// A type or an f-string's format as code refers to it.
///
///     0 header   8 the content, which its program keeps alive
@safe
package struct DescriptorObject {
  package let object: Object
  static let size = 16

  package init(_ object: Object) {
    self.object = object
  }

  var content: Content {
    unsafe Unmanaged<Content>.fromOpaque(object.load(8, as: UnsafeRawPointer.self))
      .takeUnretainedValue()
  }

  func initialize(_ content: Content) {
    unsafe object.store(UnsafeRawPointer(Unmanaged.passUnretained(content).toOpaque()), at: 8)
  }

  /// What the object stands for; its program keeps it alive.
  final class Content: Sendable {
    let type: TypeDescriptor
    let format: FormatWidth

    init(type: TypeDescriptor = .any, format: FormatWidth = FormatWidth()) {
      self.type = type
      self.format = format
    }
  }
}
