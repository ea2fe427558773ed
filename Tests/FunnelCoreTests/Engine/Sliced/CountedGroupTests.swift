import Testing

@testable import FunnelCore

/// The counts of groups alone, against the whole answer found one unit after the other.
@Suite(.enabled(if: EngineForm.forced != .simple)) struct CountedGroupTests {
  private static let attributions: [FunnelRules.Attribution] = [
    .entry, .first, .last, .step(1), .step(2), .step(3), .every,
  ]

  /// Returns the breakdowns of a query as one unit after the other gives them, without times and reasons.
  private static func expected(_ query: FunnelQuery, _ store: EventStore) throws
    -> [BreakdownNumbers]
  {
    try LocalBackend(store: store).answer(query).breakdowns.map(\.countsAlone)
  }

  @Test(arguments: SeededGenerator.seeds(8))
  func `are those of the whole answer`(seed: UInt64) throws {
    var random = SeededGenerator(state: seed &* 2_750_159)
    var compared: [FunnelRules.Attribution: Int] = [:]
    for _ in 0..<6 {
      let scale = random.pick(SlicedLogs.scales)
      let logs = SlicedLogs.withValues(
        SlicedLogs.logs(150, upTo: random.pick([5, 9, 40, 150]), scale, &random), &random)
      let store = FunnelCoreTests.store(of: logs)
      let backend = LocalBackend(try #require(SlicedEvents(store)))
      for _ in 0..<20 {
        var query = SlicedLogs.conditional(SlicedLogs.funnel(scale, &random).query, &random)
        query.rules.attribution = random.pick(Self.attributions)
        query.breakdowns = [Breakdown(columns: ["value"]), Breakdown(columns: ["event"])]
        if query.rules.attribution == .every, random.chance(2) {
          query.breakdowns.append(Breakdown(columns: ["event", "value"]))
        }
        query.groupLimit = random.pick([0, 1, 2, 10])
        guard let expected = try? Self.expected(query, store) else { continue }
        guard let found = try backend.breakdownsAtOnce(query) else { continue }
        #expect(found == expected, "\(scale) \(query)")
        compared[query.rules.attribution, default: 0] += 1
      }
    }
    #expect(Set(compared.keys).isSuperset(of: [.entry, .first, .last, .every]))
    #expect(compared.values.reduce(0, +) > 40)
  }

  /// All logs of up to four events, with values that differ within a log, or are missing.
  private static let small = {
    var random = SeededGenerator(state: 4)
    return (0..<3).flatMap { _ in
      SlicedLogs.withValues(SmallLogsTests.logs.filter { $0.count < 5 }, &random)
    }
  }()

  @Test(arguments: [
    [["a"], ["b"], ["c"]], [["a"], ["a"], ["b"]], [["a", "b"], ["b"], ["c"]],
    [["a"], ["b"], ["a"]],
  ])
  func `are those of the whole answer for all small logs`(steps: [[String]]) throws {
    let store = FunnelCoreTests.store(of: Self.small)
    let backend = LocalBackend(try #require(SlicedEvents(store)))
    for window in [nil, 1, 2] as [Int64?] {
      for attribution in Self.attributions {
        for filter in [nil, "value != x"] {
          var query = ReferenceFunnel(steps, window: window).query
          query.rules.attribution = attribution
          query.filter = try filter.map { try Predicate(parsing: $0) }
          query.breakdowns = [Breakdown(columns: ["value"])]
          let found = try #require(try backend.breakdownsAtOnce(query), "\(query)")
          #expect(found == (try Self.expected(query, store)), "\(query)")
        }
      }
    }
  }

  @Test(arguments: Self.attributions)
  func `are the same by every kernel`(attribution: FunnelRules.Attribution) throws {
    var random = SeededGenerator(state: 31)
    for length in [6, 60, 300] {
      let scale = SlicedLogs.Scale(moment: 1_000_000, stretch: 3000)
      let logs = SlicedLogs.withValues(
        SlicedLogs.logs(400, upTo: length, scale, &random), &random)
      let store = FunnelCoreTests.store(of: logs)
      let units = try #require(SlicedEvents(store))
      let split = try RowSplit(columns: ["value"], store: store, emptyIsMissing: false)
      let runs = try SlicedEvents(units, by: UnitRuns(of: store, by: split))
      var query = ReferenceFunnel([["a"], ["b"], ["c"]], window: 9_000_000).query
      query.rules.attribution = attribution
      query.rules.from = Timestamp(rawValue: 1_500_000)
      let funnel = try CompiledFunnel(query, store: store)
      let column = try #require(
        try CountedColumn(
          "value", rules: query.rules, store: store, of: units, memory: units.memory))
      let counts = try SlicedCountTests.kernels.map { kernel -> GroupCounts in
        if attribution == .every {
          let (question, shares) = try #require(
            SlicedQuestion(funnel, of: runs).flatMap { question in
              runs.shares.map { (question, $0) }
            })
          let found = runs.countsByValue(
            question, funnel, shares, kernel: kernel, isCancelled: { false })
          return try #require(found)
        }
        let question = try #require(SlicedQuestion(funnel, of: units))
        let found = units.counts(
          question, funnel, by: [column], attribution, kernel: kernel, isCancelled: { false })
        return try #require(found?.first).counts
      }
      #expect(counts[0].sizes.reduce(0, +) > 100)
      #expect(counts.allSatisfy { $0 == counts[0] })
    }
  }

  @Test(arguments: Self.attributions)
  func `are complete where units are long or lie in many stretches`(
    attribution: FunnelRules.Attribution
  ) throws {
    var random = SeededGenerator(state: 8)
    let logs = SlicedLogs.logs(
      20_000, upTo: 3, andOf: [254, 255, 256, 511, 512, 513, 900, 3000], &random)
    let store = FunnelCoreTests.store(of: SlicedLogs.withValues(logs, &random))
    let backend = LocalBackend(try #require(SlicedEvents(store)))
    #expect(backend.sliced?.stretches.count == 2 && backend.sliced?.longUnits.count == 3)
    for steps in [["a", "b", "c"], ["a", "c", "b"], ["d", "e", "b"]] {
      var query = ReferenceFunnel(steps.map { [$0] }, window: 400_000_000).query
      query.rules.attribution = attribution
      query.breakdowns = [Breakdown(columns: ["value"]), Breakdown(columns: ["event"])]
      let found = try #require(try backend.breakdownsAtOnce(query))
      #expect(found == (try Self.expected(query, store)), "\(steps)")
    }
  }

  @Test(arguments: [RulePreset.posthog, .mixpanel, .amplitude, .clickhouse])
  func `follow other products' rules`(preset: RulePreset) throws {
    let store = FunnelCoreTests.store(of: Self.small)
    let backend = LocalBackend(try #require(SlicedEvents(store)))
    var compared = 0
    for attribution in Self.attributions {
      for chain in [nil, FunnelRules.ReportedChain.earliestEntry] {
        var query = ReferenceFunnel([["a"], ["b"], ["c"]]).query
        query.rules = preset.rules
        query.rules.attribution = attribution
        if let chain { query.rules.reportedChain = chain }
        query.breakdowns = [Breakdown(columns: ["value"])]
        query.groupLimit = 2
        guard let found = try backend.breakdownsAtOnce(query) else { continue }
        #expect(found == (try Self.expected(query, store)), "\(query.rules)")
        compared += 1
      }
    }
    // Mixpanel and Amplitude round times.
    #expect(compared > 2 || [.mixpanel, .amplitude].contains(preset))
  }

  @Test func `come from the rest of the chain where the entry has no value`() throws {
    var random = SeededGenerator(state: 17)
    let logs = (0..<3000).map { unit -> [ReferenceEvent] in
      (0..<6).map { number in
        var event = ReferenceEvent(time: Int64(number), name: random.pick(["a", "b", "c"]))
        event.value = number < unit % 7 || random.chance(9) ? nil : random.pick(["x", "y"])
        return event
      }
    }
    let store = FunnelCoreTests.store(of: logs)
    let backend = LocalBackend(try #require(SlicedEvents(store)))
    for attribution in Self.attributions {
      var query = ReferenceFunnel([["a"], ["b"], ["c"]], window: 4).query
      query.rules.attribution = attribution
      query.breakdowns = [Breakdown(columns: ["value"])]
      let found = try #require(try backend.breakdownsAtOnce(query))
      #expect(found == (try Self.expected(query, store)), "\(attribution)")
      #expect(found[0].valuesComeLater == [.entry, .first, .last].contains(attribution))
    }
  }
}

extension BreakdownNumbers {
  /// The same without times and reasons.
  var countsAlone: BreakdownNumbers {
    var counts = self
    for group in groups.indices { counts.groups[group].funnel = groups[group].funnel.countsAlone }
    return counts
  }
}

extension FunnelNumbers {
  /// The same without times and reasons.
  var countsAlone: FunnelNumbers {
    let steps = steps.map { step in
      var step = step
      (step.reasons, step.time) = (nil, nil)
      return step
    }
    return FunnelNumbers(steps: steps, time: nil)
  }
}
