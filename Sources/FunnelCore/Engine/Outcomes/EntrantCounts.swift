internal import CKernels

/// How many entrants of each group got how far, and why no further.
struct EntrantCounts: Sendable {
  /// The number of places for reasons, one of them for those who converted.
  static let reasonCount = LossReason.allCases.count + 1

  private let isOptional: [Bool]
  /// By group, depth from zero to the number of steps, and reason.
  private var cells: [UInt32]
  /// By group and step, who took an optional step; empty without such steps.
  private var taken: [UInt32] = []

  /// Takes counts by group, depth and reason of a funnel without optional steps.
  init(cells: [UInt32], stepCount: Int) {
    (isOptional, self.cells) = (Array(repeating: false, count: stepCount), cells)
  }

  /// Counts some entrants.
  ///
  /// - Complexity: O(entrants), times the steps where some are optional.
  init(_ entrants: Range<Int>, of outcomes: Outcomes, in groups: EntrantGroups, isOptional: [Bool])
  {
    self.isOptional = isOptional
    cells = Array(repeating: 0, count: groups.count * (isOptional.count + 1) * Self.reasonCount)
    outcomes.withColumns { outcomes in
      switch groups.numbers {
      case nil: count(entrants, outcomes, [])
      case .bytes(let numbers): count(entrants, outcomes, numbers)
      case .halves(let numbers):
        numbers.withUnsafeBufferPointer { numbers in
          count(entrants, outcomes) { Int(numbers[$0]) }
        }
      case .words(let numbers):
        numbers.withUnsafeBufferPointer { numbers in
          count(entrants, outcomes) { Int(numbers[$0]) }
        }
      }
    }
    if isOptional.contains(true) { countTaken(entrants, of: outcomes, in: groups) }
  }

  private mutating func count(
    _ entrants: Range<Int>, _ outcomes: Outcomes.Columns, group: (Int) -> Int
  ) {
    let depths = isOptional.count + 1
    let noLoss = UInt8(Self.reasonCount - 1)
    cells.withUnsafeMutableBufferPointer { cells in
      for entrant in entrants {
        let depth = group(entrant) &* depths &+ Int(outcomes.depths[entrant])
        let reason = Int(min(outcomes.reasons[entrant], noLoss))
        cells[depth &* Self.reasonCount &+ reason] &+= 1
      }
    }
  }

  /// Counts entrants of less than 256 groups; without numbers they are all in one.
  private mutating func count(
    _ entrants: Range<Int>, _ outcomes: Outcomes.Columns, _ numbers: SharedArray<UInt8>
  ) {
    guard let depths = outcomes.depths.baseAddress, let reasons = outcomes.reasons.baseAddress
    else { return }
    let (first, size) = (entrants.lowerBound, cells.count)
    let tables = Int(ENTRANT_TABLES)
    var counted = Array(repeating: UInt32(0), count: tables * size)
    numbers.withUnsafeBufferPointer { numbers in
      var entrants = CKernels.entrants(
        depths: depths + first, reasons: reasons + first,
        groups: numbers.isEmpty ? nil : numbers.baseAddress.map { $0 + first },
        count: entrants.count)
      count_entrants(
        KernelForm.bestForLanes.form, &entrants, isOptional.count + 1, Self.reasonCount, &counted,
        size)
    }
    for cell in cells.indices {
      for table in 0..<tables { cells[cell] &+= counted[table &* size &+ cell] }
    }
  }

  private mutating func countTaken(
    _ entrants: Range<Int>, of outcomes: Outcomes, in groups: EntrantGroups
  ) {
    let steps = isOptional.count
    taken = Array(repeating: 0, count: groups.count * steps)
    outcomes.withColumns { outcomes in
      outcomes.forEachChain(of: entrants) { entrant, chain in
        let first = (groups.numbers?[entrant] ?? 0) * steps
        for step in chain.indices where chain[step] != OptionalSteps.skipped {
          taken[first + step] += 1
        }
      }
    }
  }

  /// Adds the counts of other entrants in the same groups.
  mutating func add(_ other: EntrantCounts) {
    for index in cells.indices { cells[index] += other.cells[index] }
    for index in taken.indices { taken[index] += other.taken[index] }
  }

  /// Returns the counts of the groups that a table gives for the number of each group.
  func renumbered(_ table: [UInt32], count: Int) -> EntrantCounts {
    func added(_ counts: [UInt32]) -> [UInt32] {
      let width = counts.count / table.count
      var added = [UInt32](repeating: 0, count: count * width)
      for (group, number) in table.enumerated() where width > 0 {
        for place in 0..<width {
          let own = counts[group * width + place]
          // A group of nobody has any number.
          if own > 0 { added[Int(number) * width + place] += own }
        }
      }
      return added
    }
    var renumbered = self
    (renumbered.cells, renumbered.taken) = (added(cells), added(taken))
    return renumbered
  }

  /// How many entrants each group has.
  var sizes: [Int] {
    let width = (isOptional.count + 1) * Self.reasonCount
    return stride(from: 0, to: cells.count, by: width).map { first in
      cells[first..<first + width].reduce(0) { $0 + Int($1) }
    }
  }

  /// Returns how many entrants of a group reached exactly so many steps, for each number of steps.
  func depths(of group: Int) -> [Int] {
    (0...isOptional.count).map { depth in
      (0..<Self.reasonCount).reduce(0) { $0 + Int(cell(group, depth, $1)) }
    }
  }

  /// Returns how many entrants of a group reached each required step and took each optional one.
  func steps(of group: Int) -> [Int] {
    let depths = depths(of: group)
    return isOptional.indices.map { step in
      isOptional[step]
        ? Int(taken[group * isOptional.count + step]) : depths[(step + 1)...].reduce(0, +)
    }
  }

  /// Returns why entrants of a group got no further than a step.
  func reasons(of group: Int, after step: Int) -> LossReasons {
    var reasons = LossReasons()
    for reason in LossReason.allCases {
      reasons[reason] = Int(cell(group, step + 1, Int(reason.rawValue)))
    }
    return reasons
  }

  private func cell(_ group: Int, _ depth: Int, _ reason: Int) -> UInt32 {
    cells[(group * (isOptional.count + 1) + depth) * Self.reasonCount + reason]
  }
}

extension EntrantCounts {
  /// Counts the entrants of each piece.
  static func counts(
    of outcomes: Outcomes, in groups: EntrantGroups, _ steps: [FunnelStep], _ pieces: Pieces
  ) -> [EntrantCounts] {
    let isOptional = steps.map(\.isOptional)
    return pieces.map { _, entrants in
      EntrantCounts(entrants, of: outcomes, in: groups, isOptional: isOptional)
    }
  }
}

extension [EntrantCounts] {
  /// The counts of the entrants of all pieces, of which there is at least one.
  var total: EntrantCounts {
    dropFirst().reduce(into: self[0]) { $0.add($1) }
  }
}
