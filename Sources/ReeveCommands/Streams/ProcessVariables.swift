// The variables are a global of the C library, which nothing in this process changes.
@unsafe @preconcurrency internal import Glibc

/// The variables of the environment.
///
/// Read here, as the library that could do it takes a fifth of a millisecond for its own start.
enum ProcessVariables {
  /// All that have a name, the first of several with the same one.
  static func all() -> [String: String] {
    var variables: [String: String] = [:]
    var entry = unsafe environ
    while let text = unsafe entry.pointee {
      if let separator = unsafe strchr(text, Int32(UInt8(ascii: "="))), unsafe separator > text {
        let length = unsafe separator - text
        let name = unsafe UnsafeRawBufferPointer(start: text, count: length)
        let key = unsafe String(decoding: name, as: UTF8.self)
        if variables[key] == nil { variables[key] = unsafe String(cString: separator + 1) }
      }
      unsafe entry += 1
    }
    return variables
  }
}
