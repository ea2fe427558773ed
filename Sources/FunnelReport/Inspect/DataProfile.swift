public import FunnelCore

/// What is in a set of events: its event names, its columns and their values.
public struct DataProfile: Equatable, Sendable {
  /// One event name.
  public struct Event: Equatable, Sendable {
    /// The name.
    public var name: String
    /// How many events carry it.
    public var count: Int
    /// How many units have it at least once.
    public var units: Int
  }

  /// One value of a column.
  public struct Value: Equatable, Sendable {
    /// The value as text.
    public var text: String
    /// How many events carry it.
    public var count: Int
  }

  /// One property column.
  public struct Column: Equatable, Sendable {
    /// The column's name.
    public var name: String
    /// The number of different values.
    public var distinct: Int
    /// The events without a value.
    public var missing: Int
    /// The commonest values, the most frequent first, at most ``DataProfile/topLimit``.
    public var top: [Value]
    /// The least and the greatest value when all values are numbers.
    public var range: ClosedRange<Double>?
  }

  /// How many of a column's values are listed.
  public static let topLimit = 5

  /// Where the events came from and how well they were read.
  public var summary: DataSummary
  /// The event names, the most frequent first.
  public var events: [Event]
  /// The property columns in the order of the data.
  public var columns: [Column]

  /// Looks through a store.
  ///
  /// - Complexity: O(events × columns).
  public init(store: EventStore, summary: DataSummary) {
    self.summary = summary
    events = Self.events(of: store)
    columns = store.columns.map { Self.column($0) }
  }

  private static func events(of store: EventStore) -> [Event] {
    var counts = Array(repeating: 0, count: store.eventNames.count)
    var units = counts
    var latestUnit = Array(repeating: -1, count: store.eventNames.count)
    for unit in 0..<store.unitCount {
      for row in store.rows(of: UnitIndex(rawValue: unit)) {
        let code = store.eventCodes[row]
        counts[code] += 1
        if latestUnit[code] != unit { units[code] += 1 }
        latestUnit[code] = unit
      }
    }
    return counts.indices
      .map { Event(name: store.eventNames[$0], count: counts[$0], units: units[$0]) }
      .sorted { ($1.count, $0.name) < ($0.count, $1.name) }
  }

  private static func column(_ column: PropertyColumn) -> Column {
    let (codes, texts) = column.coded()
    var counts = Array(repeating: 0, count: texts.count + 1)
    for row in 0..<codes.count { counts[codes[row]] += 1 }
    // Equal counts keep the order in which the values first appeared.
    let present = (0..<texts.count).filter { counts[$0 + 1] > 0 }
    let order = present.sorted { (counts[$1 + 1], $0) < (counts[$0 + 1], $1) }
    return Column(
      name: column.name, distinct: present.count, missing: counts[0],
      top: order.prefix(topLimit).map { Value(text: texts[$0], count: counts[$0 + 1]) },
      range: numericRange(present.lazy.map { texts[$0] }))
  }

  private static func numericRange(_ texts: some Sequence<String>) -> ClosedRange<Double>? {
    var range: ClosedRange<Double>?
    for text in texts {
      // Double also reads words such as nan and hexadecimal digits, which are text here.
      let looksNumeric = text.utf8.allSatisfy {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || "+-.eE".utf8.contains($0)
      }
      guard looksNumeric, let number = Double(text), number.isFinite else { return nil }
      let known = range ?? number...number
      range = min(known.lowerBound, number)...max(known.upperBound, number)
    }
    return range
  }
}
