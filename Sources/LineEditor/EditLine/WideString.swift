import Glibc

/// A zero-terminated wide string that C may keep as long as this object lives.
@safe final class WideString {
  private let buffer: UnsafeMutableBufferPointer<wchar_t>

  init(_ scalars: some Collection<Unicode.Scalar>) {
    unsafe buffer = .allocate(capacity: scalars.count + 1)
    _ = unsafe buffer.initialize(from: scalars.lazy.map { wchar_t($0.value) } + [0])
  }

  convenience init(_ text: String) { self.init(text.unicodeScalars) }

  deinit { unsafe buffer.deallocate() }

  /// Lends the string to a function that does not keep it.
  static func lend<Result>(
    _ scalars: some Collection<Unicode.Scalar>,
    to body: (UnsafeMutablePointer<wchar_t>) -> Result
  ) -> Result {
    let string = WideString(scalars)
    return withExtendedLifetime(string) { unsafe body(string.pointer) }
  }

  /// Valid while the object lives: for objects that the caller stores.
  @unsafe var pointer: UnsafeMutablePointer<wchar_t> {
    // `allocate` gives every buffer of more than no elements an address.
    unsafe buffer.baseAddress.unsafelyUnwrapped
  }
}

extension Unicode.Scalar {
  /// The scalar of a wide character; U+FFFD for what is none.
  init(wide: wchar_t) {
    self = Unicode.Scalar(UInt32(bitPattern: wide)) ?? "\u{fffd}"
  }
}
