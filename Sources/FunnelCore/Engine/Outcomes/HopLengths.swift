/// How long the hops of all entrants took.
///
/// The lengths of each step follow each other in a run, in the order of the entrants: those of the
/// hop into the step, or in the place of the first step those of the whole way.
struct HopLengths: Sendable {
  /// Stands among microseconds for a step that was skipped, or a hop that does not count.
  static let none: Int64 = -1

  /// Where the lengths of each piece's entrants are.
  let places: HopPlaces
  private let form: Form

  private enum Form: Sendable {
    /// Numbers of 32 bits, where all lengths fit and all count.
    case short(ShortHopLengths)
    case long(LongHopLengths)
  }

  /// Measures the hops of entrants; `counts` are those of the pieces.
  ///
  /// - Complexity: O(rows of the chains).
  init(
    of outcomes: Outcomes, clock: HopClock, pieces: Pieces, counts: [EntrantCounts], stepCount: Int
  ) {
    places = HopPlaces(counts, stepCount: stepCount)
    let short = clock.reach(steps: stepCount).flatMap { [places] in
      ShortHopLengths(of: outcomes, clock: clock, reach: $0, pieces: pieces, places)
    }
    form =
      short.map { .short($0) }
      ?? .long(LongHopLengths(of: outcomes, clock: clock, pieces: pieces, places))
  }

  /// The lengths of the whole way, in microseconds.
  var ofWholeWay: [Int64] {
    switch form {
    case .short(let lengths): lengths.microseconds(in: places.run(of: 0))
    case .long(let lengths): lengths.microseconds(in: places.run(of: 0))
    }
  }

  /// Summarises the lengths of each step.
  ///
  /// - Complexity: O(lengths).
  func summaries() -> [TimeSummary?] {
    forEachStep { step, run in
      switch form {
      case .short(let lengths): lengths.summary(of: step, run)
      case .long(let lengths): lengths.summary(of: step, run)
      }
    }
  }

  /// Summarises the lengths of each step, group by group.
  ///
  /// - Complexity: O(entrants × steps), and some thousand steps for each group and step.
  func summaries(
    of groups: EntrantGroups, _ outcomes: Outcomes, _ pieces: Pieces
  ) -> [[TimeSummary?]] {
    switch groups.numbers {
    case nil: summaries().map { [$0] }
    case .bytes(let numbers): summaries(numbers, groups.count, outcomes, pieces)
    case .halves(let numbers): summaries(numbers, groups.count, outcomes, pieces)
    case .words(let numbers): summaries(numbers, groups.count, outcomes, pieces)
    }
  }

  private func summaries<Number: FixedWidthInteger & Sendable>(
    _ numbers: SharedArray<Number>, _ groupCount: Int, _ outcomes: Outcomes, _ pieces: Pieces
  ) -> [[TimeSummary?]] {
    let groups = places.spread(numbers, outcomes, pieces)
    return forEachStep { step, run in
      let own = groups.part(run)
      return switch form {
      case .short(let lengths): lengths.summaries(run, own, groupCount)
      case .long(let lengths): lengths.summaries(run, own, groupCount)
      }
    }
  }

  /// Calls `body` with each step and the places of its run, on all cores.
  private func forEachStep<Answer: Sendable>(
    _ body: @Sendable (_ step: Int, _ run: Range<Int>) -> Answer
  ) -> [Answer] {
    concurrently(Array(0..<places.stepCount), size: { places.run(of: $0).count }) {
      body($0, places.run(of: $0))
    }
  }
}
