/// Which group of a breakdown each entrant is in.
struct GroupAssignment {
  /// The number of each entrant's group.
  let identities: [Int]
  /// The number of groups.
  let count: Int
  /// What a group stands for.
  let kind: (Int) -> GroupNumbers.Kind
  /// The number of the group of those who did not reach the step that the values come from.
  var unreached: Int?

  /// Assigns the values that the events of the reported chains have.
  init(chainsOf outcomes: Outcomes, split: ValueSplit) {
    let entrants = Array(0..<outcomes.count)
    let (identities, count) = split.identities(of: entrants, outcomes)
    var examples = Array(repeating: 0, count: count)
    for (entrant, identity) in identities.enumerated().reversed() { examples[identity] = entrant }
    self.init(identities: identities, count: count) { identity in
      Self.kind(of: split.values(of: examples[identity], outcomes))
    }
  }

  /// Assigns the value of each entrant's first or last event that has one and can fill a step.
  init(
    touchesOf outcomes: Outcomes, split: RowSplit, store: EventStore, funnel: CompiledFunnel,
    isLast: Bool, anyEvent: Bool
  ) {
    // The attempts of a unit are neighbours and share its value.
    var known: (unit: UInt32, identity: Int)?
    let fills = funnel.fillsOfAllSteps
    let identities = outcomes.units.map { unit -> Int in
      if let known, known.unit == unit { return known.identity }
      let rows = store.unitStarts[Int(unit)]..<store.unitStarts[Int(unit) + 1]
      func counts(_ row: Int) -> Bool {
        split.codes[row] != 0 && funnel.counts(row, at: store.times[row])
          && (anyEvent || fills.mask(code: store.eventCodes[row], row: row) != 0)
      }
      let row = isLast ? rows.last(where: counts) : rows.first(where: counts)
      let identity = row.map { Int(split.codes[$0]) } ?? 0
      known = (unit, identity)
      return identity
    }
    self.init(identities: identities, split: split)
  }

  /// Assigns the value at the event that filled a step, counted from one.
  init(step: Int, of outcomes: Outcomes, split: RowSplit) {
    let unreached = split.values.count
    let identities = (0..<outcomes.count).map { entrant -> Int in
      let chain = outcomes.chain(of: entrant)
      guard step <= chain.count else { return unreached }
      let row = outcomes.rows[chain.lowerBound + step - 1]
      return row == OptionalSteps.skipped ? unreached : Int(split.codes[Int(row)])
    }
    self.init(identities: identities, count: unreached + 1) { identity in
      identity == unreached ? .didNotReach : Self.kind(of: split.values[identity])
    }
    self.unreached = unreached
  }

  /// Assigns the value each entrant was counted with.
  init(runsOf outcomes: Outcomes, split: RowSplit) {
    self.init(identities: outcomes.groups.map { Int($0) }, split: split)
  }

  private init(identities: [Int], split: RowSplit) {
    self.init(identities: identities, count: split.values.count) {
      Self.kind(of: split.values[$0])
    }
  }

  private init(
    identities: [Int], count: Int, kind: @escaping (Int) -> GroupNumbers.Kind
  ) {
    self.identities = identities
    self.count = count
    self.kind = kind
  }

  private static func kind(of values: [String?]) -> GroupNumbers.Kind {
    values.contains { $0 != nil } ? .values(values) : .notSet
  }

  /// The entrants but those who did not reach the step that the values come from, ascending.
  var reached: [Int] {
    identities.indices.filter { identities[$0] != unreached }
  }

  /// Returns the entrants whose group has exactly the given values, ascending.
  func entrants(with values: [String?]) -> [Int] {
    let wanted = Self.kind(of: values)
    let matches = (0..<count).map { kind($0) == wanted }
    return identities.indices.filter { matches[identities[$0]] }
  }
}
