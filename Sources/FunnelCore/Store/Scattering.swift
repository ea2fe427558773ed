/// An array of codes in store order while rows of reading are put to their places.
struct Scattering {
  private enum Target {
    case bytes([UInt8])
    case halves([UInt16])
    case words([UInt32])
  }

  private var target: Target

  /// Prepares an array of zeros that can hold codes up to `largest`.
  init(count: Int, largest: Int) {
    target =
      if largest < 1 << 8 {
        .bytes(Array(repeating: 0, count: count))
      } else if largest < 1 << 16 {
        .halves(Array(repeating: 0, count: count))
      } else {
        .words(Array(repeating: 0, count: count))
      }
  }

  /// Puts the codes of consecutive rows, which begin after so many others.
  mutating func put(
    _ codes: GrowingCodes, _ translation: [UInt32]?, fromRow first: Int, _ layout: UnitLayout
  ) {
    put(codes, translation) { row in Int(layout.places[first &+ row]) }
  }

  /// Puts codes of some rows of those that begin after so many others.
  mutating func put(
    _ codes: GrowingCodes, _ translation: [UInt32]?, rows: [UInt32], fromRow first: Int,
    _ layout: UnitLayout
  ) {
    put(codes, translation) { index in Int(layout.places[first &+ Int(rows[index])]) }
  }

  @inline(__always)
  private mutating func put(
    _ codes: GrowingCodes, _ translation: [UInt32]?, _ place: (Int) -> Int
  ) {
    let source = codes.array
    switch target {
    case .bytes(var array):
      target = .bytes([])
      Self.put(source, translation, &array, place)
      target = .bytes(array)
    case .halves(var array):
      target = .halves([])
      Self.put(source, translation, &array, place)
      target = .halves(array)
    case .words(var array):
      target = .words([])
      Self.put(source, translation, &array, place)
      target = .words(array)
    }
  }

  @inline(__always)
  private static func put<Code: FixedWidthInteger>(
    _ source: CodeArray, _ translation: [UInt32]?, _ target: inout [Code], _ place: (Int) -> Int
  ) {
    switch source {
    case .bytes(let codes): put(codes, translation, &target, place)
    case .halves(let codes): put(codes, translation, &target, place)
    case .words(let codes): put(codes, translation, &target, place)
    }
  }

  @inline(__always)
  private static func put<Source: FixedWidthInteger & Sendable, Code: FixedWidthInteger>(
    _ codes: SharedArray<Source>, _ translation: [UInt32]?, _ target: inout [Code],
    _ place: (Int) -> Int
  ) {
    if let translation {
      for index in codes.indices {
        target[place(index)] = Code(truncatingIfNeeded: translation[Int(codes[index])])
      }
    } else {
      for index in codes.indices {
        target[place(index)] = Code(truncatingIfNeeded: codes[index])
      }
    }
  }

  /// Returns the array when all rows have been put.
  consuming func finished(_ layout: UnitLayout) -> CodeArray {
    switch target {
    case .bytes(var array):
      array.withUnsafeMutableBufferPointer { $0.baseAddress.map(layout.reorder) }
      return .bytes(SharedArray(array))
    case .halves(var array):
      array.withUnsafeMutableBufferPointer { $0.baseAddress.map(layout.reorder) }
      return .halves(SharedArray(array))
    case .words(var array):
      array.withUnsafeMutableBufferPointer { $0.baseAddress.map(layout.reorder) }
      return .words(SharedArray(array))
    }
  }
}
