import CMapping
import Glibc

/// Memory of a megabyte and more: mapped on its own, and in huge pages where the system has them.
///
/// By pages of four kilobytes, finding and clearing them was a quarter of the time of a program that sorts and a sixth of
/// one that grows long lists. Mappings of the C library begin anywhere in a huge page, so that most of them had no whole
/// one (December 2026).
enum LargeMemory {
  /// The fewest bytes that are mapped on their own.
  static let least = 1 << 20

  private static let hugePage = 2 << 20
  /// What the pages of every system divide.
  private static let granule = 64 << 10

  /// How many bytes are mapped for a size: whole huge pages, unless they would be more than a third too many.
  private static func extent(_ size: Int) -> Int {
    let huge = (size + hugePage - 1) / hugePage * hugePage
    return huge - size <= size / 3 ? huge : (size + granule - 1) / granule * granule
  }

  /// Maps memory that is zero and begins where a huge page does.
  static func allocate(_ size: Int) -> UnsafeMutableRawPointer {
    let extent = extent(size)
    let mapped = unsafe mmap(
      nil, extent + hugePage, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let mapped = unsafe mapped, unsafe mapped != MAP_FAILED else {
      fatalError("out of memory: cannot map \(size) bytes for a Starlark heap")
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

  static func free(_ memory: UnsafeMutableRawPointer, _ size: Int) {
    unsafe munmap(memory, extent(size))
  }

  /// The same bytes in memory of another size, which is no less than `least` either.
  static func resize(
    _ memory: UnsafeMutableRawPointer, from old: Int, to new: Int
  ) -> UnsafeMutableRawPointer {
    let (before, after) = (extent(old), extent(new))
    if after < before { unsafe munmap(memory + after, before - after) }
    guard after > before else { return unsafe memory }
    let target = unsafe allocate(new)
    if unsafe starlark_move_mapping(memory, before, after, target) {
      // What was advised before was less, or nothing.
      unsafe advise(target, after)
    } else {
      unsafe target.copyMemory(from: memory, byteCount: old)
      unsafe munmap(memory, before)
    }
    return unsafe target
  }
}
