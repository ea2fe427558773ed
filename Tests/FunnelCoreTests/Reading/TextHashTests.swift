import Testing

@testable import FunnelCore

struct TextHashTests {
  /// Texts of which each pair of eight bytes may be flipped so that a plain 64-bit multiplication
  /// and shift comes to the same result, whatever it started from.
  private static let chosenTexts = (0..<4096).map { number in
    (0..<12).flatMap { bit -> [UInt8] in
      let flips = number >> bit & 1 == 1
      let words: [UInt64] = flips ? [1 << 63, 1 << 63 | 1 << 34] : [0, 0]
      return words.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) } }
    }
  }

  @Test func `gives chosen texts different hashes`() {
    let secret = TextInterner.Secret(seed: 0x0123_4567_89AB_CDEF, factor: 0x9FB2_1C65_1E98_DF25)
    let hashes = Set(
      Self.chosenTexts.map { text in
        text.withUnsafeBytes { bytes -> UInt32 in
          guard let base = bytes.baseAddress else { return 0 }
          return secret.finish(secret.wholeHash(base, bytes.count, readableTo: base + bytes.count))
        }
      })
    #expect(hashes.count > 4090)
  }

  @Test func `gives the same codes whatever the secret`() {
    var random = SeededGenerator(state: 5)
    for _ in 0..<4 {
      var interner = TextInterner(
        secret: TextInterner.Secret(seed: random.next(), factor: random.next()))
      for round in 0..<2 {
        let codes = Self.chosenTexts.map { interner.intern($0.span) }
        #expect(codes == Array(0..<4096), "round \(round)")
      }
      #expect(interner.count == 4096)
    }
  }
}
