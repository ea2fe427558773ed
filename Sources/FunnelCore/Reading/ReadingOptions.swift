/// What the user says about the data; everything left out is guessed.
public struct ReadingOptions: Sendable {
  /// How many rejected rows are still acceptable.
  public enum RejectionLimit: Equatable, Sendable {
    /// At most this many rows.
    case count(Int)
    /// At most this fraction of all rows.
    case fraction(Double)
    /// Any number, even all there are: for looking at what was rejected.
    case unlimited
  }

  /// The format, or nil to recognise it.
  public var inputFormat: InputFormat?
  /// The column that identifies the unit, or nil to guess.
  public var unitColumn: String?
  /// The column that gives the time, or nil to guess.
  public var timeColumn: String?
  /// The column that names the event, or nil to guess.
  public var eventColumn: String?
  /// The column that identifies the session, or nil to guess.
  public var sessionColumn: String?
  /// The column whose repeated values mark duplicate rows; nil keeps every row.
  public var idColumn: String?
  /// The property columns to keep, or nil for all.
  public var keepColumns: [String]?
  /// The property columns that are looked at, or nil for all; of the others only names are read.
  public var askedColumns: AskedColumns?
  /// The events that are looked at, or nil for all; others are counted, and their rows not kept.
  ///
  /// Only for events that are not followed.
  public var askedEvents: AskedEvents?
  /// Whether the first line of delimited data names the columns.
  public var hasHeader = true
  /// The zone of times written without one; nil is UTC.
  public var inputTimeZone: (any InputTimeZone)?
  /// How many rejected rows are still acceptable.
  public var maxRejected = RejectionLimit.fraction(0.10)
  /// How many bytes of memory the program may take; nil is what the machine has.
  public var maxMemory: Int?

  /// Creates options that guess everything.
  public init() {}
}
