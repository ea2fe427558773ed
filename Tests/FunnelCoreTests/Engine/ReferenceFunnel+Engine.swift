@testable import FunnelCore

extension ReferenceFunnel {
  /// The same funnel for the engine; one time unit is a microsecond.
  var query: FunnelQuery {
    let steps = zip(steps, limits).map { names, limit in
      FunnelStep(
        matchers: names.map { EventMatcher(name: $0 == "*" ? .any : .exact($0)) },
        within: limit.map { Microseconds(rawValue: $0) })
    }
    var query = FunnelQuery(funnel: FunnelDefinition(steps: steps))
    query.rules.window = window.map { Microseconds(rawValue: $0) }
    query.rules.entry = firstEntryOnly ? .first : .any
    query.rules.from = from.map { Timestamp(rawValue: $0) }
    query.rules.until = until.map { Timestamp(rawValue: $0) }
    return query
  }
}

/// Returns a store in which each log is one unit.
func store(of logs: [[ReferenceEvent]]) -> EventStore {
  var builder = EventStoreBuilder(
    roles: EventStore.ColumnRoles(unit: "user", time: "time", event: "event"))
  for (unit, log) in logs.enumerated() {
    for event in log {
      builder.append(unit: "\(unit)", time: Timestamp(rawValue: event.time), event: event.name)
    }
  }
  return builder.makeStore()
}

/// What the engine reports for one unit.
struct EngineAnswer: Equatable {
  var times: [Int64]
  var rows: [Int]
}

/// Returns the engine's chain of every unit.
func engineAnswers(_ funnel: ReferenceFunnel, _ store: EventStore) throws -> [EngineAnswer] {
  let compiled = try CompiledFunnel(funnel.query, store: store)
  let outcomes = try UnitOutcomes(of: store, funnel: compiled, isCancelled: { false })
  return (0..<store.unitCount).map { unit in
    let rows = outcomes.chain(of: unit).map { Int(outcomes.chainRows[$0]) }
    return EngineAnswer(times: rows.map { store.times[$0] }, rows: rows)
  }
}

/// Returns the first log the engine and the reference disagree about, in words; nil when none.
func firstDisagreement(
  _ funnel: ReferenceFunnel, _ logs: [[ReferenceEvent]], _ store: EventStore
) throws -> String? {
  for (log, answer) in zip(logs, try engineAnswers(funnel, store)) {
    let expected = funnel.reported(log)
    let names = answer.rows.map { store.eventNames[store.eventCodes[$0]] }
    let fits = zip(answer.times, names).enumerated().allSatisfy { step, event in
      funnel.matches(ReferenceEvent(time: event.0, name: event.1), step)
    }
    guard answer.times == expected, fits, Set(answer.rows).count == answer.rows.count else {
      return "\(funnel) on \(log): expected \(expected), got \(answer.times) of \(names)"
    }
  }
  return nil
}

/// Sebastiano Vigna's SplitMix64.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
