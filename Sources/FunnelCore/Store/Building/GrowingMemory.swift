/// Elements that are appended, in large pages where there are many.
///
/// Copies share the memory until one of them is written to.
struct GrowingMemory<Element: BitwiseCopyable & Sendable>: Sendable {
  private var memory: LargeMemory
  private(set) var count: Int
  private var capacity: Int

  /// Creates an array of zeros.
  init(zeros count: Int = 0) {
    capacity = max(16, count)
    memory = LargeMemory(byteCount: capacity * MemoryLayout<Element>.stride)
    self.count = count
  }

  /// The elements, valid until the array changes or is gone.
  @inline(__always)
  var base: UnsafePointer<Element> {
    UnsafePointer(memory.base.assumingMemoryBound(to: Element.self))
  }

  @inline(__always)
  subscript(index: Int) -> Element { base[index] }

  /// Returns the elements for writing, to which no copy has access then.
  mutating func unique() -> UnsafeMutablePointer<Element> {
    if !isKnownUniquelyReferenced(&memory) { move(to: capacity) }
    return memory.base.assumingMemoryBound(to: Element.self)
  }

  @inline(__always)
  mutating func append(_ element: Element) {
    if count == capacity { move(to: capacity * 2) }
    unique()[count] = element
    count &+= 1
  }

  mutating func append(_ elements: UnsafeBufferPointer<Element>) {
    if count + elements.count > capacity { move(to: max(capacity * 2, count + elements.count)) }
    if let base = elements.baseAddress {
      (unique() + count).update(from: base, count: elements.count)
    }
    count += elements.count
  }

  private mutating func move(to capacity: Int) {
    defer { self.capacity = capacity }
    if isKnownUniquelyReferenced(&memory) {
      memory.enlarge(to: capacity * MemoryLayout<Element>.stride)
      return
    }
    let larger = LargeMemory(byteCount: capacity * MemoryLayout<Element>.stride)
    larger.base.copyMemory(from: memory.base, byteCount: count * MemoryLayout<Element>.stride)
    memory = larger
  }
}
