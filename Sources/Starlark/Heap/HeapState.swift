import Glibc
import Synchronization

/// All that a heap is made of, behind one pointer.
///
/// Objects live in blocks of 32 KiB, each with cells of one size; what is larger than 512 bytes has an allocation of its
/// own. Buffers that a list, dict or set owns come from blocks too, but have no header and are returned by their
/// owner. Blocks are carved out of chunks, which start small so that a short-lived heap costs little.
@safe
struct HeapState {
  static let blockSize = 32 << 10
  static let cellUnit = 8
  /// What may be allocated before the first collection.
  static let leastThreshold = 2 << 20
  /// Cells of 8, 16, 24, … 512 bytes; an object takes 16 at least.
  static let classCount = 65

  /// First free cell for objects, by size class; cells are linked at offset 8.
  var freeObjects: UnsafeMutablePointer<UnsafeMutableRawPointer?>
  /// First free cell for buffers, by size class; cells are linked at offset 0.
  var freeBuffers: UnsafeMutablePointer<UnsafeMutableRawPointer?>
  /// The block of each class whose last cells are not in use yet.
  var openObjectBlocks: UnsafeMutablePointer<UnsafeMutableRawPointer?>
  var openBufferBlocks: UnsafeMutablePointer<UnsafeMutableRawPointer?>
  /// Blocks that hold objects.
  var blocks: [Block] = []
  /// Objects with allocations of their own.
  var large: [LargeObject] = []
  var largeMemory = LargeMemory()
  var chunks: [Chunk] = []
  var freshBlock: UnsafeMutableRawPointer?
  var freshBlocksLeft = 0
  /// Blocks that nothing lives in any more.
  var emptyBlocks: [Block] = []
  /// Blocks of adopted heaps with cells that were never in use, among `blocks` or else of buffers.
  var spareObjectBlocks: [Block] = []
  var spareBufferBlocks: [Block] = []
  /// How many blocks hold buffers.
  var bufferBlockCount = 0
  /// Blocks before this one are swept since the last collection.
  var sweepPosition = 0

  /// Upper bound of the bytes in use.
  var allocated = 0
  /// A collection is wanted once `allocated` passes it.
  var threshold = HeapState.leastThreshold
  /// More than this is an error.
  var limit = 1 << 30
  /// Most bytes of one value.
  var valueLimit = 64 << 20
  var needsCollection = false
  /// A cancelled collection has left marks behind.
  var hasStaleMarks = false
  /// Collect at every safepoint and give each object an allocation of its own.
  var isStressed = false
  /// All that is left is to return memory to the system.
  var isEnding = false
  /// A sealed heap belongs to a frozen module: nothing is allocated or collected any more.
  var isSealed = false
  /// Whose heap it is, as long as that is there.
  var evaluator: Unmanaged<Evaluator>?
  let identifier: UInt16
  /// Functions of the host that values refer to without keeping them alive.
  var natives: [NativeFunction] = []
  /// Heaps of modules that objects of this one point into.
  var retained: [HeapOwner] = []
  /// Code that refers to values of the heap.
  var programs: [LinkedProgram] = []
  /// Memory for the next text that is built, since most are short-lived.
  var spareText: UnsafeMutablePointer<UInt8>?
  /// What operations on big ints compute with.
  var limbs = LimbArena()
  /// The strings of one byte, then names of types, that were asked for since the last collection that nothing referred
  /// to them at, else unbound.
  let sharedStrings: UnsafeMutablePointer<Value>
  static let sharedStringCount = 256 + Value.typeNumberCount
  /// Strings that code and names share.
  var interned: [NameBytes: Value] = [:]
  /// Those of the heap that a parallel lane's objects may refer to.
  var outerNames: [NameBytes: Value] = [:]
}

/// An object with memory of its own.
struct LargeObject {
  let object: Object
  let size: Int
}

/// Memory of the system, such as blocks are carved out of.
@safe
struct Chunk {
  let base: UnsafeMutableRawPointer
  let size: Int

  func unmap() {
    unsafe munmap(base, size)
  }
}

/// Keeps a heap; releasing it frees the heap and all that is in it.
final class HeapOwner: @unchecked Sendable {
  // Only the thread that evaluates uses an unsealed heap; a sealed one is never written.
  let heap: Heap

  init(stressed: Bool = false) {
    heap = Heap.make(stressed: stressed)
  }

  deinit {
    heap.destroy()
  }
}

/// Hands out the numbers that tell heaps apart.
enum HeapIdentifiers {
  private static let state = Mutex<(next: UInt16, free: [UInt16])>((1, []))

  static func take() -> UInt16 {
    state.withLock { state in
      if let last = state.free.popLast() { return last }
      precondition(state.next < .max, "too many Starlark heaps are alive at once")
      defer { state.next += 1 }
      return state.next
    }
  }

  static func giveBack(_ identifier: UInt16) {
    state.withLock { $0.free.append(identifier) }
  }
}

/// The number that makes hash tables of this process unpredictable.
///
/// It is set before the first heap is made, and never again: a global that initializes itself is asked at each use
/// whether it has, which took as long as the hash.
nonisolated(unsafe) private(set) var processSeed: UInt64 = 0

enum ProcessSeed {
  private static let once: Void = unsafe processSeed = .random(in: .min ... .max)

  static func prepare() { once }
}
