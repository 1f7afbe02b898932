/// A list that grows at its end and shrinks at its start.
struct Fifo<Element> {
  private var elements: [Element?] = []
  private var head = 0

  var isEmpty: Bool { count == 0 }
  var count: Int { elements.count - head }
  var all: [Element] { elements[head...].compactMap { $0 } }
  var first: Element? { isEmpty ? nil : elements[head] }
  var last: Element? { isEmpty ? nil : elements[elements.count - 1] }

  mutating func append(_ element: Element) {
    elements.append(element)
  }

  mutating func updateLast(_ body: (inout Element) -> Void) {
    guard !isEmpty, var element = elements[elements.count - 1] else { return }
    body(&element)
    elements[elements.count - 1] = element
  }

  mutating func popFirst() -> Element? {
    guard !isEmpty else { return nil }
    let first = elements[head]
    elements[head] = nil
    head += 1
    if head > 64, head > elements.count / 2 {
      elements.removeFirst(head)
      head = 0
    }
    return first
  }
}
