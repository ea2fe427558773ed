/// A dense array of codes in the narrowest width that holds them all.
public enum CodeArray: Sendable, Equatable {
  /// Codes below 2⁸, one byte each.
  case bytes(SharedArray<UInt8>)
  /// Codes below 2¹⁶, two bytes each.
  case halves(SharedArray<UInt16>)
  /// Codes below 2³², four bytes each.
  case words(SharedArray<UInt32>)

  /// Creates an array from the codes of the given rows, choosing the width from the largest code.
  ///
  /// - Complexity: O(rows).
  init(gathering codes: [UInt32], rows: [UInt32], largest: Int) {
    if largest < 1 << 8 {
      self = .bytes(SharedArray(rows.map { UInt8(truncatingIfNeeded: codes[Int($0)]) }))
    } else if largest < 1 << 16 {
      self = .halves(SharedArray(rows.map { UInt16(truncatingIfNeeded: codes[Int($0)]) }))
    } else {
      self = .words(SharedArray(rows.map { codes[Int($0)] }))
    }
  }

  /// The bytes each code takes where the largest is `largest`.
  static func width(for largest: Int) -> Int { largest < 1 << 8 ? 1 : largest < 1 << 16 ? 2 : 4 }

  /// The number of codes.
  public var count: Int {
    switch self {
    case .bytes(let codes): codes.count
    case .halves(let codes): codes.count
    case .words(let codes): codes.count
    }
  }

  /// Returns the code at a row.
  ///
  /// - Complexity: O(1).
  public subscript(row: Int) -> Int {
    switch self {
    case .bytes(let codes): Int(codes[row])
    case .halves(let codes): Int(codes[row])
    case .words(let codes): Int(codes[row])
    }
  }
}
