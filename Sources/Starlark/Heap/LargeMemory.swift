import CMapping
import Glibc

/// Memory of a megabyte and more: mapped on its own, and in huge pages where the system has them.
///
/// By pages of four kilobytes, finding and clearing them was a quarter of the time of a program that sorts and a sixth of
/// one that grows long lists. Mappings of the C library begin anywhere in a huge page, so that most of them had no whole
/// one. Some of what is freed is kept for the next that is as large: a loop that makes a long list each time otherwise
/// waits for the system most of its time (December 2026).
@safe
struct LargeMemory {
  /// The fewest bytes that are mapped on their own.
  static let least = 1 << 20

  /// Mappings that are free, the last one freed at the end.
  private var spare: [Chunk] = []
  private var spareBytes = 0
  private static let mostSpare = 32 << 20
  /// Most bytes that are copied to a mapping at hand rather than moved to a fresh one.
  private static let mostCopied = 8 << 20

  private static let hugePage = 2 << 20
  /// What the pages of every system divide.
  private static let granule = 128 << 10

  /// How many bytes are mapped for a size: whole huge pages, unless they would be more than a third too many.
  private static func extent(_ size: Int) -> Int {
    let huge = (size + hugePage - 1) / hugePage * hugePage
    return huge - size <= size / 3 ? huge : (size + granule - 1) / granule * granule
  }

  /// Memory that begins where a huge page does.
  mutating func allocate(_ size: Int, isZeroed: Bool = false) -> UnsafeMutableRawPointer {
    let extent = Self.extent(size)
    guard let memory = unsafe takeSpare(extent) else { return unsafe Self.map(extent) }
    if isZeroed { unsafe memset(memory, 0, size) }
    return unsafe memory
  }

  private mutating func takeSpare(_ extent: Int) -> UnsafeMutableRawPointer? {
    guard let index = spare.lastIndex(where: { $0.size == extent }) else { return nil }
    spareBytes -= extent
    return unsafe spare.remove(at: index).base
  }

  mutating func free(_ memory: UnsafeMutableRawPointer, _ size: Int) {
    let extent = Self.extent(size)
    spare.append(unsafe Chunk(base: memory, size: extent))
    spareBytes += extent
    while spareBytes > Self.mostSpare {
      let oldest = spare.removeFirst()
      oldest.unmap()
      spareBytes -= oldest.size
    }
  }

  /// Returns what is free to the system.
  mutating func dropSpare() {
    for mapping in spare { mapping.unmap() }
    spare = []
    spareBytes = 0
  }

  /// The same bytes in memory of another size, which is no less than `least` either.
  mutating func resize(
    _ memory: UnsafeMutableRawPointer, from old: Int, to new: Int
  ) -> UnsafeMutableRawPointer {
    let (before, after) = (Self.extent(old), Self.extent(new))
    if after < before { unsafe munmap(memory + after, before - after) }
    guard after > before else { return unsafe memory }
    if before <= Self.mostCopied, let known = unsafe takeSpare(after) {
      unsafe known.copyMemory(from: memory, byteCount: old)
      unsafe free(memory, old)
      return unsafe known
    }
    let target = unsafe Self.map(after)
    if unsafe starlark_move_mapping(memory, before, after, target) {
      // What was advised before was less, or nothing.
      unsafe Self.advise(target, after)
    } else {
      unsafe target.copyMemory(from: memory, byteCount: old)
      unsafe munmap(memory, before)
    }
    return unsafe target
  }

  private static func map(_ extent: Int) -> UnsafeMutableRawPointer {
    let mapped = unsafe mmap(
      nil, extent + hugePage, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let mapped = unsafe mapped, unsafe mapped != MAP_FAILED else {
      fatalError("out of memory: cannot map \(extent) bytes for a Starlark heap")
    }
    let before = (hugePage - Int(bitPattern: mapped) & (hugePage - 1)) & (hugePage - 1)
    let memory = unsafe mapped + before
    if before > 0 { unsafe munmap(mapped, before) }
    unsafe munmap(memory + extent, hugePage - before)
    unsafe advise(memory, extent)
    return unsafe memory
  }

  private static func advise(_ memory: UnsafeMutableRawPointer, _ extent: Int) {
    unsafe madvise(memory, extent / hugePage * hugePage, MADV_HUGEPAGE)
  }
}
