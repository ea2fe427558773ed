/// The units met last, so that rows which follow one another need not be noted one by one.
struct RecentUnits: Sendable {
  private var keys: [TextKey] = []

  /// Rows of one unit mostly come within so many of others.
  private static let capacity = 4096

  /// Moves the units that are not among the last ones to the front, with their parts, remembers them
  /// and returns how many they are.
  mutating func keepNew(
    _ units: UnsafeMutablePointer<TextKey>, _ parts: UnsafeMutablePointer<UInt8>, count: Int
  ) -> Int {
    if keys.isEmpty {
      keys = Array(repeating: .none, count: Self.capacity)
    }
    return keys.withUnsafeMutableBufferPointer { keys in
      var kept = 0
      for index in 0..<count {
        let (unit, part) = (units[index], parts[index])
        let mixed = (unit.low ^ UInt64(unit.high) &<< 32) &* 0x9E37_79B9_7F4A_7C15
        let place = Int(truncatingIfNeeded: mixed &>> 52)
        let isKnown = keys[place] == unit
        keys[place] = unit
        // Without a branch, which could hardly be predicted.
        (units[kept], parts[kept]) = (unit, part)
        kept &+= isKnown ? 0 : 1
      }
      return kept
    }
  }
}
