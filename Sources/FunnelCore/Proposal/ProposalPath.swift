/// The events that lead to a goal.
struct ProposalPath {
  private struct Stage {
    var code: Int
    var reach: Int
    var position: Double
    /// The share of the units with the goal that had the event before it.
    var share: Double
    var weight: Double
  }

  private let candidates: [Stage]

  init(store: EventStore, names: ProposalNames, goal: Int) {
    let sums = FirstOccurrences.sums(store) { firsts, sums in
      guard let end = firsts.occurrences.first(where: { $0.code == goal }) else { return }
      // Events that tie with the goal cannot be told apart by time; their reach decides below.
      for occurrence in firsts.occurrences
      where occurrence.code != goal && occurrence.time <= end.time {
        sums.units[occurrence.code] += 1
        sums.positions[occurrence.code] += firsts.relativePosition(occurrence)
      }
    }
    let (before, positions) = (sums.units, sums.positions)
    let units = Double(names.reach[goal])
    candidates = names.hints.compactMap { code, hint -> Stage? in
      // A shop that sells without the cart has fewer carts than purchases; it is a step all the same.
      guard code != goal, before[code] > 0, hint.isStage || names.reach[code] >= names.reach[goal]
      else { return nil }
      let share = Double(before[code]) / units
      let position = positions[code] / Double(before[code])
      return Stage(
        code: code, reach: names.reach[code], position: (position * 20).rounded(), share: share,
        weight: share + (hint.isStage ? 0.5 : 0))
    }.sorted { ($0.position, $1.reach, $0.code) < ($1.position, $0.reach, $1.code) }
  }

  /// Returns the event codes of the stages before the goal, at most five.
  ///
  /// Events that most of the converted units had come first; when they make no path of two, the
  /// less usual ones are let in. A step that nearly everyone takes says nothing, so each should
  /// lose at least one unit in a hundred, unless only steps without losses make a path.
  func stages() -> [Int] {
    let usual = candidates.filter { $0.share > 0.5 }
    let wider = candidates.filter { $0.share > 0.2 }
    var longest: [Int] = []
    for (stages, greatestReach) in [(usual, 0.99), (usual, 1), (wider, 1)] {
      let path = bestPath(stages, greatestReach: greatestReach)
      if path.count >= 2 { return path }
      if path.count > longest.count { longest = path }
    }
    return longest
  }

  /// Returns the heaviest path of at most five stages, each reached by no more than that share of
  /// the units of the stage before.
  private func bestPath(_ stages: [Stage], greatestReach: Double) -> [Int] {
    // The best path that ends in each stage, for every length up to the limit.
    var best: [[(weight: Double, path: [Int])]] = []
    var winner: (weight: Double, path: [Int]) = (0, [])
    for (index, stage) in stages.enumerated() {
      var lengths: [(weight: Double, path: [Int])] = [(stage.weight, [stage.code])]
      for length in 1..<5 {
        let longer = (0..<index)
          .filter {
            Double(stage.reach) <= greatestReach * Double(stages[$0].reach)
              && best[$0].count >= length
          }
          .map { best[$0][length - 1] }
          .max { $0.weight < $1.weight }
        guard let longer else { break }
        lengths.append((longer.weight + stage.weight, longer.path + [stage.code]))
      }
      best.append(lengths)
      for candidate in lengths where candidate.weight > winner.weight { winner = candidate }
    }
    return winner.path
  }
}
