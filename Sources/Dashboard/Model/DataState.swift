public import FunnelCore

/// What is known about the data that has been read so far.
public struct DataState: Sendable, Equatable {
  /// An event name and how many events carry it.
  public struct EventName: Sendable, Equatable {
    /// The name.
    public var name: String
    /// The number of events.
    public var count: Int

    /// Creates a count of one event name.
    public init(name: String, count: Int) {
      self.name = name
      self.count = count
    }
  }

  /// A column that can split the funnel.
  public struct Column: Sendable, Equatable {
    /// The name.
    public var name: String
    /// How many different values it has.
    public var distinctValues: Int

    /// Creates a column.
    public init(name: String, distinctValues: Int) {
      self.name = name
      self.distinctValues = distinctValues
    }
  }

  /// How far reading has come.
  public struct Progress: Sendable, Equatable {
    /// The share read; nil when the size is not known.
    public var fraction: Double?
    /// Events a second.
    public var eventsPerSecond: Double
    /// The seconds left; nil when not known.
    public var secondsLeft: Double?

    /// Creates a report of progress.
    public init(fraction: Double?, eventsPerSecond: Double, secondsLeft: Double? = nil) {
      self.fraction = fraction
      self.eventsPerSecond = eventsPerSecond
      self.secondsLeft = secondsLeft
    }
  }

  /// How following a growing file goes.
  public struct Following: Sendable, Equatable {
    /// Events a second.
    public var eventsPerSecond: Double
    /// Events added since following began.
    public var added: Int

    /// Creates a report of following.
    public init(eventsPerSecond: Double, added: Int) {
      self.eventsPerSecond = eventsPerSecond
      self.added = added
    }
  }

  /// Which state of the growing data this is; a later one has a larger number.
  public var generation: Int
  /// Where the events came from and how well they were read.
  public var summary: DataSummary
  /// The event names with their counts.
  public var eventNames: [EventName]
  /// The columns a breakdown can use, in the order of the data.
  public var columns: [Column]
  /// Whether reading was stopped before the end.
  public var isPartial: Bool
  /// How far reading has come; nil when it has ended.
  public var progress: Progress?
  /// How following goes; nil when the file is not followed.
  public var following: Following?

  /// Creates a state.
  public init(
    summary: DataSummary, eventNames: [EventName], columns: [Column], isPartial: Bool = false,
    progress: Progress? = nil, following: Following? = nil, generation: Int = 0
  ) {
    self.generation = generation
    self.summary = summary
    self.eventNames = eventNames
    self.columns = columns
    self.isPartial = isPartial
    self.progress = progress
    self.following = following
  }
}
