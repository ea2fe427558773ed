@testable import FunnelCore

extension ReferenceFunnel {
  /// The same funnel for the engine; one time unit is a microsecond.
  var query: FunnelQuery {
    func matchers(_ names: [String]) -> [EventMatcher] {
      names.map { EventMatcher(name: $0 == "*" ? .any : .exact($0)) }
    }
    let funnelSteps = steps.indices.map { step in
      FunnelStep(
        matchers: matchers(steps[step]), count: counts[step],
        isOptional: optional[step],
        within: step == 0 ? nil : limits[step].map { Microseconds(rawValue: $0) })
    }
    let excluded = exclusions.enumerated().filter { !$0.element.isEmpty }.map { hop, names in
      FunnelDefinition.Exclusion(afterStep: hop, matchers: matchers(names))
    }
    var query = FunnelQuery(funnel: FunnelDefinition(steps: funnelSteps, exclusions: excluded))
    query.rules.window = window.map { Microseconds(rawValue: $0) }
    query.rules.entry = firstEntryOnly ? .first : .any
    query.rules.from = from.map { Timestamp(rawValue: $0) }
    query.rules.until = until.map { Timestamp(rawValue: $0) }
    query.rules.order = order
    query.rules.ignored = matchers(ignored)
    query.rules.heldColumn = holdsValue ? "value" : nil
    query.rules.reusesEvents = reusesEvents
    query.rules.ties = usesFileOrder ? .fileOrder : .inOrder
    if let rounding { query.rules.ties = .rounded(Microseconds(rawValue: rounding)) }
    query.rules.bounds = boundsEveryEvent ? .everyEvent : .entry
    query.rules.counted = countsAttempts ? .attempts : .units
    query.rules.excluded = removesExcluded ? .removed : .lost
    query.rules.windowOrigin = windowFromPrevious ? .previous : .entry
    query.rules.reportedChain = reportedChain
    return query
  }
}

/// Returns a store in which each log is one unit.
func store(of logs: [[ReferenceEvent]]) -> EventStore {
  var builder = EventStoreBuilder(
    roles: EventStore.ColumnRoles(unit: "user", time: "time", event: "event"))
  let column = builder.columnIndex(named: "value")
  for (unit, log) in logs.enumerated() {
    for event in log {
      builder.append(unit: "\(unit)", time: Timestamp(rawValue: event.time), event: event.name)
      if let value = event.value { builder.setValue(Array(value.utf8).span, inColumn: column) }
    }
  }
  return builder.makeStore()
}

/// What the engine reports for one unit.
struct EngineAnswer: Equatable {
  var times: [Int64] = []
  var rows: [Int] = []
  var reason: LossReason?
}

/// Returns the engine's chain of every unit.
func engineAnswers(_ funnel: ReferenceFunnel, _ store: EventStore) throws -> [EngineAnswer] {
  try funnel.query.checkMeaning()
  let compiled = try CompiledFunnel(funnel.query, store: store)
  let outcomes = try Outcomes(of: store, funnel: compiled, isCancelled: { false })
  var answers = Array(repeating: EngineAnswer(), count: store.unitCount)
  for entrant in 0..<outcomes.count {
    let chain = outcomes.chain(of: entrant).enumerated().filter { step, _ in
      !compiled.isOptional(step)
    }
    let rows = chain.map { Int(outcomes.rows[$0.element]) }
    answers[Int(outcomes.units[entrant])] = EngineAnswer(
      times: rows.map { store.times[$0] }, rows: rows, reason: outcomes.reason(of: entrant))
  }
  return answers
}

/// Returns the first log the engine and the reference disagree about, in words; nil when none.
func firstDisagreement(
  _ funnel: ReferenceFunnel, _ logs: [[ReferenceEvent]], _ store: EventStore
) throws -> String? {
  let dataEnd = logs.flatMap { $0 }.map(\.time).max() ?? 0
  for (log, answer) in zip(logs, try engineAnswers(funnel, store)) {
    let expected = funnel.reported(log)
    let names = answer.rows.map { store.eventNames[store.eventCodes[$0]] }
    let required = funnel.steps.indices.filter { !funnel.optional[$0] }
    let fits = zip(zip(answer.times, names), required).allSatisfy { event, step in
      funnel.order == .any
        || funnel.matches(ReferenceEvent(time: event.0, name: event.1), step)
    }
    let isDistinct = funnel.reusesEvents || Set(answer.rows).count == answer.rows.count
    guard answer.times == expected, fits, isDistinct else {
      return "\(funnel) on \(log): expected \(expected), got \(answer.times) of \(names)"
    }
    // Which way a unit with several was lost on is told by the rules of that way alone.
    if funnel.optional.contains(true) { continue }
    let reason = funnel.lossReason(log, dataEnd: dataEnd)
    guard answer.reason == reason else {
      let found = "\(String(describing: answer.reason))"
      return "\(funnel) on \(log): expected \(String(describing: reason)), got \(found)"
    }
  }
  return nil
}

/// Returns the first log whose entrants the engine and the reference disagree about, in words.
func firstDisagreementOfEntrants(
  _ funnel: ReferenceFunnel, _ logs: [[ReferenceEvent]], _ store: EventStore
) throws -> String? {
  try funnel.query.checkMeaning()
  let compiled = try CompiledFunnel(funnel.query, store: store)
  let outcomes = try Outcomes(of: store, funnel: compiled, isCancelled: { false })
  let dataEnd = logs.flatMap { $0 }.map(\.time).max() ?? 0
  var found = Array(repeating: [String](), count: logs.count)
  for entrant in 0..<outcomes.count {
    let times = outcomes.rows[outcomes.chain(of: entrant)].map { row -> String in
      row == OptionalSteps.skipped ? "-" : "\(compiled.rounded(store.times[Int(row)]))"
    }
    let reason = !funnel.hasReasons ? nil : outcomes.reason(of: entrant)
    found[Int(outcomes.units[entrant])].append("\(times) \(reason?.name ?? "")")
  }
  for (log, found) in zip(logs, found) {
    let expected = funnel.entrants(log, dataEnd: dataEnd).map { entrant -> String in
      let times = entrant.chain.map { $0.map { "\(entrant.events[$0].time)" } ?? "-" }
      let reason = !funnel.hasReasons ? nil : entrant.reason
      return "\(times) \(reason?.name ?? "")"
    }
    if found != expected {
      let events = log.map { "\($0.name)@\($0.time)\($0.value ?? "")" }.joined(separator: " ")
      return "\(funnel) on \(events), ending at \(dataEnd): expected \(expected), got \(found)"
    }
  }
  return nil
}
