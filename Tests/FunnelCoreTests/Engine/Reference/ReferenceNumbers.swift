@testable import FunnelCore

/// The numbers of some entrants, as plainly as they can be put: every length in microseconds.
struct ReferenceNumbers {
  var counts: [Int]
  /// For each step how many were lost after it for each reason.
  var reasons: [[LossReason: Int]]
  /// The lengths of the hops into each step.
  var hops: [[Int64]]
  /// The lengths of the whole way.
  var whole: [Int64]

  /// Counts entrants of a funnel.
  init(_ entrants: [ReferenceEntrant], _ funnel: ReferenceFunnel, countsZeroHops: Bool) {
    let steps = funnel.steps.indices
    counts = steps.map { step in
      entrants.count { entrant in
        funnel.optional[step]
          ? entrant.time(step) != nil : entrant.chain.count > step
      }
    }
    reasons = steps.map { step in
      entrants.filter { $0.chain.count == step + 1 }.compactMap(\.reason)
        .reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }
    hops = steps.map { step in
      entrants.compactMap { entrant in
        guard step > 0, let time = entrant.time(step) else { return nil }
        // The hop comes from the last step that was not skipped.
        let before = (0..<step).compactMap { entrant.time($0) }.last ?? time
        return time == before && !countsZeroHops ? nil : time - before
      }
    }
    whole = Self.lengths(entrants, from: 0, to: funnel.steps.count - 1)
  }

  /// Returns how long the way between two steps took those who went it.
  static func lengths(_ entrants: [ReferenceEntrant], from first: Int, to last: Int) -> [Int64] {
    entrants.compactMap { entrant in
      entrant.time(last).flatMap { end in entrant.time(first).map { end - $0 } }
    }
  }

  /// The numbers as text; reasons only where they are compared.
  func text(withReasons: Bool) -> String {
    let hops = hops.map(Self.summary).joined(separator: " | ")
    let reasons = reasons.map { reasons in
      LossReason.allCases.map { "\(reasons[$0] ?? 0)" }.joined(separator: ",")
    }
    return "\(counts) \(withReasons ? reasons.dropLast() : []) \(hops) in \(Self.summary(whole))"
  }

  /// Count, mean and percentiles, to the microsecond.
  static func summary(_ lengths: [Int64]) -> String {
    if lengths.isEmpty { return "-" }
    let sorted = lengths.sorted()
    let mean = Double(sorted.reduce(0, +)) / Double(sorted.count)
    let percentiles = [25, 50, 75, 90, 95].map { percent in
      // Whole hundredths between order statistics.
      let (below, rest) = (percent * (sorted.count - 1)).quotientAndRemainder(dividingBy: 100)
      let above = sorted[min(below + 1, sorted.count - 1)]
      return Double(sorted[below]) + Double(above - sorted[below]) * Double(rest) / 100
    }
    return "\(sorted.count): " + ([mean] + percentiles).map(micros).joined(separator: " ")
  }

  fileprivate static func micros(_ length: Double) -> String { "\(Int64(length.rounded()))" }
}

extension ReferenceEntrant {
  /// The time of a step, counted from zero, as chains compare it; nil for one it did not take.
  func time(_ step: Int) -> Int64? {
    step < chain.count ? chain[step].map { events[$0].time } : nil
  }
}

extension FunnelNumbers {
  /// The numbers as ``ReferenceNumbers/text(withReasons:)`` writes them.
  func text(withReasons: Bool) -> String {
    let hops = steps.map { Self.summary($0.time) }.joined(separator: " | ")
    let reasons = steps.dropLast().map { step in
      LossReason.allCases.map { "\(step.reasons?[$0] ?? 0)" }.joined(separator: ",")
    }
    return "\(steps.map(\.count)) \(withReasons ? reasons : []) \(hops) in \(Self.summary(time))"
  }

  static func summary(_ time: TimeSummary?) -> String {
    guard let time else { return "-" }
    let numbers = [time.mean, time.p25, time.median, time.p75, time.p90, time.p95]
    return "\(time.count): "
      + numbers.map { ReferenceNumbers.micros($0 * 1_000_000) }.joined(separator: " ")
  }
}
