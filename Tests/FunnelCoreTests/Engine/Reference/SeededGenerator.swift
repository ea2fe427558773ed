import Foundation
import SeededRandom

/// The numbers of a seed, with what tests make of them.
struct SeededGenerator: RandomNumberGenerator {
  private var source: SplitMix64

  init(state: UInt64) { source = SplitMix64(state: state) }

  mutating func next() -> UInt64 { source.next() }
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
