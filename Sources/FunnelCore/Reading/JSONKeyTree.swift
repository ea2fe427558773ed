internal import CKernels

/// The keys of JSON objects met so far, each with the one that came after it.
///
/// Objects of one file mostly have the same keys in the same order. So the next key is known
/// before it is read, and finding its column takes one comparison. Keys are numbered from one; the
/// number zero stands for the outermost object, or for no key.
struct JSONKeyTree: Sendable {
  /// A key of the object at a place: of the outermost one, or of one that is a value there.
  struct Node: BitwiseCopyable, Sendable {
    /// The first 16 bytes of the key with its quotes and colon, and which bits of them it has.
    fileprivate var words: (UInt64, UInt64) = (0, 0)
    fileprivate var masks: (UInt64, UInt64) = (0, 0)
    fileprivate var start = 0
    /// The length with quotes and colon.
    var length: Int32 = 0
    /// The key whose value the object with this key is.
    var parent: Int32 = 0
    /// The column of the values, or -1 before there was one.
    var column: Int32 = -1
    /// The key that starts the object which is the value here, if that is known.
    var child: Int32 = 0
    /// The key that comes after this one, if that is known.
    var next: Int32 = 0
    /// Whether the key is one of those in order.
    var isInOrder = false

    /// Whether the key, or the first 16 bytes of a longer one, stand at a place.
    @inline(__always)
    func begins(_ place: UnsafeRawPointer) -> Bool {
      let first = (place.loadUnaligned(as: UInt64.self) ^ words.0) & masks.0
      let second =
        (place.loadUnaligned(fromByteOffset: 8, as: UInt64.self) ^ words.1) & masks.1
      return first | second == 0
    }
  }

  /// From where a key is looked for, at least so many bytes must be there to be read.
  static let reach = 16
  /// Beyond this many keys no further ones are remembered.
  static let limit = 4096

  private var nodes = [Node()]
  private var texts: [UInt8] = []
  /// Keys of the outermost object, in an order in which objects have them, where they have one.
  private(set) var order: [Int] = []
  /// The number of each key, less one, by its parent's number and its text.
  private var numbers = TextInterner()
  private var wanted: [UInt8] = []

  /// Gives the keys to look at, by number.
  @inline(__always)
  func withNodes<Result>(_ body: (UnsafeBufferPointer<Node>) -> Result) -> Result {
    nodes.withUnsafeBufferPointer(body)
  }

  func firstKey(of number: Int) -> Int { Int(nodes[number].child) }

  func key(after number: Int) -> Int { Int(nodes[number].next) }

  func parent(of number: Int) -> Int { Int(nodes[number].parent) }

  func column(of number: Int) -> Int { Int(nodes[number].column) }

  /// The length of a key as it is mostly written, with quotes and colon.
  func length(of number: Int) -> Int { Int(nodes[number].length) }

  mutating func setColumn(_ column: Int, of number: Int) { nodes[number].column = Int32(column) }

  /// Whether a key and its colon stand at a place, from which 16 bytes can be read.
  func holds(
    _ number: Int, at place: UnsafePointer<UInt8>, before end: UnsafePointer<UInt8>
  ) -> Bool {
    guard nodes[number].begins(place) else { return false }
    let (start, length) = (nodes[number].start, Int(nodes[number].length))
    guard end - place >= length else { return false }
    return texts.withUnsafeBufferPointer { texts in
      var index = Self.reach
      while index < length, texts[start &+ index] == place[index] { index &+= 1 }
      return index >= length
    }
  }

  /// Returns the key that stands at a place and its length with all up to the colon, or nil when
  /// there is none without escapes.
  mutating func find(
    at place: UnsafePointer<UInt8>, before end: UnsafePointer<UInt8>, parent: Int
  ) -> (number: Int, length: Int)? {
    guard nodes.count < Self.limit, place < end, place[0] == UInt8(ascii: "\"") else { return nil }
    let plain = json_plain_length(place + 1, end)
    guard plain >= 0, place[Int(plain) + 1] == UInt8(ascii: "\"") else { return nil }
    let key = UnsafeBufferPointer(start: place, count: Int(plain) + 2)
    var colon = place + key.count
    while colon < end, colon[0] == 0x20 || colon[0] == 0x09 { colon += 1 }
    guard colon < end, colon[0] == UInt8(ascii: ":") else { return nil }
    wanted.removeAll(keepingCapacity: true)
    for shift in [0, 8] { wanted.append(UInt8(truncatingIfNeeded: parent >> shift)) }
    wanted.append(contentsOf: key)
    let number = Self.number(of: wanted, in: &numbers) + 1
    if number == nodes.count { add(key, parent: parent) }
    return (number, colon + 1 - place)
  }

  private static func number(of key: [UInt8], in numbers: inout TextInterner) -> Int {
    Int(numbers.intern(key.span))
  }

  /// Notes which key came after another, or first in the object that is the value of a parent.
  mutating func note(_ number: Int, after previous: Int, parent: Int) {
    if previous == 0 {
      nodes[parent].child = Int32(number)
    } else {
      nodes[previous].next = Int32(number)
    }
    if parent == 0 { putInOrder(number, after: previous) }
  }

  /// Puts a key that objects may leave out, as any, behind the one it was met after.
  private mutating func putInOrder(_ number: Int, after previous: Int) {
    guard !nodes[number].isInOrder, order.count < PlainObjectsTrial.keyLimit else { return }
    nodes[number].isInOrder = true
    let place = order.firstIndex(of: previous).map { $0 + 1 }
    order.insert(number, at: place ?? (previous == 0 ? 0 : order.count))
  }

  /// A key with its quotes and colon.
  func text(of number: Int) -> ArraySlice<UInt8> {
    texts[nodes[number].start...].prefix(Int(nodes[number].length))
  }

  /// Appends the names of a key and of the objects around it, joined by dots.
  func appendPath(of number: Int, to path: inout [UInt8]) {
    let node = nodes[number]
    if node.parent != 0 {
      appendPath(of: Int(node.parent), to: &path)
      path.append(UInt8(ascii: "."))
    }
    path.append(contentsOf: texts[(node.start + 1)..<(node.start + Int(node.length) - 2)])
  }

  private mutating func add(_ key: UnsafeBufferPointer<UInt8>, parent: Int) {
    var node = Node()
    node.start = texts.count
    node.parent = Int32(parent)
    texts.append(contentsOf: key)
    texts.append(UInt8(ascii: ":"))
    node.length = Int32(key.count + 1)
    let beginning = texts[node.start...].prefix(16)
    for (index, byte) in beginning.enumerated() {
      let shift = index % 8 * 8
      if index < 8 {
        node.words.0 |= UInt64(byte) << shift
        node.masks.0 |= 0xFF << shift
      } else {
        node.words.1 |= UInt64(byte) << shift
        node.masks.1 |= 0xFF << shift
      }
    }
    nodes.append(node)
  }
}
