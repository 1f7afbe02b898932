/// Thirty-two kilobytes with cells of one size, aligned so that a cell's address tells its block.
@safe
struct Block {
  static let headerSize = 16
  let base: UnsafeMutableRawPointer

  init(_ base: UnsafeMutableRawPointer) {
    unsafe self.base = base
  }

  var cellSize: Int { unsafe Int(base.load(as: UInt32.self)) }
  /// Offset of the first cell that was never in use.
  private var freshOffset: Int {
    get { unsafe Int(base.load(fromByteOffset: 4, as: UInt32.self)) }
    nonmutating set {
      unsafe base.storeBytes(of: UInt32(newValue), toByteOffset: 4, as: UInt32.self)
    }
  }

  /// The block that an object lies in which has no allocation of its own.
  @inline(__always)
  init(of object: Object) {
    unsafe base =
      UnsafeMutableRawPointer(bitPattern: object.address & ~UInt(HeapState.blockSize - 1))
      .unsafelyUnwrapped
  }

  /// Whether the collection under way has reached an object of the block, from marking it until it is swept.
  @inline(__always)
  var isReached: Bool {
    get { unsafe base.load(fromByteOffset: 8, as: Bool.self) }
    nonmutating set { unsafe base.storeBytes(of: newValue, toByteOffset: 8, as: Bool.self) }
  }

  /// Whether there may be objects in it that own something outside their own memory.
  @inline(__always)
  var hasOwners: Bool {
    get { unsafe base.load(fromByteOffset: 9, as: Bool.self) }
    nonmutating set { unsafe base.storeBytes(of: newValue, toByteOffset: 9, as: Bool.self) }
  }

  func open(cellSize: Int) {
    unsafe base.storeBytes(of: UInt32(cellSize), as: UInt32.self)
    freshOffset = Block.headerSize
    isReached = false
    hasOwners = false
  }

  var isFull: Bool { freshOffset + cellSize > HeapState.blockSize }

  /// Links the next page's worth of cells in the order of their addresses, and tells how many bytes they are.
  func linkFreshCells(
    into list: UnsafeMutablePointer<UnsafeMutableRawPointer?>, linkOffset: Int
  ) -> Int {
    let size = cellSize
    let start = freshOffset
    let count = min((HeapState.blockSize - start) / size, max(1, 4096 / size))
    var next = unsafe list.pointee
    for index in stride(from: count - 1, through: 0, by: -1) {
      let cell = unsafe base + (start + index * size)
      unsafe cell.storeBytes(of: 0, as: UInt64.self)
      unsafe cell.storeBytes(of: next, toByteOffset: linkOffset, as: UnsafeMutableRawPointer?.self)
      unsafe next = cell
    }
    unsafe list.pointee = next
    freshOffset = start + count * size
    return count * size
  }

  /// Calls a function with each cell that has been in use.
  @inline(__always)
  func forEachCell(_ body: (UnsafeMutableRawPointer) -> Void) {
    let size = cellSize
    let end = freshOffset
    var offset = Block.headerSize
    while offset < end {
      unsafe body(base + offset)
      offset += size
    }
  }
}
