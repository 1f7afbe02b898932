import Runbooks
import Testing

struct BisectionTests {
  /// Searches for faults, with a service that refuses every part that has one.
  private func search(
    _ count: Int, faults: Set<Int>
  ) -> (applied: Set<Int>, refused: Set<Int>, leftOver: Set<Int>, requests: Int) {
    var search = Bisection(count: count)
    var applied: Set<Int> = []
    var refused: Set<Int> = []
    var requests = 0
    while let range = search.next {
      requests += 1
      let isRefused = faults.contains { range.contains($0) }
      if !isRefused { applied.formUnion(range) }
      if isRefused, range.count == 1 { refused.formUnion(range) }
      search.report(isRefused ? .refused : .applied)
    }
    return (applied, refused, Set(search.leftOver.flatMap { Array($0) }), requests)
  }

  @Test(arguments: [2, 3, 7, 64, 199, 200])
  func `one fault is found wherever it is, and all others are applied`(_ count: Int) {
    for fault in 0..<count {
      let found = search(count, faults: [fault])
      #expect(found.refused == [fault])
      #expect(found.applied.count == count - 1)
      #expect(found.leftOver.isEmpty)
      #expect(found.requests <= Bisection.maximumRequests)
    }
  }

  @Test func `what the first half tells about the second is not asked`() {
    // Where the fault is last, each first half passes: 100, 50, 25, 12, 6, 3, 2, 1, and then the one at fault.
    #expect(search(200, faults: [199]).requests == 9)
  }

  @Test(arguments: 0..<100 as Range<UInt64>)
  func `many faults cost no more than allowed, and nothing is lost`(_ seed: UInt64) {
    var random = SplitMix(seed)
    let faults = Set((0..<(2 + random.next(40))).map { _ in random.next(200) })
    let found = search(200, faults: faults)
    #expect(found.requests <= Bisection.maximumRequests)
    #expect(found.applied.isDisjoint(with: faults))
    #expect(found.refused.isSubset(of: faults))
    #expect(found.applied.count + found.refused.count + found.leftOver.count == 200)
    #expect(faults.isSubset(of: found.refused.union(found.leftOver)))
  }

  @Test func `a search that ends early tells what is open`() {
    var search = Bisection(count: 8)
    #expect(search.next == 0..<4)
    search.report(.ended)
    #expect(search.remaining == [4..<8])
  }
}
