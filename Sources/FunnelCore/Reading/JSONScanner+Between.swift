/// What stands between the values of a file.
extension JSONScanner {
  /// What follows a value.
  enum Following {
    /// The next value, a separator or the end of the line.
    case separated
    /// Something that belongs to no value.
    case junk
    /// More bytes are needed to tell.
    case incomplete
  }

  /// What an opening bracket begins.
  enum Opening {
    /// An array of objects, or one that is spread over lines.
    case array
    case emptyArray
    /// An array of other values.
    case values
    /// More bytes are needed to tell.
    case incomplete
  }

  /// Tells what follows on the line, without taking it.
  func following(isFinal: Bool) -> Following {
    var index = position
    while index < end {
      switch base[index] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"): index += 1
      // A comma after an object of one line ends the line, or joins it to another object.
      case UInt8(ascii: ",") where isLine: index += 1
      case UInt8(ascii: ","), UInt8(ascii: "{"), UInt8(ascii: "]"), 0...0x1F: return .separated
      default: return .junk
      }
    }
    return isFinal ? .separated : .incomplete
  }

  /// Tells what the bracket here begins, without taking it.
  func opening(isFinal: Bool) -> Opening {
    var index = position + 1
    while index < end, base[index] <= UInt8(ascii: " ") {
      if isLine, base[index] == UInt8(ascii: "\n") || base[index] == UInt8(ascii: "\r") {
        return .array
      }
      index += 1
    }
    guard index < end else { return isFinal ? .array : .incomplete }
    switch base[index] {
    case UInt8(ascii: "{"): return .array
    case UInt8(ascii: "]"): return .emptyArray
    default: return .values
    }
  }

  /// Whether the brace here opens an object that goes on in the next line; nil to wait for bytes.
  func opensLines(isFinal: Bool) -> Bool? {
    var index = position + 1
    while index < end, [0x20, 0x09, 0x0D].contains(base[index]) { index += 1 }
    if index == end { return isFinal ? false : nil }
    return base[index] == UInt8(ascii: "\n")
  }

  /// Takes what belongs to no value; returns false when its end is not here yet.
  ///
  /// It ends with the line, and among the elements of an array where the next one may start.
  mutating func skipJunk(inArray isInArray: Bool, isFinal: Bool) -> Bool {
    let start = position
    while position < end {
      let byte = base[position]
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { return true }
      if isInArray, [UInt8(ascii: ","), UInt8(ascii: "{"), UInt8(ascii: "]")].contains(byte) {
        return true
      }
      position += 1
    }
    return isFinal || position - start > Lookahead.limit
  }
}
