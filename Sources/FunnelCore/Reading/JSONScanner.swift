/// Why a JSON object cannot be read.
enum JSONFault: Error {
  /// The bytes end inside it.
  case cutShort
  case invalid
  case tooDeep
}

/// A position in JSON text, and the small steps of reading it.
struct JSONScanner {
  /// A string between its quotes.
  struct Text {
    var start: Int
    var count: Int
    var hasEscapes: Bool
  }

  let base: UnsafePointer<UInt8>
  let end: Int
  var position: Int
  /// Whether the text ends with the line, so that a line end inside it is a mistake.
  let isLine: Bool
  /// Line ends passed so far.
  var lines = 0

  init(base: UnsafePointer<UInt8>, end: Int, position: Int, isLine: Bool) {
    self.base = base
    self.end = end
    self.position = position
    self.isLine = isLine
  }

  /// Returns the next byte that is no white space, without taking it.
  mutating func peek() throws(JSONFault) -> UInt8 {
    while position < end {
      let byte = base[position]
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\t"): break
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        if isLine { throw .invalid }
        if byte == UInt8(ascii: "\n") { lines += 1 }
      default: return byte
      }
      position &+= 1
    }
    throw .cutShort
  }

  /// Takes the string that starts here.
  mutating func string() throws(JSONFault) -> Text {
    let start = position + 1
    var index = start
    var hasEscapes = false
    while index < end {
      let byte = base[index]
      if byte == UInt8(ascii: "\"") {
        position = index + 1
        return Text(start: start, count: index - start, hasEscapes: hasEscapes)
      }
      if byte == UInt8(ascii: "\\") {
        hasEscapes = true
        index &+= 1
      } else if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
        throw .invalid
      }
      index &+= 1
    }
    throw .cutShort
  }

  /// Takes exactly the given word.
  mutating func word(_ word: StaticString) throws(JSONFault) {
    for offset in 0..<word.utf8CodeUnitCount {
      guard position < end else { throw .cutShort }
      guard base[position] == word.utf8Start[offset] else { throw .invalid }
      position += 1
    }
  }

  /// Takes a value of any kind.
  mutating func skipValue(depth: Int) throws(JSONFault) {
    guard depth <= JSONReader.depthLimit else { throw .tooDeep }
    switch try peek() {
    case UInt8(ascii: "\""): try checkString()
    case UInt8(ascii: "t"): try word("true")
    case UInt8(ascii: "f"): try word("false")
    case UInt8(ascii: "n"): try word("null")
    case UInt8(ascii: "["): try skipList(depth: depth, close: UInt8(ascii: "]"), hasKeys: false)
    case UInt8(ascii: "{"): try skipList(depth: depth, close: UInt8(ascii: "}"), hasKeys: true)
    default: try skipNumber()
    }
  }

  private mutating func checkString() throws(JSONFault) { _ = try string() }

  private mutating func skipList(depth: Int, close: UInt8, hasKeys: Bool) throws(JSONFault) {
    position += 1
    if try peek() == close {
      position += 1
      return
    }
    while true {
      if hasKeys {
        guard try peek() == UInt8(ascii: "\"") else { throw .invalid }
        try checkString()
        guard try peek() == UInt8(ascii: ":") else { throw .invalid }
        position += 1
      }
      try skipValue(depth: depth + 1)
      let separator = try peek()
      position += 1
      if separator == close { return }
      guard separator == UInt8(ascii: ",") else { throw .invalid }
    }
  }

  /// Takes a number; its text is kept as written.
  private mutating func skipNumber() throws(JSONFault) {
    if base[position] == UInt8(ascii: "-") { position += 1 }
    try skipDigits()
    if position < end, base[position] == UInt8(ascii: ".") {
      position += 1
      try skipDigits()
    }
    if position < end, base[position] | 0x20 == UInt8(ascii: "e") {
      position += 1
      if position < end, base[position] == UInt8(ascii: "+") || base[position] == UInt8(ascii: "-")
      {
        position += 1
      }
      try skipDigits()
    }
  }

  private mutating func skipDigits() throws(JSONFault) {
    let start = position
    while position < end, base[position] &- 48 < 10 { position += 1 }
    guard position < end else { throw .cutShort }
    guard position > start else { throw .invalid }
  }

  /// Skips an object, however wrong, by its brackets; returns false when it has no end.
  mutating func skipBalanced() -> Bool {
    var depth = 0
    var isString = false
    while position < end {
      let byte = base[position]
      position += 1
      if byte == UInt8(ascii: "\n") {
        lines += 1
        isString = false
      } else if isString {
        if byte == UInt8(ascii: "\\") { position += 1 }
        if byte == UInt8(ascii: "\"") { isString = false }
      } else if byte == UInt8(ascii: "\"") {
        isString = true
      } else if byte == UInt8(ascii: "{") {
        depth += 1
      } else if byte == UInt8(ascii: "}") {
        depth -= 1
        if depth == 0 { return true }
      }
    }
    return false
  }
}
