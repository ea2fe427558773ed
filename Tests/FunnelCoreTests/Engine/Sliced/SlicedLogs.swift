@testable import FunnelCore

/// Random logs and funnels for the sliced form.
enum SlicedLogs {
  /// How far apart moments are, and how much longer than the logs the data is: what decides how much
  /// rounding loses.
  struct Scale {
    var moment: Int64
    var stretch: Int64
  }

  static let scales = [1, 7, 1000, 999_983, 1_000_000, 60_000_000, 86_400_000_000].flatMap {
    moment in [0, 100, 3000, 40_000, 1_000_000].map { Scale(moment: moment, stretch: $0) }
  }

  /// Returns logs of which many have several events at one moment.
  static func logs(
    _ count: Int, upTo length: Int, _ scale: Scale, _ random: inout SeededGenerator
  ) -> [[ReferenceEvent]] {
    var logs = (0..<count).map { _ in
      var time = Int64.random(in: -20...20, using: &random)
      let pause: Int64 = random.pick([0, 1, 3])
      return (0..<Int.random(in: 1...length, using: &random)).map { _ in
        time += random.pick([0, 0, 1, 1, 2, pause])
        let jitter = random.chance(4) ? Int64.random(in: -1...1, using: &random) : 0
        return ReferenceEvent(
          time: time * scale.moment + (scale.moment > 3 ? jitter : 0),
          name: random.pick(["a", "b", "c", "d", "e"]))
      }.sorted { $0.time < $1.time }
    }
    if scale.stretch > 0 {
      logs.append([ReferenceEvent(time: scale.stretch * scale.moment, name: "e")])
    }
    return logs
  }

  /// Returns so many logs, more than are sorted at once, and among them some of many events of which the last
  /// ones alone are of some kinds.
  static func logs(
    _ count: Int, upTo length: Int, andOf lengths: [Int], _ random: inout SeededGenerator
  ) -> [[ReferenceEvent]] {
    var logs = logs(count, upTo: length, Scale(moment: 1_000_000, stretch: 3000), &random)
    for length in lengths {
      let events = (0..<length).map { number in
        ReferenceEvent(
          time: Int64(number) * 999_999,
          name: number < length - 2 ? random.pick(["d", "e", "a"]) : number % 2 == 0 ? "b" : "c")
      }
      logs.insert(events, at: Int.random(in: logs.indices, using: &random))
    }
    return logs
  }

  /// Returns a funnel that the sliced form can count.
  static func funnel(_ scale: Scale, _ random: inout SeededGenerator) -> ReferenceFunnel {
    let steps = (0..<Int.random(in: 1...5, using: &random)).map { _ -> [String] in
      random.chance(9)
        ? ["*"] : (0..<(random.chance(4) ? 2 : 1)).map { _ in random.pick(["a", "b", "c", "d"]) }
    }
    // A moment more or less is what windows and ranges are told apart by.
    func moments(_ range: ClosedRange<Int64>, _ random: inout SeededGenerator) -> Int64 {
      .random(in: range, using: &random) * scale.moment + random.pick([-1, 0, 0, 0, 1])
    }
    var funnel = ReferenceFunnel(steps)
    if !random.chance(4) { funnel.window = max(0, moments(0...15, &random)) }
    if random.chance(4) { funnel.window = moments(0...max(1, scale.stretch), &random) }
    if random.chance(4) { funnel.from = moments(-20...20, &random) }
    if random.chance(4) { funnel.until = moments(-10...30, &random) }
    if random.chance(4) { funnel.usesFileOrder = true }
    if random.chance(4) {
      for step in steps.indices.dropFirst() where random.chance(2) { funnel.counts[step] = 2 }
    } else if random.chance(4) {
      funnel.reusesEvents = true
    }
    return funnel
  }

  /// Returns the same logs with a few values of a property.
  static func withValues(
    _ logs: [[ReferenceEvent]], _ random: inout SeededGenerator
  ) -> [[ReferenceEvent]] {
    logs.map { log in
      log.map { event in
        var event = event
        event.value = random.pick(["x", "x", "y", "z", nil])
        return event
      }
    }
  }

  /// Returns a query with conditions on that property and on names.
  static func conditional(
    _ query: FunnelQuery, _ random: inout SeededGenerator
  ) -> FunnelQuery {
    var query = query
    if random.chance(2) { query.filter = condition(&random) }
    for step in query.funnel.steps.indices {
      for matcher in query.funnel.steps[step].matchers.indices where random.chance(2) {
        query.funnel.steps[step].matchers[matcher].predicate = condition(&random)
      }
    }
    return query
  }

  private static func condition(_ random: inout SeededGenerator) -> Predicate {
    let value = random.pick(["x", "y", "z"])
    switch Int.random(in: 0..<5, using: &random) {
    case 0:
      return .comparison(column: "event", .notEqual, value: random.pick(["a", "b", "e"]))
    case 1: return .isSet(column: "value")
    case 2: return .isOne(column: "value", of: ["x", "y"])
    case 3: return .not(.comparison(column: "value", .equal, value: value))
    default: return .comparison(column: "value", .equal, value: value)
    }
  }
}

/// Returns how many units reach each step in the store, found one after the other.
func simpleCounts(_ query: FunnelQuery, _ store: EventStore) throws -> [Int] {
  try LocalBackend(store: store).answer(query).funnel.steps.map(\.count)
}

/// Returns what the sliced form counts, or nil where it cannot.
func slicedCounts(
  _ query: FunnelQuery, _ sliced: SlicedEvents, _ kernel: KernelForm
) throws -> SlicedEvents.Counts? {
  let funnel = try CompiledFunnel(query, store: sliced.store)
  guard let question = SlicedQuestion(funnel, of: sliced) else { return nil }
  return sliced.counts(question, funnel, kernel: kernel, isCancelled: { false })
}
