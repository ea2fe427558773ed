import FunnelCore

/// Makes any value the step language can express, from a seed.
struct RandomExpressions {
  var generator: Generator

  init(seed: UInt64) { generator = Generator(seed: seed) }

  mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &generator) }

  mutating func text() -> String {
    let texts = [
      "a", "view", "sign up", "as", "in", "not", "x3", "within", "2d", "*", "a*b", "/p/1", "a-",
      "\"", "\\", "\\\\\"", "é", "\u{301}x", "カート", "a\nb", "[", "]", ">", "!", "?", "|", "NOT",
      "a\u{A0}b", "\u{7}", "'", "and", "$x", "-", "->", "👩‍👩‍👧",
    ]
    return texts[below(texts.count)]
  }

  mutating func funnel() -> FunnelDefinition {
    let count = 1 + below(4)
    var steps = (0..<count).map { _ in step() }
    steps[0].isOptional = false
    steps[count - 1].isOptional = false
    var exclusions: [FunnelDefinition.Exclusion] = []
    for hop in 0..<(count - 1) {
      for _ in 0..<max(0, below(4) - 1) {
        exclusions.append(.init(afterStep: hop, matchers: matchers()))
      }
    }
    return FunnelDefinition(steps: steps, exclusions: exclusions)
  }

  mutating func step() -> FunnelStep {
    FunnelStep(
      matchers: matchers(), count: below(3) == 0 ? 1 + below(1000) : 1, isOptional: below(3) == 0,
      within: below(3) == 0 ? Microseconds(seconds: Int64(1 + below(1_000_000))) : nil,
      name: below(3) == 0 ? (below(9) == 0 ? "" : text()) : nil)
  }

  mutating func matchers() -> [EventMatcher] { (0...below(3)).map { _ in matcher() } }

  mutating func matcher() -> EventMatcher {
    let predicate = below(2) == 0 ? self.predicate(depth: below(4)) : nil
    let wildcards = [["/p/", ""], ["", "a", "b"], ["", "", ""], ["é", "x3"]]
    switch below(4) {
    case 0: return EventMatcher(name: .any, predicate: predicate)
    case 1: return EventMatcher(name: .wildcard(wildcards[below(4)]), predicate: predicate)
    default: return EventMatcher(name: .exact(text()), predicate: predicate)
    }
  }

  mutating func predicate(depth: Int) -> Predicate {
    switch below(depth > 0 ? 8 : 4) {
    case 0: return .isSet(column: text())
    case 1: return .isMissing(column: text())
    case 2: return .isOne(column: text(), of: (0...below(3)).map { _ in text() })
    case 3, 4:
      let comparisons = Predicate.Comparison.allCases
      return .comparison(
        column: text(), comparisons[below(comparisons.count)], value: below(9) == 0 ? "" : text())
    case 5: return .not(predicate(depth: depth - 1))
    case 6: return .and((0...(1 + below(2))).map { _ in predicate(depth: depth - 1) })
    default: return .or((0...(1 + below(2))).map { _ in predicate(depth: depth - 1) })
    }
  }

  /// SplitMix64: the same numbers for the same seed everywhere.
  struct Generator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var word = state
      word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
      word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
      return word ^ word >> 31
    }
  }
}
