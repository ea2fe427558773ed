/// Elements in memory that never changes and that all copies share, such as a mapped file's.
///
/// Unlike an array it can lie in memory that something else owns, and no write ever copies it.
public struct SharedArray<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
  private let base: UnsafePointer<Element>
  /// The number of elements.
  public let count: Int
  /// What keeps the memory.
  private let owner: AnyObject?

  /// Creates an array in memory that stays as it is for as long as its owner lives.
  ///
  /// The address must fit the element's alignment.
  public init(base: UnsafePointer<Element>, count: Int, owner: AnyObject) {
    self.base = base
    self.count = count
    self.owner = owner
  }

  /// Creates an array of which `fill` sets the elements; they are zero before.
  ///
  /// There is room for so many elements to be added later.
  init(count: Int, spare: Int = 0, fill: (SharedMemory<Element>) -> Void) {
    let stride = MemoryLayout<Element>.stride
    let memory = LargeMemory(byteCount: (count + spare) * stride)
    memory.used = count * stride
    let elements = memory.base.bindMemory(to: Element.self, capacity: count + spare)
    fill(SharedMemory(base: elements))
    self.init(base: elements, count: count, owner: memory)
  }

  /// Creates an array of memory that nobody writes to any more.
  init(_ memory: LargeMemory, count: Int) {
    self.init(
      base: memory.base.bindMemory(to: Element.self, capacity: count), count: count, owner: memory)
  }

  /// Creates an array with the elements of another collection.
  ///
  /// - Complexity: O(elements).
  public init(_ elements: some Collection<Element>) {
    self.init(count: elements.count) { memory in
      for (index, element) in elements.enumerated() { memory.base[index] = element }
    }
  }

  /// The memory, where it begins with this array and may have room for more.
  var growableMemory: LargeMemory? {
    guard let memory = owner as? LargeMemory, memory.base == UnsafeMutableRawPointer(mutating: base)
    else { return nil }
    return memory
  }

  /// Whether the elements lie at the same place as those of another array.
  func sharesMemory(with other: SharedArray) -> Bool { owner === other.owner && base == other.base }

  /// Calls `body` with the elements; the pointer is valid only until it returns.
  @inline(__always)
  public func withUnsafeBufferPointer<Result, Failure: Error>(
    _ body: (UnsafeBufferPointer<Element>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    defer { withExtendedLifetime(owner) {} }
    return try body(UnsafeBufferPointer(start: base, count: count))
  }
}

extension SharedArray: RandomAccessCollection {
  /// The position of the first element.
  public var startIndex: Int { 0 }
  /// The position behind the last element.
  public var endIndex: Int { count }

  /// Returns the element at a position, which must be one of the array's.
  ///
  /// - Complexity: O(1).
  @inline(__always)
  public subscript(position: Int) -> Element {
    precondition(position >= 0 && position < count, "index out of range")
    return base[position]
  }
}

extension SharedArray: Equatable where Element: Equatable {
  /// Whether two arrays have equal elements.
  ///
  /// - Complexity: O(elements).
  public static func == (left: SharedArray, right: SharedArray) -> Bool {
    left.elementsEqual(right)
  }
}

extension SharedArray: ExpressibleByArrayLiteral {
  /// Creates an array with the elements of a literal.
  public init(arrayLiteral elements: Element...) { self.init(elements) }
}

extension SharedArray {
  /// Some of the elements, in the same memory.
  ///
  /// - Complexity: O(1).
  public func part(_ range: Range<Int>) -> SharedArray {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "range out of bounds")
    return SharedArray(
      base: base + range.lowerBound, count: range.count, owner: owner ?? NoOwner())
  }

  /// The elements as bytes, in the order in which this machine keeps them.
  var rawBytes: SharedArray<UInt8> {
    let length = count * MemoryLayout<Element>.stride
    return UnsafeRawPointer(base).withMemoryRebound(to: UInt8.self, capacity: length) {
      SharedArray<UInt8>(base: $0, count: length, owner: owner ?? NoOwner())
    }
  }

  /// Creates an array of elements that lie in memory as bytes.
  ///
  /// Nil unless the bytes are whole elements at an address that fits them.
  init?(reading bytes: SharedArray<UInt8>) {
    let stride = MemoryLayout<Element>.stride
    let start = UnsafeRawPointer(bytes.base)
    guard bytes.count.isMultiple(of: stride),
      Int(bitPattern: start).isMultiple(of: MemoryLayout<Element>.alignment)
    else { return nil }
    let elements = start.bindMemory(to: Element.self, capacity: bytes.count / stride)
    self.init(base: elements, count: bytes.count / stride, owner: bytes.owner ?? NoOwner())
  }
}

/// Stands for the owner of memory that needs none.
private final class NoOwner {}
