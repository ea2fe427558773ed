import Testing

@testable import FunnelCore

/// Leaving out the rows of events that a question does not look at must not show in its answer.
struct AskedEventsTests {
  /// Reads text in pieces, the middle of it perhaps by forks, again and again from the same fork's codes.
  private func read(
    _ text: String, _ options: ReadingOptions, _ random: inout SeededGenerator
  ) throws -> EventLoader {
    var loader = EventLoader(options: options)
    loader.beginFile(named: "f")
    let bytes = Array(text.utf8)
    let ends = bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
    // The first rows decide what the columns are.
    let later = ends.dropFirst(24)
    var cuts = later.isEmpty ? [] : (0..<6).map { _ in random.pick(Array(later)) }.sorted()
    cuts.append(bytes.count)
    try loader.feed(bytes.span.extracting(0..<cuts[0]))
    try loader.settle()
    var fork: EventLoader?
    for (start, end) in zip(cuts, cuts.dropFirst()) {
      let piece = bytes.span.extracting(start..<end)
      if random.chance(2), var next = loader.forked(after: fork) {
        try next.feed(piece)
        #expect(loader.join([next]) == 1)
        fork = next
      } else {
        try loader.feed(piece)
      }
    }
    try loader.endFile()
    return loader
  }

  /// How many rows have a value of each column.
  private func valueCounts(of loader: EventLoader) -> [String: Int] {
    guard let builder = loader.appender?.builder else { return [:] }
    return Dictionary(
      uniqueKeysWithValues: zip(builder.columns.map(\.name), builder.valueCounts))
  }

