/// Codes that are appended, kept in the narrowest width that holds them so far.
struct GrowingCodes: Sendable {
  private var bytes: [UInt8] = []
  private var halves: [UInt16] = []
  private var words: [UInt32] = []
  private var width = 1
  /// How many codes are expected, so that memory is not taken and copied again and again.
  private let expectedCount: Int

  init(expectedCount: Int = 0) {
    self.expectedCount = expectedCount
    bytes.reserveCapacity(expectedCount)
  }

  /// The number of codes.
  var count: Int {
    switch width {
    case 1: bytes.count
    case 2: halves.count
    default: words.count
    }
  }

  /// The code at a position.
  subscript(position: Int) -> UInt32 {
    get {
      switch width {
      case 1: UInt32(bytes[position])
      case 2: UInt32(halves[position])
      default: words[position]
      }
    }
    set {
      widen(to: newValue)
      switch width {
      case 1: bytes[position] = UInt8(truncatingIfNeeded: newValue)
      case 2: halves[position] = UInt16(truncatingIfNeeded: newValue)
      default: words[position] = newValue
      }
    }
  }

  mutating func append(_ code: UInt32) {
    widen(to: code)
    switch width {
    case 1: bytes.append(UInt8(truncatingIfNeeded: code))
    case 2: halves.append(UInt16(truncatingIfNeeded: code))
    default: words.append(code)
    }
  }

  /// Appends codes of which none is larger than `largest`.
  mutating func append(_ codes: Span<UInt32>, largest: UInt32) {
    widen(to: largest)
    switch width {
    case 1: Self.append(codes, to: &bytes)
    case 2: Self.append(codes, to: &halves)
    default: Self.append(codes, to: &words)
    }
  }

  mutating func append(repeating code: UInt32, count: Int) {
    widen(to: code)
    switch width {
    case 1: bytes.append(contentsOf: repeatElement(UInt8(truncatingIfNeeded: code), count: count))
    case 2: halves.append(contentsOf: repeatElement(UInt16(truncatingIfNeeded: code), count: count))
    default: words.append(contentsOf: repeatElement(code, count: count))
    }
  }

  /// The codes in the width they have.
  var array: CodeArray {
    switch width {
    case 1: .bytes(SharedArray(bytes))
    case 2: .halves(SharedArray(halves))
    default: .words(SharedArray(words))
    }
  }

  private static func append<Code: FixedWidthInteger>(_ codes: Span<UInt32>, to array: inout [Code])
  {
    // Growing by doubling as appending one by one does, which reserving alone does not.
    let start = array.count
    array.append(contentsOf: repeatElement(0, count: codes.count))
    array.withUnsafeMutableBufferPointer { array in
      for index in 0..<codes.count {
        array[start &+ index] = Code(truncatingIfNeeded: codes[unchecked: index])
      }
    }
  }

  private mutating func widen(to code: UInt32) {
    if code >> (width * 8) == 0 || width == 4 { return }
    if width == 1, code < 1 << 16 {
      halves.reserveCapacity(expectedCount)
      for byte in bytes { halves.append(UInt16(byte)) }
      width = 2
    } else {
      words.reserveCapacity(expectedCount)
      if width == 1 {
        for byte in bytes { words.append(UInt32(byte)) }
      } else {
        for half in halves { words.append(UInt32(half)) }
      }
      halves = []
      width = 4
    }
    bytes = []
  }
}
