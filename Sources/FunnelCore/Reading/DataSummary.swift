/// Where the events came from and how well they were read.
public struct DataSummary: Equatable, Sendable {
  /// A file that could not be read to its end.
  public struct Damage: Equatable, Sendable {
    /// The file.
    public var file: String
    /// What is wrong with it, such as `the compressed data end too early`.
    public var reason: String

    /// Creates a note of damage.
    public init(file: String, reason: String) {
      self.file = file
      self.reason = reason
    }
  }

  /// The names of the files, `-` for standard input.
  public var files: [String]
  /// The recognised format: `csv`, `tsv`, `jsonl`, `json` or `access log`.
  public var format: String
  /// The columns that gave unit, time and event.
  public var roles: EventStore.ColumnRoles
  /// The events that were accepted.
  public var events: Int
  /// The different units among them.
  public var units: Int
  /// The rejected lines.
  public var rejections: Rejections
  /// The earliest and the latest time.
  public var timeRange: ClosedRange<Timestamp>?
  /// How many property columns are left out because there are too many to keep.
  public var droppedColumns: Int
  /// How many events are left out because one with the same id came before.
  public var duplicates: Int
  /// The files that could not be read to their end: what follows in them is missing.
  public var damages: [Damage]

  /// Creates a summary.
  public init(
    files: [String], format: String, roles: EventStore.ColumnRoles, events: Int, units: Int,
    rejections: Rejections, timeRange: ClosedRange<Timestamp>?,
    droppedColumns: Int = 0, duplicates: Int = 0, damages: [Damage] = []
  ) {
    self.files = files
    self.format = format
    self.roles = roles
    self.events = events
    self.units = units
    self.rejections = rejections
    self.timeRange = timeRange
    self.droppedColumns = droppedColumns
    self.duplicates = duplicates
    self.damages = damages
  }
}