  /// What both must tell of the data.
  private func expectSame(_ narrow: EventLoader, _ whole: EventLoader) throws {
    #expect(narrow.summary == whole.summary)
    #expect(narrow.eventCount == whole.eventCount)
    let counts = valueCounts(of: whole)
    for (column, count) in valueCounts(of: narrow) { #expect(counts[column] == count) }
    let (store, all) = (try #require(narrow.makeStore()), try #require(whole.makeStore()))
    #expect(store.eventNames == all.eventNames)
    #expect(store.timeRange == all.timeRange)
    #expect(store.eventCount + store.leftOut.count == all.eventCount)
    let (kept, rows) = (rowCounts(of: store), rowCounts(of: all))
    #expect(Set(kept.keys) == Set(rows.keys) && kept.count == store.unitCount)
    for (unit, count) in kept { #expect(count <= rows[unit] ?? 0) }
    #expect(kept.values.reduce(0, +) == store.eventCount)
  }

  /// How many rows each unit has.
  private func rowCounts(of store: EventStore) -> [String: Int] {
    Dictionary(
      uniqueKeysWithValues: (0..<store.unitCount).map { unit in
        (store.unitIDs[unit], store.rows(of: UnitIndex(rawValue: unit)).count)
      })
  }

  /// What engines of all forms say.
  private func answers(
    _ query: FunnelQuery, _ store: EventStore
  ) -> [Result<FunnelResult, QueryError>] {
    let sliced = SlicedEvents(store).map { LocalBackend($0) }
    let backends = [LocalBackend(store: store)] + [sliced].compactMap(\.self)
    return backends.map { backend in
      Result { () throws(QueryError) in
        do {
          try query.checkGivenNames(in: store)
          return try backend.answer(query)
        } catch let error as QueryError {
          throw error
        } catch {
          preconditionFailure("\(error)")
        }
      }
    }
  }

  @Test(arguments: ["csv", "jsonl"], SeededGenerator.seeds(3))
  func `a question gets the answer that all rows give`(format: String, seed: UInt64) throws {
    var random = SeededGenerator(state: seed &* 32_452_843)
    var (narrowed, answered) = (0, 0)
    for _ in 0..<6 {
      let logs = AskedEventLogs(files: random.pick([1, 3, 12]), &random)
      let text = logs.text(format)
      let whole = try load(text, options: logs.options)
      let all = try #require(whole.makeStore())
      for _ in 0..<6 {
        let query = logs.question(&random)
        var options = logs.options
        options.askedEvents = AskedEvents(of: [query])
        if random.chance(2) { options.askedColumns = AskedColumns(of: [query]) }
        var narrow = try read(text, options, &random)
        try expectSame(narrow, whole)
        let isLast = random.chance(2)
        let made = isLast ? narrow.takeLastStore() : narrow.makeStore()
        let store = try #require(made)
        if options.askedEvents == nil { #expect(store.eventCount == all.eventCount) }
        if store.eventCount < all.eventCount { narrowed += 1 }
        let period = logs.period(&random)
        let expected = answers(query, all)
        let found = answers(query, store)
        #expect(found.allSatisfy { $0 == expected[0] }, "\(query) on \(text)")
        guard case .success(let result) = expected[0] else { continue }
        answered += result.funnel.entered > 0 ? 1 : 0
        #expect(
          try LocalBackend(store: store).compare(result, with: period)
            == LocalBackend(store: all).compare(result, with: period), "\(query) on \(text)")
        #expect(
          query.doubtfulConditions(in: store, zone: UTC())
            == query.doubtfulConditions(in: all, zone: UTC()), "\(query)")
      }
    }
    #expect(narrowed > 6 && answered > 6)
  }

  @Test(arguments: SeededGenerator.seeds(3))
  func `products are compared as all rows do it`(seed: UInt64) throws {
    var random = SeededGenerator(state: seed &* 49_979_687)
    var narrowed = 0
    for _ in 0..<8 {
      let logs = AskedEventLogs(files: 3, &random)
      var query = logs.question(&random)
      if case .column = query.rules.unit { query.rules.unit = .user }
      let products = RulePreset.allCases.map { (preset: $0, rules: $0.rules) }
      let questions = products.map { product in
        var question = query
        question.rules = product.rules
        return question
      }
      var options = logs.options
      options.askedEvents = AskedEvents(of: [query] + questions)
      let text = logs.text("csv")
      let all = try #require(try load(text, options: logs.options).makeStore())
      let store = try #require(try read(text, options, &random).makeStore())
      if store.eventCount < all.eventCount { narrowed += 1 }
      let expected = try? LocalBackend(store: all).reconcile(query, with: products)
      let found = try? LocalBackend(store: store).reconcile(query, with: products)
      #expect(found == expected)
    }
    #expect(narrowed > 0)
  }

  @Test func `large data have parts without rows and users without rows`() throws {
    var text = "user,time,event,device\n"
    for row in 0..<70_000 {
      let user = row % 90
      let event = user % 3 == 0 ? ["view", "cart", "scroll"][row / 90 % 3] : "scroll"
      let device = row % 2000 == 0 ? "d\(row)" : ""
      text += "u\(user),\(1_700_000_000 + row),\(event),\(device)\n"
    }
    let query = FunnelQuery(funnel: try FunnelDefinition(parsing: "view > cart"))
    var options = ReadingOptions()
    options.askedEvents = AskedEvents(of: [query])
    let whole = try load(text)
    var narrow = try load(text, options: options)
    try expectSame(narrow, whole)
    #expect(narrow.storeBytes < whole.storeBytes / 3)
    let all = try #require(whole.makeStore())
    let copied = try #require(narrow.makeStore())
    let taken = narrow.takeLastStore()
    let stores = [copied, try #require(taken)]
    for store in stores {
      #expect(store.eventCount < 70_000 * 2 / 9 + 90)
      let wanted = Set(["view", "cart"])
      // Users without rows come behind the others of their part.
      let numbers = Dictionary(
        uniqueKeysWithValues: (0..<store.unitCount).map { (store.unitIDs[$0], $0) })
      #expect(numbers.count == all.unitCount)
      for unit in 0..<all.unitCount {
        let rows = all.rows(of: UnitIndex(rawValue: unit)).filter {
          wanted.contains(all.eventNames[all.eventCodes[$0]])
        }
        let number = try #require(numbers[all.unitIDs[unit]])
        let own = store.rows(of: UnitIndex(rawValue: number))
        #expect(own.map { store.times[$0] } == rows.map { all.times[$0] })
        #expect(own.map { store.eventCodes[$0] } == rows.map { all.eventCodes[$0] })
        #expect(
          own.map { store.columns[0].text(at: $0) } == rows.map { all.columns[0].text(at: $0) })
      }
    }
  }

  @Test func `numbers that only other events have are known where they are compared`() throws {
    // Near values are looked for among 5000 numbers, in any order.
    let rows = (0..<4900).map { row in
      "u\(row % 300),\(1_700_000_000 + row),\(["a", "y", "b", "z"][row / 300 % 4]),\(row).5"
    }
    let text = (["user,time,event,price"] + rows).joined(separator: "\n")
    let all = try #require(try load(text).makeStore())
    #expect(all.columns[0].fractionDigits == 1)
    // The number 400.5 is that of an event of neither step.
    for condition in ["price > 2000", "price = 400.5", "price = 400.25", "price < x"] {
      var query = FunnelQuery(funnel: try FunnelDefinition(parsing: "a > b[\(condition)]"))
      query.segments = [Segment(columns: ["price"], values: ["7.5"])]
      for splits in [false, true] {
        if splits { query = FunnelQuery(funnel: try FunnelDefinition(parsing: "a > b")) }
        query.breakdowns = [Breakdown(columns: ["price"])]
        var options = ReadingOptions()
        options.askedEvents = AskedEvents(of: [query])
        let store = try #require(try load(text, options: options).makeStore())
        #expect(store.eventCount < 2900)
        #expect(store.columns[0].textCount == (splits ? store.eventCount : 4900))
        let expected = answers(query, all)
        #expect(answers(query, store).allSatisfy { $0 == expected[0] })
        let doubts = query.doubtfulConditions(in: all, zone: UTC())
        #expect(query.doubtfulConditions(in: store, zone: UTC()) == doubts)
        if condition == "price = 400.5" || splits { #expect(doubts.isEmpty) }
      }
    }
  }

  @Test func `a funnel of events that never come has an answer`() throws {
    var query = FunnelQuery(funnel: try FunnelDefinition(parsing: "buy > refund"))
    query.rules = RulePreset.posthog.rules
    query.breakdowns = [Breakdown(columns: ["event"])]
    query.histogram = .automatic
    var options = ReadingOptions()
    options.askedEvents = AskedEvents(of: [query])
    let text = "user,time,event\nu,1700000000,view\nv,1700000060,cart\n"
    let (whole, narrow) = (try load(text), try load(text, options: options))
    try expectSame(narrow, whole)
    let all = try #require(whole.makeStore())
    let store = try #require(narrow.makeStore())
    #expect(store.eventCount == 0 && store.unitCount == 2)
    let expected = answers(query, all)
    #expect(answers(query, store).allSatisfy { $0 == expected[0] })
    query.rules = FunnelRules()
    #expect(answers(query, store)[0] == answers(query, all)[0])
  }
}
