@testable import FunnelCore

/// Takes an entrant's value in the columns of a breakdown from where the attribution says.
struct ReferenceSplit {
  var columns: [String]
  var attribution: FunnelRules.Attribution

  func kind(of entrant: ReferenceEntrant, _ funnel: ReferenceFunnel) -> GroupNumbers.Kind {
    let events = entrant.events
    let chain = entrant.chain.compactMap { $0 }.map { events[$0] }
    switch attribution {
    case .entry:
      // Each column by itself: the first event of the chain that has a value.
      return kind(columns.map { column in chain.compactMap { $0.columns[column] }.first })
    case .first, .last:
      let touches = events.filter { event in
        hasValue(event) && funnel.steps.indices.contains { funnel.matches(event, $0) }
      }
      let touch = attribution == .first ? touches.first : touches.last
      return touch.map { kind(values($0)) } ?? .notSet
    case .step(let number):
      guard number <= entrant.chain.count, let position = entrant.chain[number - 1] else {
        return .didNotReach
      }
      return kind(values(events[position]))
    case .every: return .notSet
    }
  }

  /// Returns each value among a unit's events with the events that have it.
  func parts(of unit: [ReferenceEvent]) -> [(GroupNumbers.Kind, [ReferenceEvent])] {
    Dictionary(grouping: unit) { kind(values($0)) }.map { ($0.key, $0.value) }
  }

  private func values(_ event: ReferenceEvent) -> [String?] { columns.map { event.columns[$0] } }

  private func hasValue(_ event: ReferenceEvent) -> Bool {
    values(event).contains { $0 != nil }
  }

  private func kind(_ values: [String?]) -> GroupNumbers.Kind {
    values.allSatisfy { $0 == nil } ? .notSet : .values(values)
  }

  /// The order of groups of equal size: missing values first, those that were not reached last.
  func precedes(_ left: GroupNumbers.Kind, _ right: GroupNumbers.Kind) -> Bool {
    key(left).lexicographicallyPrecedes(key(right))
  }

  private func key(_ kind: GroupNumbers.Kind) -> [String] {
    switch kind {
    case .notSet: ["0"]
    case .values(let values): ["1"] + values.map { value in value.map { "=" + $0 } ?? "" }
    case .didNotReach, .other: ["2"]
    }
  }
}
