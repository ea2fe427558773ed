import Testing

@testable import FunnelCore

@Suite struct PredicateRowsTests {
  /// One row for each value; nil leaves the property out.
  private func store(_ values: [String?], event: String = "view") -> EventStore {
    var builder = EventStoreBuilder(roles: .init(unit: "user", time: "ts", event: "event"))
    _ = builder.columnIndex(named: "p")
    for (index, value) in values.enumerated() {
      builder.append(
        unit: "u", time: Timestamp(rawValue: Int64(index)), event: event,
        properties: value.map { [("p", $0)] } ?? [])
    }
    return builder.makeStore()
  }

  private func rows(_ text: String, _ store: EventStore) throws -> [Int] {
    let set = try store.rows(matching: try Predicate(parsing: text))
    return (0..<store.eventCount).filter { set.contains($0) }
  }

  @Test(arguments: [
    ("p = Abc", [0]), ("p != Abc", [1, 2, 3, 4, 5, 6]), ("p = \"\"", [2]),
    ("p contains BC", [0, 1]), ("p starts aB", [0, 1]), ("p ends bc", [0, 1]),
    ("p contains \"\"", [0, 1, 2, 4, 5, 6]), ("p is set", [0, 1, 2, 4, 5, 6]),
    ("p is missing", [3]), ("not p = Abc", [1, 2, 3, 4, 5, 6]), ("not p is set", [3]),
    ("p < 10", [2, 4]), ("p <= 1e1", [2, 4, 5]), ("p > 9", [0, 1, 5, 6]),
    ("p >= 10", [0, 1, 5, 6]),
    ("p < b", [0, 1, 2, 4, 5]), ("p ~ \"^[aA]b\"", [0, 1]), ("p !~ \"^[aA]b\"", [2, 4, 5, 6]),
    ("not p ~ \"^[aA]b\"", [2, 3, 4, 5, 6]), ("p in (abc, 9)", [1, 4]),
    ("p = Abc or p = 9", [0, 4]), ("p is set and not p > 9", [2, 4]),
    ("event = view", [0, 1, 2, 3, 4, 5, 6]), ("event = p", []),
  ])
  func `keeps the rows that satisfy the condition`(_ text: String, _ expected: [Int]) throws {
    let values = ["Abc", "abc", "", nil, "9", "10", "été"]
    #expect(try rows(text, store(values)) == expected)
  }

  @Test func `names the column that is not there and suggests the nearest`() {
    #expect(throws: QueryError.unknownColumn(name: "evnt", suggestions: ["event"])) {
      try store(["a"]).rows(matching: .isSet(column: "evnt"))
    }
  }

  @Test func `refuses a regular expression that does not parse`() throws {
    let error = #expect(throws: QueryError.self) { try rows("p ~ \"a(\"", store(["a"])) }
    #expect(error?.message.hasPrefix("the regular expression \"a(\" cannot be read\n") == true)
  }

  @Test func `finds the same rows as asking every row`() throws {
    for seed in 0..<60 {
      var random = RandomExpressions(seed: UInt64(seed))
      let texts: [String?] = [nil, "", "a", "A", "ab", "10", "9", "-1", "1.5", "1e1", "é", "0"]
      let store = store((0..<random.below(300)).map { _ in texts[random.below(texts.count)] })
      for _ in 0..<10 {
        let predicate = randomPredicate(&random, texts, depth: 3)
        let found = try store.rows(matching: predicate)
        let expected = (0..<store.eventCount).filter { holds(predicate, store, $0) }
        #expect(
          (0..<store.eventCount).filter { found.contains($0) } == expected,
          "seed \(seed): \(predicate)")
        #expect(found.count == expected.count)
      }
    }
  }

  @Test func `compares a column of decimals like its texts`() throws {
    let values = (0..<5000).map { ($0 % 7 == 0) ? nil : "\($0 - 2500).\($0 % 10)\($0 % 9)" }
    let store = store(values.map { $0?.replacing("-0.", with: "0.") })
    guard case .decimal? = store.columns.first?.values else {
      Issue.record("the column is not kept as decimals")
      return
    }
    for text in ["p < 0", "p <= 12.32", "p > -7.5e1", "p >= abc", "p != 12.32", "p contains 9.0"] {
      let predicate = try Predicate(parsing: text)
      let found = try store.rows(matching: predicate)
      let expected = (0..<store.eventCount).filter { holds(predicate, store, $0) }
      #expect((0..<store.eventCount).filter { found.contains($0) } == expected, "\(text)")
    }
  }

  private func randomPredicate(
    _ random: inout RandomExpressions, _ texts: [String?], depth: Int
  ) -> Predicate {
    func value() -> String { texts[1 + random.below(texts.count - 1)] ?? "" }
    switch random.below(depth > 0 ? 8 : 5) {
    case 0: return .isSet(column: "p")
    case 1: return .isMissing(column: "p")
    case 2: return .isOne(column: "p", of: [value(), value()])
    case 3, 4:
      let usual = Predicate.Comparison.allCases.dropLast(2)
      return .comparison(column: "p", usual[random.below(usual.count)], value: value())
    case 5: return .not(randomPredicate(&random, texts, depth: depth - 1))
    case 6: return .and((0..<2).map { _ in randomPredicate(&random, texts, depth: depth - 1) })
    default: return .or((0..<2).map { _ in randomPredicate(&random, texts, depth: depth - 1) })
    }
  }

  /// Asks one row, by the words of the rules and nothing shared with the code under test.
  private func holds(_ predicate: Predicate, _ store: EventStore, _ row: Int) -> Bool {
    let text = store.columns[0].text(at: row)
    switch predicate {
    case .and(let terms): return terms.allSatisfy { holds($0, store, row) }
    case .or(let terms): return terms.contains { holds($0, store, row) }
    case .not(let term): return !holds(term, store, row)
    case .isSet: return text != nil
    case .isMissing: return text == nil
    case .isOne(_, let values): return text.map { values.contains($0) } ?? false
    case .comparison(_, let comparison, let value):
      guard let text else { return comparison == .notEqual }
      let numbers = Double(text).flatMap { left in Double(value).map { (left, $0) } }
      switch comparison {
      case .equal: return text == value
      case .notEqual: return text != value
      case .less: return numbers.map { $0.0 < $0.1 } ?? (text < value)
      case .lessOrEqual: return numbers.map { $0.0 <= $0.1 } ?? (text <= value)
      case .greater: return numbers.map { $0.0 > $0.1 } ?? (text > value)
      case .greaterOrEqual: return numbers.map { $0.0 >= $0.1 } ?? (text >= value)
      case .contains: return value.isEmpty || text.lowercased().contains(value.lowercased())
      case .starts: return text.lowercased().hasPrefix(value.lowercased())
      case .ends: return text.lowercased().hasSuffix(value.lowercased())
      case .matches, .doesNotMatch: return false
      }
    }
  }
}
