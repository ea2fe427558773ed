/// What is kept about the events of a store from one question to the next.
///
/// Only what is told by columns of the data is kept: others are worked out for each question.
final class EngineMemory: Sendable {
  /// The columns whose values are the same in every question.
  private let columns: Set<String>
  private let keptRows = Kept<Predicate, RowSet>(limit: 16)
  private let keptLanes: Kept<Predicate, SlicedLanes>
  private let keptRuns: Kept<RunKey, ValueRuns>
  private let keptSlices: Kept<RunKey, SlicedEvents>
  /// Where searches of sliced events put what they find.
  let places: KeptPlaces

  /// The most bytes for each event of the store that its cut units take up, and their slices: there
  /// is room for two breakdowns whose runs have four events on average.
  private static let (runBytes, sliceBytes) = (16, 10)

  /// Creates a memory for questions about a store.
  convenience init(_ store: EventStore) {
    self.init(store, Kept(limit: 16), KeptPlaces())
  }

  /// Returns a memory for questions about a store with more events: the rows of blocks stay.
  func grown(to store: EventStore) -> EngineMemory { EngineMemory(store, keptLanes, places) }

  private init(
    _ store: EventStore, _ lanes: Kept<Predicate, SlicedLanes>, _ places: KeptPlaces
  ) {
    keptLanes = lanes
    self.places = places
    columns = Set(store.columnNames)
    keptRuns = Kept(limit: 2, room: store.eventCount * Self.runBytes) {
      $0.runs.rows.count * 4 + $0.runs.count * 16
    }
    keptSlices = Kept(limit: 2, room: store.eventCount * Self.sliceBytes) {
      $0.codes.count * 3 + $0.unitCount * 4 + ($0.shares?.byteCount ?? 0)
    }
  }

  /// Whether all of some columns are those of the data, so that their values stay the same.
  func isOfData(_ names: some Sequence<String>) -> Bool { columns.isSuperset(of: names) }

  /// Returns the rows of the store where a condition holds.
  func rows<Failure: Error>(
    matching condition: Predicate, find: () throws(Failure) -> RowSet
  ) throws(Failure) -> RowSet {
    guard condition.columnNames.isSubset(of: columns) else { return try find() }
    return try keptRows.value(of: condition, find: find)
  }

  /// Returns the same by the rows of blocks.
  func lanes(where condition: Predicate, find: () -> SlicedLanes) -> SlicedLanes {
    guard condition.columnNames.isSubset(of: columns) else { return find() }
    return keptLanes.value(of: condition, find: find)
  }

  /// Returns the events of units, cut by the values of a breakdown.
  func runs<Failure: Error>(
    by key: RunKey, find: () throws(Failure) -> ValueRuns
  ) throws(Failure) -> ValueRuns {
    guard isOfData(key.columns) else { return try find() }
    return try keptRuns.value(of: key, find: find)
  }

  /// Returns the same as sliced events; nil where the values are not those of the data.
  func slices<Failure: Error>(
    by key: RunKey, find: () throws(Failure) -> SlicedEvents
  ) throws(Failure) -> SlicedEvents? {
    guard isOfData(key.columns) else { return nil }
    return try keptSlices.value(of: key, find: find)
  }
}

/// What units are cut by.
struct RunKey: Hashable, Sendable {
  var columns: [String]
  /// Whether an empty text counts as a missing value.
  var emptyIsMissing: Bool
}

/// The events of units, cut by values, and what these values are.
struct ValueRuns: Sendable {
  let runs: UnitRuns
  /// The values; the rows' numbers are gone.
  let split: RowSplit
}

extension EventStore {
  /// Returns the rows whose properties satisfy a condition, as ``rows(matching:)`` does; those of the
  /// last few conditions may be known.
  func rows(
    matching condition: Predicate, memory: EngineMemory?
  ) throws(QueryError) -> RowSet {
    guard let memory else { return try rows(matching: condition) }
    return try memory.rows(matching: condition) { () throws(QueryError) in
      try rows(matching: condition)
    }
  }
}
