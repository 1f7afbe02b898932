import Glibc

/// Bytes that grow at the end: what `str`, `join`, `format` and their like build before a string is made of it.
///
/// With a machine, growing is charged, and growing past the limit of a value is an error. Without one, what passes the
/// limit is cut off.
package struct TextBuffer: ~Copyable {
  private let machine: Machine?
  private let limit: Int
  private(set) var bytes: Bytes
  private var capacity: Int
  package private(set) var count = 0
  /// Whether something did not fit.
  package private(set) var isFull = false

  package init(_ machine: Machine, capacity: Int = 64) {
    self.init(machine: machine, limit: machine.heap.valueLimit, capacity: capacity)
  }

  package init(limit: Int = 64 << 20) {
    self.init(machine: nil, limit: limit, capacity: min(64, limit))
  }

  private init(machine: Machine?, limit: Int, capacity: Int) {
    self.machine = machine
    self.limit = limit
    if let spare = machine?.heap.takeText(atLeast: capacity) {
      (bytes, self.capacity) = (spare, Heap.textCapacity)
      return
    }
    self.capacity = min(capacity, limit)
    if let heap = machine?.heap, heap.isLarge(self.capacity + StringObject.headerSize) {
      bytes = unsafe Self.bytes(
        ofString: heap.systemMemory(self.capacity + StringObject.headerSize))
    } else {
      bytes = unsafe Bytes(
        malloc(max(self.capacity, 16)).unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self))
    }
  }

  deinit {
    if capacity == Heap.textCapacity, let machine, machine.heap.keepText(bytes) { return }
    if isMapped {
      unsafe machine?.heap.giveBack(memoryOfString, capacity + StringObject.headerSize)
    } else {
      unsafe free(bytes.base)
    }
  }

  // MARK: Memory

  /// Whether the bytes lie in large memory, behind the place of a string's header, so that a string is made of them where
  /// they are.
  private var isMapped: Bool {
    machine?.heap.isLarge(capacity + StringObject.headerSize) ?? false
  }

  private var memoryOfString: UnsafeMutableRawPointer {
    unsafe UnsafeMutableRawPointer(bytes.base) - StringObject.headerSize
  }

  private static func bytes(ofString memory: UnsafeMutableRawPointer) -> Bytes {
    unsafe Bytes((memory + StringObject.headerSize).assumingMemoryBound(to: UInt8.self))
  }

  /// Moves the bytes to memory of a larger capacity.
  private mutating func move(toCapacity wanted: Int) {
    let (header, wasMapped) = (StringObject.headerSize, isMapped)
    let old = capacity
    capacity = wanted
    if wasMapped, let heap = machine?.heap {
      bytes = unsafe Self.bytes(
        ofString: heap.resizeLarge(memoryOfString, from: old + header, to: wanted + header))
    } else if isMapped, let heap = machine?.heap {
      let mapped = unsafe Self.bytes(ofString: heap.systemMemory(wanted + header))
      unsafe memcpy(mapped.base, bytes.base, count)
      unsafe free(bytes.base)
      bytes = mapped
    } else {
      bytes = unsafe Bytes(
        realloc(bytes.base, max(wanted, 16)).unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self))
    }
  }

  @inline(__always)
  package mutating func append(_ byte: UInt8) {
    guard _fastPath(count < capacity) || grow(by: 1) else { return }
    bytes[count] = byte
    count &+= 1
  }

  /// Appends bytes that are mostly few: in line where they are and fit.
  @inline(__always)
  mutating func append(few source: Bytes, count added: Int) {
    guard _fastPath(added <= 32 && added <= capacity &- count) else {
      return append(source, count: added)
    }
    source.copy(to: bytes + count, count: added)
    count &+= added
  }

  package mutating func append(_ source: Bytes, count wanted: Int) {
    let added = fitting(wanted, of: source)
    guard added > 0, reserve(added) else { return }
    defer { isFull = isFull || added < wanted }
    var copied = 0
    while _slowPath(added - copied > Self.pieceSize) {
      unsafe memcpy((bytes + count).base, (source + copied).base, Self.pieceSize)
      count &+= Self.pieceSize
      copied &+= Self.pieceSize
      guard mayGoOn() else { return }
    }
    (source + copied).copy(to: bytes + count, count: added &- copied)
    count &+= added &- copied
  }

  /// How many bytes of a text to append: where it is cut off, what fits of it, up to the end of a code point.
  @inline(__always)
  private func fitting(_ wanted: Int, of source: Bytes) -> Int {
    guard machine == nil, _slowPath(wanted > limit &- count) else { return wanted }
    var end = max(0, limit - count)
    while end > 0 && source[end] & 0xC0 == 0x80 { end -= 1 }
    return end
  }

  /// How many bytes of a text are worth a look.
  func looksAt(_ count: Int) -> Int {
    machine == nil ? min(count, limit + 1) : count
  }

  // MARK: Cancellation

  /// Bytes that are copied, and bytes that are looked at one by one, between two looks at cancellation.
  private static let pieceSize = 1 << 20
  static let stretch = 1 << 14

  /// Whether a long loop that fills the buffer may go on; if not, the buffer takes nothing more.
  @inline(never)
  mutating func mayGoOn() -> Bool {
    guard !isFull, machine?.mayGoOn() ?? true else {
      isFull = true
      return false
    }
    return true
  }

  package mutating func append(_ string: StringObject) {
    append(string.bytes, count: string.count)
  }

  package mutating func append(_ text: StaticString) {
    unsafe append(
      Bytes(UnsafeMutablePointer(mutating: text.utf8Start)), count: text.utf8CodeUnitCount)
  }

  package mutating func append(_ text: String) {
    for byte in text.utf8 { append(byte) }
  }

  package mutating func append(contentsOf source: [UInt8]) {
    guard reserve(source.count) else { return }
    for byte in source {
      bytes[count] = byte
      count &+= 1
    }
  }

  package mutating func append(_ scalar: Unicode.Scalar) {
    for byte in scalar.utf8 { append(byte) }
  }

  package mutating func append(repeating byte: UInt8, count added: Int) {
    guard added > 0, reserve(added) else { return }
    unsafe memset((bytes + count).base, Int32(byte), added)
    count &+= added
  }

  /// The digits of a number to a radix of at least two, with a minus sign if it is negative.
  mutating func append(_ number: Int, radix: UInt, isUppercase: Bool) {
    guard reserve(1 + UInt.bitWidth) else { return }
    if number < 0 { append(UInt8(ascii: "-")) }
    var width = 1
    var rest = number.magnitude / radix
    while rest != 0 {
      width &+= 1
      rest /= radix
    }
    let letters = (isUppercase ? UInt8(ascii: "A") : UInt8(ascii: "a")) &- 10
    rest = number.magnitude
    for place in stride(from: count &+ width &- 1, through: count, by: -1) {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: radix)
      bytes[place] = UInt8(truncatingIfNeeded: digit) &+ (digit < 10 ? UInt8(ascii: "0") : letters)
      rest = quotient
    }
    count &+= width
  }

  /// The decimal digits of a number, with a minus sign if it is negative.
  package mutating func append(decimal number: Int) {
    guard reserve(20) else { return }
    if number < 0 {
      bytes[count] = UInt8(ascii: "-")
      count &+= 1
    }
    count &+= Bytes.digitCount(of: number.magnitude)
    bytes.write(decimal: number.magnitude, before: count)
  }

  /// Takes bytes off the end.
  mutating func truncate(to length: Int) {
    count = min(count, length)
  }

  /// Makes room for bytes; false if they do not fit.
  @inline(__always)
  mutating func reserve(_ added: Int) -> Bool {
    _fastPath(added <= capacity &- count) || grow(by: added)
  }

  @inline(never)
  private mutating func grow(by added: Int) -> Bool {
    let (wanted, overflow) = count.addingReportingOverflow(added)
    guard !isFull, !overflow, wanted <= limit, machine?.charge(bytes: wanted) ?? true else {
      if let machine, !isFull, overflow || wanted > limit {
        machine.fail(.valueTooLarge(bytes: overflow ? .max : wanted, limit: limit))
      }
      isFull = true
      return false
    }
    move(toCapacity: min(max(wanted, capacity * 2), limit))
    return true
  }

  // MARK: Results

  /// The string of the bytes, `.failed` after an error was recorded; of many bytes it takes the memory, and the buffer is
  /// empty then.
  mutating func string(in machine: Machine) -> Value {
    if isFull { return .failed }
    guard _slowPath(count > Self.pieceSize) else { return machine.heap.string(bytes, count: count) }
    if isMapped { return stringOfMemory(in: machine.heap) }
    let result = machine.heap.uninitializedString(count: count)
    return machine.copy(bytes, to: result.bytes, count: count) ? Value(result.object) : .failed
  }

  private mutating func stringOfMemory(in heap: Heap) -> Value {
    let size = count + StringObject.headerSize
    let memory = unsafe heap.resizeLarge(
      memoryOfString, from: capacity + StringObject.headerSize, to: size)
    let string = unsafe heap.string(count: count, takingOver: memory)
    (count, capacity) = (0, 0)
    bytes = unsafe Bytes(malloc(16).unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self))
    return string
  }

  /// The bytes as a Swift string; invalid UTF-8 becomes U+FFFD.
  package var text: String {
    unsafe String(decoding: bytes.buffer(count: count), as: UTF8.self)
  }

  /// The bytes.
  package var array: [UInt8] {
    unsafe Array(bytes.buffer(count: count))
  }
}
