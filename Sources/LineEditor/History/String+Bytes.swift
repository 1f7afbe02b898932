import CEditLine

// Comparisons of bytes, which thousands of entries bear at each key.
extension String {
  /// Whether the bytes of UTF-8 begin with those of another text.
  func begins(with text: String) -> Bool {
    var own = self
    var other = text
    return own.withUTF8 { bytes in
      other.withUTF8 { wanted in
        unsafe bytes.withMemoryRebound(to: CChar.self) { bytes in
          unsafe wanted.withMemoryRebound(to: CChar.self) { wanted in
            unsafe reeve_begins(bytes.baseAddress, bytes.count, wanted.baseAddress, wanted.count)
              != 0
          }
        }
      }
    }
  }

  /// Where a text begins, in bytes of UTF-8.
  func byteOffset(of text: String) -> Int? {
    var own = self
    var other = text
    let offset = own.withUTF8 { bytes in
      other.withUTF8 { wanted in
        unsafe bytes.withMemoryRebound(to: CChar.self) { bytes in
          unsafe wanted.withMemoryRebound(to: CChar.self) { wanted in
            unsafe reeve_find(bytes.baseAddress, bytes.count, wanted.baseAddress, wanted.count)
          }
        }
      }
    }
    return offset < 0 ? nil : offset
  }
}
