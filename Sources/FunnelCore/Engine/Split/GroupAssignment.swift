/// Which group of a breakdown each entrant is in.
struct GroupAssignment: Sendable {
  /// The group of each entrant; some groups may have none.
  let groups: EntrantGroups
  /// What a group stands for.
  let kind: @Sendable (Int) -> GroupNumbers.Kind
  /// The number of the group of those who did not reach the step that the values come from.
  private(set) var unreached: Int?

  /// Assigns the values that the events of the reported chains have.
  init(_ split: ValueSplit) {
    self.init(groups: split.groups) {
      Self.kind(of: split.values(of: $0))
    }
  }

  /// Assigns the value of each entrant's first or last event that has one and can fill a step.
  init(
    touchesOf outcomes: Outcomes, split: RowSplit, store: EventStore, funnel: CompiledFunnel,
    isLast: Bool, anyEvent: Bool, pieces: Pieces
  ) {
    let fills = funnel.fillsOfAllSteps
    let parts = pieces.map { _, entrants in
      // The attempts of a unit are neighbours and share its value.
      var known: (unit: UInt32, identity: UInt32)?
      return outcomes.units[entrants].map { unit -> UInt32 in
        if let known, known.unit == unit { return known.identity }
        let rows = store.rows(of: UnitIndex(rawValue: Int(unit)))
        func counts(_ row: Int) -> Bool {
          split.codes[row] != 0 && funnel.counts(row, at: store.times[row])
            && (anyEvent || fills.mask(code: store.eventCodes[row], row: row) != 0)
        }
        let row = isLast ? rows.last(where: counts) : rows.first(where: counts)
        let identity = row.map { split.codes[$0] } ?? 0
        known = (unit, identity)
        return identity
      }
    }
    self.init(SharedArray(Array(parts.joined())), split: split)
  }

  /// Assigns the value at the event that filled a step, counted from one.
  init(step: Int, of outcomes: Outcomes, split: RowSplit, pieces: Pieces) {
    let unreached = split.values.count
    let numbers = SharedArray<UInt32>(lent: outcomes.count) { numbers in
      _ = pieces.map { _, entrants in
        outcomes.withColumns { outcomes in
          outcomes.forEachChain(of: entrants) { entrant, chain in
            let row = step <= chain.count ? chain[step - 1] : OptionalSteps.skipped
            numbers.base[entrant] =
              row == OptionalSteps.skipped ? UInt32(unreached) : split.codes[Int(row)]
          }
        }
      }
    }
    self.init(groups: EntrantGroups(numbers: .words(numbers), count: unreached + 1)) { identity in
      identity == unreached ? .didNotReach : Self.kind(of: split.values[identity])
    }
    self.unreached = unreached
  }

  /// Assigns the value each entrant was counted with.
  init(runsOf outcomes: Outcomes, split: RowSplit) {
    self.init(outcomes.groups, split: split)
  }

  private init(_ numbers: SharedArray<UInt32>, split: RowSplit) {
    self.init(groups: EntrantGroups(numbers: .words(numbers), count: split.values.count)) {
      Self.kind(of: split.values[$0])
    }
  }

  init(groups: EntrantGroups, kind: @escaping @Sendable (Int) -> GroupNumbers.Kind) {
    (self.groups, self.kind) = (groups, kind)
  }

  /// Returns what the group with some values stands for.
  static func kind(of values: [String?]) -> GroupNumbers.Kind {
    values.contains { $0 != nil } ? .values(values) : .notSet
  }

  /// The entrants but those who did not reach the step that the values come from, as the first of
  /// two groups; nil where all reached it.
  func reached(_ pieces: Pieces) -> EntrantGroups? {
    unreached.map { unreached in
      let table: [UInt32] = (0..<groups.count).map { $0 == unreached ? 1 : 0 }
      return groups.renumbered(table, count: 2, pieces)
    }
  }

  /// Returns for each group whether it has exactly the given values.
  func matches(_ values: [String?]) -> [Bool] {
    let wanted = Self.kind(of: values)
    return (0..<groups.count).map { kind($0) == wanted }
  }
}
