import Foundation
import Testing

@testable import FunnelCore

/// Everything an answer says, by any rules together, against the reference.
@Suite struct WholeAnswerTests {
  /// Calls `body` with random rows and questions that have an answer.
  private func ask(
    _ seed: UInt64, _ body: (ReferenceRows, ReferenceQuestion, LocalBackend) throws -> Bool
  ) throws {
    var random = SeededGenerator(state: seed &* 15_485_863)
    var answered = 0
    for _ in 0..<24 {
      let hasTies = random.chance(2)
      var rows = ReferenceRows.random(hasTies: hasTies, &random)
      rows.zone = TimeZone(secondsFromGMT: random.pick([0, 19_800, -12_600])) ?? .gmt
      var question = ReferenceQuestion.random(hasTies: hasTies, &random)
      question.sessionGap = rows.sessionGap
      if question.unit == .column("order") {
        // A store does not keep the file's order of rows of several users.
        question.funnel.usesFileOrder = false
      }
      let zone = Offset(seconds: Int64(rows.zone.secondsFromGMT()))
      do {
        let backend = LocalBackend(store: rows.store, zone: zone)
        if try !body(rows, question, backend) { return }
        answered += 1
      } catch QueryError.contradiction, QueryError.unknownEvent {
        continue
      }
    }
    #expect(answered > 6)
  }

  private struct Offset: DisplayTimeZone {
    var seconds: Int64
    func offsetSeconds(at moment: Int64) -> Int64 { seconds }
  }

  @Test(arguments: SeededGenerator.seeds(6))
  func `agrees with the definition on totals, groups, trend and histogram`(
    seed: UInt64
  ) throws {
    try ask(seed) { rows, question, backend in
      let result = try backend.answer(question.query)
      let entrants = question.entrants(rows)
      let total = question.numbers(entrants).text(withReasons: question.funnel.hasReasons)
      let found = result.funnel.text(withReasons: question.funnel.hasReasons)
      #expect(found == total, "\(question) on \(rows)")
      let groups = result.breakdowns[0].groups.map { group in
        "\(group.kind): \(group.funnel.text(withReasons: question.funnel.hasReasons))"
      }
      let expected = question.groups(rows)
      #expect(groups == expected, "\(question) on \(rows)")
      let trend = result.trend?.map { [$0.entered, $0.converted, $0.open] }
      #expect(trend == question.trend(rows), "\(question) on \(rows)")
      let hop = question.hop ?? (0, question.funnel.steps.count - 1)
      let lengths = ReferenceNumbers.lengths(entrants, from: hop.first, to: hop.last)
      #expect(FunnelNumbers.summary(result.histogram?.time) == ReferenceNumbers.summary(lengths))
      #expect(result.histogram?.bins.map(\.count).reduce(0, +) == lengths.count)
      for bin in result.histogram?.bins ?? [] {
        let inside = lengths.count {
          Double($0) / 1_000_000 >= bin.from && Double($0) / 1_000_000 < bin.to
        }
        #expect(inside == bin.count, "\(question) on \(rows)")
      }
      return found == total && groups == expected && trend == question.trend(rows)
    }
  }

  @Test(arguments: SeededGenerator.seeds(6))
  func `agrees with the definition on two periods, both seen for equally long`(
    seed: UInt64
  ) throws {
    var random = SeededGenerator(state: seed)
    try ask(seed &* 31) { rows, question, backend in
      let unit = ReferenceRows.unit
      let edges = (0..<4).map { _ in unit * .random(in: -2...14, using: &random) }
      let own = min(edges[0], edges[1])..<max(edges[0], edges[1])
      let other = min(edges[2], edges[3])..<max(edges[2], edges[3])
      // For how long the data shows what came after the last possible entry.
      let seen = [own, other].map { rows.end - min($0.upperBound, rows.end) }.min() ?? 0
      func entering(_ period: Range<Int64>) -> ReferenceQuestion {
        var question = question
        (question.funnel.from, question.funnel.until) = (period.lowerBound, period.upperBound)
        return question
      }
      let withReasons = [own, other].allSatisfy { entering($0).funnel.hasReasons }
      func numbers(_ period: Range<Int64>) -> String {
        let horizon = min(period.upperBound, rows.end) + seen
        let question = entering(period)
        let entrants = question.entrants(rows.seen(until: horizon), dataEnd: horizon)
        return question.numbers(entrants).text(withReasons: withReasons)
      }
      let comparison = try backend.compare(
        try backend.answer(entering(own).query),
        with: Timestamp(rawValue: other.lowerBound)..<Timestamp(rawValue: other.upperBound))
      let found = [comparison.own, comparison.funnel].map { $0.text(withReasons: withReasons) }
      let expected = [numbers(own), numbers(other)]
      #expect(found == expected, "\(question) from \(own) and \(other) on \(rows)")
      return found == expected
    }
  }
}
