/// Proposes a funnel for data about which nothing else is known, or nil where no event leads to
/// another: one step alone would always be reached by everyone.
///
/// The goal is a late and rather rare event, best one whose name sounds like a goal. The steps
/// before it are events that most units with the goal had before it, in their usual order, each
/// reached by no more units than the one before. Three to six steps where the data has them.
///
/// - Complexity: O(events) in two passes, plus the square of the 200 names considered.
public func proposedFunnel(for store: EventStore) -> FunnelDefinition? {
  let names = ProposalNames(store)
  guard let goal = names.goal else { return nil }
  let path = ProposalPath(store: store, names: names, goal: goal)
  let stages = path.stages()
  guard !stages.isEmpty else { return nil }
  let steps = (stages + [goal]).map { code in
    FunnelStep(matchers: [EventMatcher(name: .exact(store.eventNames[code]))])
  }
  return FunnelDefinition(steps: steps)
}

/// The event names that may become steps, with what is known about each.
struct ProposalNames {
  /// How many units have each name, indexed by event code.
  let reach: [Int]
  /// What each name considered says, by event code.
  let hints: [Int: EventNameHints]
  /// The best goal, or nil.
  let goal: Int?

  init(_ store: EventStore) {
    let sums = FirstOccurrences.sums(store) { firsts, sums in
      for occurrence in firsts.occurrences {
        sums.units[occurrence.code] += 1
        sums.positions[occurrence.code] += firsts.relativePosition(occurrence)
      }
    }
    let (reach, positions) = (sums.units, sums.positions)
    // A name must survive being written in the step language and found again.
    let usable = reach.indices.filter { code in
      let bytes = store.eventNames.bytes(at: code)
      return reach[code] > 0 && !bytes.isEmpty && store.eventNames[code].utf8.elementsEqual(bytes)
    }
    let frequent = usable.sorted { (reach[$1], $0) < (reach[$0], $1) }.prefix(200)
    var hints = Dictionary(
      uniqueKeysWithValues: frequent.map { ($0, EventNameHints(store.eventNames[$0])) })
    let telling = hints.filter { !$0.value.isNoise }
    if !telling.isEmpty { hints = telling }
    let most = Double(max(1, reach.max() ?? 1))
    // A word that several names share singles none of them out.
    let isCommonplace = hints.values.count { $0.goal >= 3 } >= 3
    let scored = hints.compactMap { code, hint -> (score: Double, code: Int)? in
      let share = Double(reach[code]) / Double(max(1, store.unitCount))
      let isNamed = hint.goal >= 3 && (share >= 0.005 || reach[code] >= 5)
      guard isNamed || share >= 0.005 else { return nil }
      let goal = isCommonplace ? min(1, hint.goal) : hint.goal
      let lateness = positions[code] / Double(reach[code])
      let rarity = 1 - Double(reach[code]) / most
      // Without a telling name, an event of a few units is an accident rather than a goal.
      let penalty = share < 0.05 && goal < 3 ? 2.0 : 0
      return (2 * goal + 2 * lateness + rarity - penalty, code)
    }
    self.reach = reach
    self.hints = hints
    goal = scored.max { ($0.score, $1.code) < ($1.score, $0.code) }?.code
  }
}
