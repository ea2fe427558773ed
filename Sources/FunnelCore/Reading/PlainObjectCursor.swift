internal import CKernels

/// A place in a JSON object that has the expected keys.
///
/// The cursor goes on by itself as long as all is as expected, and stops where it is not. It keeps
/// to the bytes it is given and changes nothing but the record.
struct PlainObjectCursor {
  /// What comes next.
  enum Stage {
    case key, value, separator
  }

  /// Why the cursor stopped.
  enum Stop {
    /// The object has ended.
    case end
    /// A key that was not expected.
    case key
    /// A value that takes more than finding its end, or whose key has no column yet.
    case value
    /// Nothing that a plain object has.
    case unusual
  }

  /// The next byte.
  var position: Int
  /// The key whose value comes next or came last, zero after an object without keys.
  var number = 0
  /// The key whose value the present object is, zero in the outermost one.
  var parent = 0
  /// The key before, zero at the start of an object.
  var previous = 0
  /// The key that comes next if this object is like the one before, zero when that is unknown.
  var expected: Int
  /// How many objects are open.
  var depth = 1
  /// What comes at the position.
  var stage = Stage.key

  init(position: Int, expected: Int) {
    self.position = position
    self.expected = expected
  }

  /// Goes on to where something is not as expected, or to the end.
  mutating func advance(
    in bytes: UnsafeBufferPointer<UInt8>, _ nodes: UnsafeBufferPointer<JSONKeyTree.Node>,
    into record: inout Record
  ) -> Stop {
    guard let base = bytes.baseAddress, let nodes = nodes.baseAddress else { return .unusual }
    let count = bytes.count
    let last = count &- JSONKeyTree.reach
    while true {
      if stage == .key {
        while position <= last, Self.isBlank(base[position]) { position &+= 1 }
        guard position <= last else { return .unusual }
        number = expected
        if number != 0, nodes[number].length <= JSONKeyTree.reach,
          nodes[number].begins(UnsafeRawPointer(base + position))
        {
          position &+= Int(nodes[number].length)
          stage = .value
        } else if previous == 0, base[position] == UInt8(ascii: "}") {
          // An object without keys; there is nothing that a comma could follow.
          number = 0
          stage = .separator
        } else {
          return .key
        }
      }
      if stage == .value {
        while position < count, Self.isBlank(base[position]) { position &+= 1 }
        guard position < count else { return .unusual }
        let first = base[position]
        let column = Int(nodes[number].column)
        if first == UInt8(ascii: "{") {
          depth &+= 1
          guard depth <= JSONReader.depthLimit else { return .unusual }
          position &+= 1
          (parent, previous, expected) = (number, 0, Int(nodes[number].child))
          stage = .key
          continue
        }
        guard column >= 0 else { return .value }
        if first == UInt8(ascii: "\"") {
          let length = Int(truncatingIfNeeded: json_plain_length(base + position + 1, base + count))
          guard length >= 0 else { return .unusual }
          let close = position &+ 1 &+ length
          guard base[close] == UInt8(ascii: "\"") else { return .value }
          record.add(column: column, from: position &+ 1, to: close)
          position = close &+ 1
        } else {
          var digit = position
          while digit < count, base[digit] &- 48 < 10 { digit &+= 1 }
          guard digit > position, digit < count, Self.isSeparator(base[digit]) else {
            return .value
          }
          record.add(column: column, from: position, to: digit)
          position = digit
        }
      }
      while position < count, Self.isBlank(base[position]) { position &+= 1 }
      guard position < count else { return .unusual }
      let separator = base[position]
      guard Self.isSeparator(separator) else { return .unusual }
      position &+= 1
      if separator == UInt8(ascii: ",") {
        guard number != 0 else { return .unusual }
        (previous, expected) = (number, Int(nodes[number].next))
        stage = .key
      } else {
        if parent == 0 { return .end }
        number = parent
        parent = Int(nodes[number].parent)
        depth &-= 1
        stage = .separator
      }
    }
  }

  @inline(__always)
  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  @inline(__always)
  private static func isSeparator(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}")
  }
}
