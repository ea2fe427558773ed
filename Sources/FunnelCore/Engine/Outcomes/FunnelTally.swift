/// Counts steps and measures times over groups of entrants.
struct FunnelTally: Sendable {
  let steps: [FunnelStep]
  let outcomes: Outcomes
  let pieces: Pieces
  private let clock: HopClock
  /// How far all entrants got.
  private let counts: EntrantCounts
  private let lengths: HopLengths

  /// Counts and measures all entrants once, so that any groups of them can be told.
  ///
  /// - Complexity: O(rows of the chains).
  init(steps: [FunnelStep], outcomes: Outcomes, clock: HopClock, pieces: Pieces? = nil) {
    let pieces = pieces ?? Pieces(of: outcomes.count)
    (self.steps, self.outcomes, self.clock, self.pieces) = (steps, outcomes, clock, pieces)
    let counts = EntrantCounts.counts(of: outcomes, in: .everyone, steps, pieces)
    self.counts = counts.total
    lengths = HopLengths(
      of: outcomes, clock: clock, pieces: pieces, counts: counts, stepCount: steps.count)
  }

  /// Returns the numbers of all entrants.
  ///
  /// - Complexity: O(entrants × steps).
  func numbers() -> FunnelNumbers {
    FunnelNumbers(steps, counts, of: 0, times: lengths.summaries())
  }

  /// Returns the numbers of each group; its entrants may have been counted before.
  ///
  /// - Complexity: O(entrants × steps + groups × steps).
  func numbers(of groups: EntrantGroups, counted: EntrantCounts? = nil) -> [FunnelNumbers] {
    let counts = counted ?? entrantCounts(of: groups)
    let times = lengths.summaries(of: groups, outcomes, pieces)
    return (0..<groups.count).map { group in
      FunnelNumbers(steps, counts, of: group, times: times.map { $0[group] })
    }
  }

  /// Returns how many entrants of each group reached each required step and took each optional one.
  func counts(of groups: EntrantGroups) -> [[Int]] {
    let counts = entrantCounts(of: groups)
    return (0..<groups.count).map { counts.steps(of: $0) }
  }

  /// Counts the entrants of each group.
  func entrantCounts(of groups: EntrantGroups) -> EntrantCounts {
    if groups.numbers == nil { return counts }
    // Very many groups are counted in one table rather than in one for each piece.
    let pieces = groups.count > Self.fewGroups ? pieces.joined : pieces
    return EntrantCounts.counts(of: outcomes, in: groups, steps, pieces).total
  }

  /// So few groups can be counted before it is known which of them are shown.
  static let fewGroups = 1 << 10

  /// Returns how long the way between two steps, counted from zero, took all who went it.
  func times(from first: Int, to last: Int) -> [Int64] {
    first == 0 && last == steps.count - 1
      ? lengths.ofWholeWay : clock.lengths(from: first, to: last, of: outcomes, pieces)
  }
}
