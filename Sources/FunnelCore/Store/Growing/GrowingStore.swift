/// A store that gets events as they come, without being made anew.
///
/// The rows of a unit that gets events are copied, with the new ones among them in time order, behind
/// all others; whoever still uses an earlier store sees no change. When much of it has been
/// abandoned so, the rows are laid out anew.
public struct GrowingStore: ~Copyable, Sendable {
  /// All events so far.
  public private(set) var store: EventStore
  /// For each column of the store, its number with the builder.
  private var columns: [Int]
  /// The builder's columns that the store leaves out.
  private var leftOut: Set<Int>
  /// How many rows belong to units.
  private var liveCount: Int

  /// The rows are laid out anew when fewer than this share of them belong to units.
  private static let fewestLive = 0.8

  /// Takes all rows out of a builder.
  ///
  /// - Complexity: that of making a store.
  init(taking builder: inout EventStoreBuilder) {
    precondition(builder.asked == nil, "all rows of events that are followed are kept")
    builder.codePending()
    builder.makeRoom()
    store = builder.takeStore(spare: Self.spare(builder.eventCount))
    columns = store.columns.compactMap { builder.knownColumnIndex(named: $0.name) }
    leftOut = Set(builder.columns.indices).subtracting(columns)
    liveCount = store.eventCount
    // Perhaps nothing will follow.
    builder.rest()
    builder.continueUnits(of: store)
  }

  private static func spare(_ rows: Int) -> Int { rows / 4 + 1 << 16 }

  /// Takes the rows that a builder has got since, out of it and into the store.
  ///
  /// - Complexity: O(events of the units that got some × columns + units), and now and then that of
  ///   making a store.
  public mutating func take(from builder: inout EventStoreBuilder) {
    let groups = builder.takeRows()
    precondition(groups.allSatisfy { $0.origin == nil }, "rows of others cannot be followed")
    if groups.isEmpty { return }
    addColumns(of: builder)
    liveCount += groups.reduce(0) { $0 + $1.rows.rowCount }
    var added = AddedRows(groups, store: store)
    let isCrowded =
      Double(liveCount) < Self.fewestLive * Double(store.eventCount + added.count)
    // Where all must be copied anyway, nothing is left behind.
    if !store.hasRoom(for: added.count) || isCrowded {
      store = store.compacted(spare: Self.spare(liveCount) + added.count)
      added = AddedRows(groups, store: store)
    }
    store = store.appending(added, columns: columns, of: builder)
  }

  /// Takes in columns that came since, unless there is no room for columns with so few values.
  private mutating func addColumns(of builder: EventStoreBuilder) {
    let known = columns.count + leftOut.count
    guard builder.columns.count > known else { return }
    let kept = Set(builder.keptColumns())
    for column in known..<builder.columns.count {
      if kept.contains(column) { columns.append(column) } else { leftOut.insert(column) }
    }
  }
}
