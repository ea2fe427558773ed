internal import Synchronization

/// What was found about the last few conditions, kept while a question changes around them.
final class KeptByCondition<Value: Sendable>: Sendable {
  /// How many conditions are kept.
  static var limit: Int { 16 }

  /// The columns that mean the same in every question.
  private let columns: Set<String>
  /// The condition used last comes last.
  private let kept = Mutex<[(condition: Predicate, value: Value)]>([])

  /// Creates a store for conditions on columns of the data; what names other columns, which are worked
  /// out for a question, is not kept.
  init(columns: [String]) { self.columns = Set(columns) }

  /// Returns what is known about a condition, or else finds and keeps it.
  func value<Failure: Error>(
    of condition: Predicate, find: () throws(Failure) -> Value
  ) throws(Failure) -> Value {
    guard condition.columnNames.isSubset(of: columns) else { return try find() }
    let known = kept.withLock { kept -> Value? in
      guard let place = kept.firstIndex(where: { $0.condition == condition }) else { return nil }
      let entry = kept.remove(at: place)
      kept.append(entry)
      return entry.value
    }
    if let known { return known }
    let value = try find()
    kept.withLock { kept in
      kept.removeAll { $0.condition == condition }
      if kept.count >= Self.limit { kept.removeFirst() }
      kept.append((condition, value))
    }
    return value
  }

  /// How many conditions are kept.
  var count: Int { kept.withLock { $0.count } }
}

/// The rows where conditions hold, of the events that questions are about.
typealias KeptRows = KeptByCondition<RowSet>

extension EventStore {
  /// Returns the rows whose properties satisfy a condition, as ``rows(matching:)`` does; those of the
  /// last few conditions are known where they are kept.
  func rows(matching condition: Predicate, kept: KeptRows?) throws(QueryError) -> RowSet {
    guard let kept else { return try rows(matching: condition) }
    return try kept.value(of: condition) { () throws(QueryError) in try rows(matching: condition) }
  }
}
