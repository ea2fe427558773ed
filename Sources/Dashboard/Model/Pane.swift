import FunnelCore

/// A part of the screen that can have the focus.
enum Pane: Hashable, Sendable {
  case funnel
  /// The split by the breakdown at a zero-based position.
  case segments(Int)
  case detail

  /// The position of the breakdown it shows.
  var breakdown: Int? {
    guard case .segments(let index) = self else { return nil }
    return index
  }
}

/// What a group is, whatever row it stands in.
enum GroupIdentity: Hashable, Sendable {
  case values([String?])
  case notSet
  case didNotReach
  case other

  init(_ kind: GroupNumbers.Kind) {
    switch kind {
    case .values(let values): self = .values(values)
    case .notSet: self = .notSet
    case .didNotReach: self = .didNotReach
    case .other: self = .other
    }
  }
}

/// How a segment pane is sorted.
struct GroupOrder: Hashable, Sendable {
  enum Field: CaseIterable, Sendable { case users, conversion, difference }

  var field = Field.users
  var isReversed = false

  /// How the order is said: most users first, or the lowest rate, since that is what is looked for.
  func words(_ glyphs: Glyphs) -> String {
    switch field {
    case .users: "sorted by \(glyphs.nouns), \(isReversed ? "fewest" : "most") first"
    case .conversion: "sorted by conversion, \(isReversed ? "highest" : "lowest") first"
    case .difference: "sorted by difference to the rest, \(isReversed ? "highest" : "lowest") first"
    }
  }

  /// The groups in this order; `(other)` stays last, groups without a value come before it.
  func sorted(_ groups: [GroupNumbers]) -> [GroupNumbers] {
    let keyed = groups.enumerated().map {
      (offset: $0.offset, group: $0.element, key: key($0.element))
    }
    return keyed.sorted { left, right in
      let leftRank = rank(left.group, left.key)
      let rightRank = rank(right.group, right.key)
      guard leftRank == rightRank else { return leftRank < rightRank }
      guard let first = left.key, let second = right.key, first != second else {
        return left.offset < right.offset
      }
      return isReversed ? first > second : first < second
    }.map(\.group)
  }

  private func rank(_ group: GroupNumbers, _ key: Double?) -> Int {
    if case .other = group.kind { return 2 }
    return key == nil ? 1 : 0
  }

  private func key(_ group: GroupNumbers) -> Double? {
    switch field {
    case .users: -Double(group.funnel.entered)
    case .conversion: group.funnel.conversion.fraction
    case .difference: group.versusRest?.difference
    }
  }
}

/// What the percentages and bars of the funnel are of.
enum ShareBase: CaseIterable, Sendable { case entry, previous, counts }
