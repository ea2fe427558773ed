extension EventStore {
  /// Returns the rows whose properties satisfy a condition.
  ///
  /// Each different text is tested once; the rows only look the answer up.
  ///
  /// - Throws: ``QueryError`` for an unknown column or a regular expression that does not parse.
  /// - Complexity: O(rows + different texts) for each comparison.
  public func rows(matching predicate: Predicate) throws(QueryError) -> RowSet {
    switch predicate {
    case .and(let terms):
      var rows = RowSet(rowCount: eventCount, isFull: true)
      for term in terms { rows.formIntersection(try self.rows(matching: term)) }
      return rows
    case .or(let terms):
      var rows = RowSet(rowCount: eventCount)
      for term in terms { rows.formUnion(try self.rows(matching: term)) }
      return rows
    case .not(let term):
      var rows = try self.rows(matching: term)
      rows.formComplement()
      return rows
    case .comparison(let column, let comparison, let value):
      if let rows = rowsByNumber(column: column, comparison, value: value) { return rows }
      return try rows(column: column, satisfying: try TextTest(comparison, value))
    case .isOne(let column, let values):
      return try rows(column: column, satisfying: TextTest(oneOf: values))
    case .isSet(let column): return try rows(column: column, satisfying: TextTest(isSet: true))
    case .isMissing(let column):
      return try rows(column: column, satisfying: TextTest(isSet: false))
    }
  }

  private func property(named name: String) -> PropertyColumn? {
    columns.first { $0.name == name }
  }

  private func rows(column name: String, satisfying test: TextTest) throws(QueryError) -> RowSet {
    guard let column = property(named: name) else {
      guard name == roles.event else {
        throw .unknownColumn(name: name, suggestions: nearestNames(to: name, in: columnNames))
      }
      let table = (0..<eventNames.count).map { test.matches(eventNames.bytes(at: $0)) }
      return eventCodes.rows(where: table)
    }
    if case .runs(let codes, let texts) = column.values {
      return codes.rows(where: test.answers(for: texts))
    }
    let (codes, texts) = column.coded()
    return codes.rows(where: test.answers(for: texts))
  }

  /// Compares a column of decimals with a number without making texts; nil where that cannot be.
  private func rowsByNumber(
    column name: String, _ comparison: Predicate.Comparison, value: String
  ) -> RowSet? {
    guard [.less, .lessOrEqual, .greater, .greaterOrEqual].contains(comparison),
      case .decimal(let decimals)? = property(named: name)?.values
    else { return nil }
    guard let right = ExactDecimal(Array(value.utf8)) else { return nil }
    // Both sides times the column's power of ten are whole, or the right one lies between two.
    let (bound, isExact) = right.floor(timesTenToThe: decimals.fractionDigits)
    // A missing value is the least number there is, so it is never above another.
    let justBelow = bound == .min ? bound : bound - 1
    let (above, atMost) =
      switch comparison {
      case .less: (DecimalColumn.missing, isExact ? justBelow : bound)
      case .lessOrEqual: (DecimalColumn.missing, bound)
      case .greater: (bound, Int64.max)
      default: (isExact ? justBelow : bound, Int64.max)
      }
    return RowSet(rowCount: eventCount) { range, words in
      decimals.mantissas.withUnsafeBufferPointer { mantissas in
        words.fill(range) { mantissas[$0] > above && mantissas[$0] <= atMost }
      }
    }
  }
}

extension TextTest {
  /// Returns the answer for a missing value, and for each text.
  fileprivate func answers(for texts: TextTable) -> [Bool] {
    [matchesMissing] + (0..<texts.count).map { matches(texts.bytes(at: $0)) }
  }
}
