/// The units of rows that are not kept, without most of those that other rows tell of anyway.
///
/// A unit mostly gets a row that is kept soon. So those met last wait, in a small table, and are noted
/// only when they are still without such a row when others take their place.
struct UnitsLeftOut: Sendable {
  /// The units noted of each part; some may come several times.
  private var noted: [[TextKey]] = []
  /// The units met last, those of each part side by side; the number tells whether they still wait.
  private var recent: [TextSlot] = []

  private static let waiting: UInt32 = 1
  private static let known: UInt32 = 2

  /// The binary digits of a place within a part: rows of one unit mostly come within so many of others.
  private static let placeBits = 4
  private static let placesPerPart = 1 << placeBits

  /// Where a unit is remembered.
  @inline(__always)
  private static func place(of unit: TextKey, _ part: UInt8) -> Int {
    let mixed = (unit.low ^ UInt64(unit.high) &<< 32) &* 0x9E37_79B9_7F4A_7C15
    return Int(part) &* placesPerPart
      &+ Int(truncatingIfNeeded: mixed &>> UInt64(64 &- placeBits))
  }

  /// Takes in the units of rows that are not kept, with their parts.
  mutating func note(
    _ units: UnsafePointer<TextKey>, ofParts parts: UnsafePointer<UInt8>, count: Int
  ) {
    if recent.isEmpty {
      noted = Array(repeating: [], count: PartitionedRows.partCount)
      recent = Array(repeating: .empty, count: PartitionedRows.partCount * Self.placesPerPart)
    }
    recent.withUnsafeMutableBufferPointer { recent in
      for index in 0..<count {
        let unit = units[index]
        let place = Self.place(of: unit, parts[index])
        let before = recent[place]
        let isSame = before.key == unit
        if before.number == Self.waiting, !isSame { noted[Int(parts[index])].append(before.key) }
        // Without a branch, which could hardly be predicted.
        recent[place] = TextSlot(key: unit, number: isSame ? before.number : Self.waiting)
      }
    }
  }

  /// Takes in the units of rows that are kept, with their parts: they need not be noted.
  mutating func noteKept(
    _ units: UnsafePointer<TextKey>, ofParts parts: UnsafePointer<UInt8>, count: Int
  ) {
    if recent.isEmpty { return }
    recent.withUnsafeMutableBufferPointer { recent in
      for index in 0..<count {
        let place = Self.place(of: units[index], parts[index])
        let before = recent[place]
        recent[place].number = before.key == units[index] ? Self.known : before.number
      }
    }
  }

  /// Calls `body` with the units of a part that no kept row may tell of; some may come several times.
  @inline(__always)
  func forEach(ofPart part: Int, _ body: (TextKey) -> Void) {
    if recent.isEmpty { return }
    for unit in noted[part] { body(unit) }
    for slot in recent[part * Self.placesPerPart..<(part + 1) * Self.placesPerPart]
    where slot.number == Self.waiting { body(slot.key) }
  }

  /// The most units of a part that there may be.
  func mostCount(ofPart part: Int) -> Int {
    recent.isEmpty ? 0 : noted[part].count + Self.placesPerPart
  }
}
