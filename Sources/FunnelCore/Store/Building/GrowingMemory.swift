/// Elements that are appended, in large pages where there are many.
///
/// Copies share the memory, and so may arrays. What is appended goes behind their elements where
/// nobody has put anything yet; otherwise everything is copied first.
struct GrowingMemory<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
  private var memory: LargeMemory
  /// The elements, valid until the array changes or is gone.
  private(set) var base: UnsafePointer<Element>
  private(set) var count: Int
  /// The number of elements there is memory for.
  private(set) var capacity: Int

  /// Creates an array of zeros.
  init(zeros count: Int = 0) {
    let memory = LargeMemory(byteCount: max(16, count) * Self.stride)
    memory.used = count * Self.stride
    self.init(memory, count: count)
  }

  /// Creates an array that begins with the elements of another, in the same memory.
  ///
  /// - Complexity: O(1), or O(elements) for memory that something else owns, such as a file.
  init(continuing array: SharedArray<Element>) {
    guard let memory = array.growableMemory else {
      self.init()
      array.withUnsafeBufferPointer { append($0) }
      return
    }
    self.init(memory, count: array.count)
  }

  private init(_ memory: LargeMemory, count: Int) {
    self.memory = memory
    self.count = count
    base = Self.elements(of: memory)
    capacity = memory.count / Self.stride
  }

  private static var stride: Int { MemoryLayout<Element>.stride }

  private static func elements(of memory: LargeMemory) -> UnsafePointer<Element> {
    UnsafePointer(memory.base.assumingMemoryBound(to: Element.self))
  }

  /// The elements so far as an array that never changes, in the same memory.
  var shared: SharedArray<Element> { SharedArray(memory, count: count) }

  @inline(__always)
  subscript(index: Int) -> Element { base[index] }

  /// Returns the elements for writing, to which no copy has access then.
  mutating func unique() -> UnsafeMutablePointer<Element> {
    if !isKnownUniquelyReferenced(&memory) { move(to: capacity) }
    return UnsafeMutablePointer(mutating: base)
  }

  @inline(__always)
  mutating func append(_ element: Element) { extend(by: 1).pointee = element }

  mutating func append(_ elements: UnsafeBufferPointer<Element>) {
    if let source = elements.baseAddress {
      extend(by: elements.count).update(from: source, count: elements.count)
    }
  }

  /// Makes sure that so many elements can be appended without a copy, unless others already look.
  ///
  /// - Complexity: O(1) for many megabytes, as addresses move, not elements.
  mutating func makeRoom(for added: Int) {
    if count + added > capacity, isKnownUniquelyReferenced(&memory) { move(to: count + added) }
  }

  /// Adds elements, which are yet to be set, and returns where they are.
  @inline(__always)
  private mutating func extend(by added: Int) -> UnsafeMutablePointer<Element> {
    let end = count &+ added
    if end > capacity { move(to: max(capacity * 2, end)) }
    if isKnownUniquelyReferenced(&memory) {
      memory.used = end &* Self.stride
    } else if !memory.take(from: count &* Self.stride, to: end &* Self.stride) {
      move(to: capacity)
      memory.used = end &* Self.stride
    }
    defer { count = end }
    return UnsafeMutablePointer(mutating: base + count)
  }

  private mutating func move(to capacity: Int) {
    if isKnownUniquelyReferenced(&memory) {
      memory.enlarge(to: capacity * Self.stride)
    } else {
      let larger = LargeMemory(byteCount: capacity * Self.stride)
      larger.base.copyMemory(from: memory.base, byteCount: count * Self.stride)
      memory = larger
    }
    memory.used = count * Self.stride
    base = Self.elements(of: memory)
    self.capacity = capacity
  }
}
