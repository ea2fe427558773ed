import Foundation

/// Sebastiano Vigna's SplitMix64.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}

extension SeededGenerator {
  /// Returns the seeds of a test: so many, or as many as `FUNNELTOP_TEST_SEEDS` asks for by hand.
  static func seeds(_ count: UInt64) -> [UInt64] {
    let asked = ProcessInfo.processInfo.environment["FUNNELTOP_TEST_SEEDS"].flatMap(UInt64.init)
    return Array(1...max(1, asked ?? count))
  }

  mutating func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &self) == 0 }

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int.random(in: elements.indices, using: &self)]
  }
}
