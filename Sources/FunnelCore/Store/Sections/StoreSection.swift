/// One array of a store as plain memory, to be kept in a file and used from there.
public struct StoreSection: Sendable {
  /// What the array holds; the numbers stand in files, so they never change their meaning.
  public enum Kind: UInt32, Sendable, CaseIterable {
    /// The bytes of all unit ids, one after the other, and where each ends.
    case unitTexts = 1
    case unitEnds = 2
    /// The first row of each unit, followed by the number of rows.
    case unitStarts = 3
    /// The first 32 bits of the code of each row's time.
    case times = 4
    /// The bytes of all event names, where each ends, and the code of each row.
    case eventTexts = 5
    case eventEnds = 6
    case eventCodes = 7
    /// The bytes of a property's values, where each ends, and the code of each row.
    case valueTexts = 8
    case valueEnds = 9
    case valueCodes = 10
    /// The exact decimals of a property.
    case decimals = 11
    /// The further bits of the code of each row's time.
    case timeExtras = 12
    /// Where runs of rows with the same value of a property begin, how many begin before each word
    /// of these bits, and the code of each run.
    case runMarks = 13
    case runRanks = 14
    case runCodes = 15
    /// The sliced form of the events, as ``SlicedEvents`` has it: 64 codes and 64 rounded times for each
    /// row, whose events have the time of the one before, the events of each block, and the earliest
    /// and the latest time.
    case slicedCodes = 16
    case slicedTimes = 17
    case slicedMoments = 18
    case slicedTies = 19
    case slicedEvents = 20
    case slicedSpan = 21
    /// How many events carry each name.
    case eventTotals = 22
    /// The greatest rounded time between events of a unit of each block of the sliced form.
    case slicedLongest = 23

    /// Whether a store can be made without it.
    public var isOptional: Bool { rawValue >= Kind.slicedCodes.rawValue }

    /// What messages call the array.
    public var words: String {
      switch self {
      case .unitTexts, .unitEnds: "the user ids"
      case .unitStarts: "the users' events"
      case .times, .timeExtras: "the times"
      case .eventTexts, .eventEnds: "the event names"
      case .eventCodes: "the events"
      case .valueTexts, .valueEnds, .valueCodes, .decimals, .runMarks, .runRanks, .runCodes:
        "a column"
      case .slicedCodes, .slicedTimes, .slicedMoments, .slicedTies, .slicedEvents, .slicedSpan,
        .slicedLongest:
        "the sliced events"
      case .eventTotals: "the numbers of events"
      }
    }
  }

  /// What the array holds.
  public let kind: Kind
  /// The number of the property column it belongs to; zero for what every store has once.
  public let column: Int
  /// The bytes of one element.
  public let elementWidth: Int
  /// All elements, in the order in which this machine keeps them.
  public let bytes: SharedArray<UInt8>

  /// Creates a section from memory that stays as it is.
  public init(kind: Kind, column: Int, elementWidth: Int, bytes: SharedArray<UInt8>) {
    self.kind = kind
    self.column = column
    self.elementWidth = elementWidth
    self.bytes = bytes
  }

  /// Creates a section of the elements of an array.
  init<Element>(_ kind: Kind, column: Int, _ elements: SharedArray<Element>) {
    self.init(
      kind: kind, column: column, elementWidth: MemoryLayout<Element>.stride,
      bytes: elements.rawBytes)
  }
}

/// What the sections of a store do not say themselves.
public struct StoreOutline: Equatable, Sendable {
  /// A property column.
  public struct Column: Equatable, Sendable {
    /// Its name.
    public var name: String
    /// The digits behind the point of a column of decimals; nil for one of coded texts.
    public var fractionDigits: Int?
    /// Whether codes are kept once for every run of rows.
    public var isInRuns: Bool

    /// Creates the outline of a column.
    public init(name: String, fractionDigits: Int?, isInRuns: Bool) {
      self.name = name
      self.fractionDigits = fractionDigits
      self.isInRuns = isInRuns
    }
  }

  /// The columns that give unit, time and event.
  public var roles: EventStore.ColumnRoles
  /// How the times are kept.
  public var times: TimeForm
  /// The property columns, in the order of the data.
  public var columns: [Column]

  /// Creates an outline.
  public init(roles: EventStore.ColumnRoles, times: TimeForm, columns: [Column]) {
    self.roles = roles
    self.times = times
    self.columns = columns
  }
}

/// Why sections make no store.
public enum StoreFault: Error, Equatable, Sendable {
  /// An array is not there.
  case missing(StoreSection.Kind, column: Int)
  /// An array has elements of a width that is not known here.
  case unknownForm(StoreSection.Kind, column: Int)
  /// An array has too many or too few elements, or there are two of its kind.
  case wrongCount(StoreSection.Kind, column: Int)
  /// The bytes from an offset of a section on are not those that were kept.
  case damaged(StoreSection.Kind, column: Int, offset: Int)
  /// The bytes from an offset of a section on hold a number that cannot be one of a store.
  case impossible(StoreSection.Kind, column: Int, offset: Int)

  /// The array that is at fault.
  public var place: (kind: StoreSection.Kind, column: Int) {
    switch self {
    case .missing(let kind, let column), .unknownForm(let kind, let column),
      .wrongCount(let kind, let column), .damaged(let kind, let column, _),
      .impossible(let kind, let column, _):
      (kind, column)
    }
  }
}
