/// A small seeded generator whose numbers are the same on every machine.
///
/// SplitMix64 by S. Vigna, after G. L. Steele, D. Lea and C. H. Flood, "Fast Splittable
/// Pseudorandom Number Generators", 2014. Only integers, `+ - * /` and square roots are used
/// on its numbers, for those are exact everywhere; logarithms are not.
struct RandomSource: RandomNumberGenerator, Sendable {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// Makes the independent generator of one of many streams.
  init(seed: UInt64, stream: Int) {
    var mixed = RandomSource(seed: seed)
    self.init(seed: mixed.next() ^ (UInt64(truncatingIfNeeded: stream) &* 0xD134_2543_DE82_EF95))
    // Neighbouring streams start from neighbouring states; one step mixes them.
    state = next()
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed &>> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed &>> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed &>> 31
  }

  /// Returns a whole number from zero up to, not including, the bound.
  mutating func below(_ bound: Int) -> Int {
    // The high half of the product: no division, and a bias far below what anyone can count.
    Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// Returns true in so many of a thousand cases.
  mutating func chance(_ perMille: Int) -> Bool { below(1000) < perMille }

  /// Returns one of the choices, each as often as its weight says.
  mutating func pick<Choice>(_ choices: [(weight: Int, value: Choice)]) -> Choice {
    var rest = below(choices.reduce(0) { $0 + $1.weight })
    for choice in choices.dropLast() {
      if rest < choice.weight { return choice.value }
      rest -= choice.weight
    }
    return choices[choices.count - 1].value
  }

  /// Returns a human pause in milliseconds: mostly near the typical length, now and then far longer.
  ///
  /// Log-logistic with shape 2, for its quantile function needs only a division and a square root.
  mutating func pause(typically seconds: Double, atMost limit: Double = 1500) -> Int64 {
    let share = (Double(below(1_000_000)) + 0.5) / 1_000_000
    let length = seconds * (share / (1 - share)).squareRoot()
    return Int64(Swift.min(Swift.max(length, 0.4), limit) * 1000)
  }
}
