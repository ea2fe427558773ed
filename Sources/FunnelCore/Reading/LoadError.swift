/// Why data could not be read at all.
public enum LoadError: Error, Equatable, Sendable {
  /// No column identifies the unit.
  case noUnitColumn(columns: [String])
  /// No column gives the time.
  case noTimeColumn(columns: [String])
  /// No column names the event.
  case noEventColumn(columns: [String])
  /// A column asked for does not exist.
  case unknownColumn(String, columns: [String])
  /// The first line holds values instead of the names of the columns, which cannot be guessed.
  case noHeader(values: [String])
  /// All events are elements of an array inside one object.
  case nestedEvents(key: String)
  /// There is nothing in the file.
  case empty
  /// The first line, which names the columns, is no row of values.
  case badHeader
  /// The file is no text.
  case binary
  /// The file is text in UTF-16.
  case utf16
  /// The file holds daily totals instead of events.
  case aggregateExport
  /// More rows were rejected than allowed; with the commonest reason and the first rejected line.
  case tooManyRejected(
    rejected: Int, rows: Int, commonest: String, first: Rejections.Line? = nil)
  /// A file is damaged, and more rows of what was read of it were rejected than allowed.
  case damaged(reason: String, rejected: Int, rows: Int)
  /// There is not a single event.
  case noRows
}

extension LoadError {
  /// Returns one to three lines for the user: what is wrong, where, and what to do.
  ///
  /// The file name must already be fit for a terminal; column names may not be.
  public func message(file: String) -> String {
    switch self {
    case .noUnitColumn(let columns):
      Self.noColumn(file, "which column identifies the user", "--user", columns)
    case .noTimeColumn(let columns):
      Self.noColumn(file, "which column gives the time", "--time", columns)
    case .noEventColumn(let columns):
      Self.noColumn(file, "which column names the event", "--event", columns)
    case .unknownColumn(let name, let columns):
      """
      \(file): there is no column "\(name)"\(Self.suggestion(for: name, in: columns))
      The columns are: \(Self.list(columns))
      """
    case .noHeader(let values):
      """
      \(file): the first line holds values instead of column names: \(Self.list(values))
      Say so with --no-header, and name the columns by number: --user column1 --time column2 …
      """
    case .nestedEvents(let key):
      """
      \(file): the events are inside "\(key)"
      Unwrap them: jq -c '.\(Self.path(key))[]' FILE | funneltop -
      """
    case .empty: "\(file): the file is empty"
    case .badHeader:
      """
      \(file): the first line, which names the columns, cannot be read
      It has a quote that is not closed, or is longer than 256 KiB.
      """
    case .binary:
      """
      \(file): this is no text, so no events can be read from it
      Give CSV, TSV, JSON, JSON lines or an access log (plain, gzip or zstd), or a whole snapshot.
      """
    case .utf16:
      """
      \(file): the text is in UTF-16
      Convert it first: iconv -f UTF-16 -t UTF-8 FILE > NEW
      """
    case .aggregateExport:
      """
      \(file): this is an export of daily totals without users, so no funnel can be made of it
      Export the single events instead.
      """
    case .tooManyRejected(let rejected, let rows, let commonest, let first):
      """
      \(file): \(rejected) of \(rows) rows were rejected, mostly: \(commonest)\(Self.place(first))
      \(Self.remedy(for: commonest))
      """
    case .damaged(let reason, let rejected, let rows):
      """
      \(file): \(reason), and \(rejected) of \(rows) rows cannot be read
      Get an undamaged copy. To see what there is all the same: --max-rejected 100%
      """
    case .noRows: "\(file): there are no events in it"
    }
  }

  private static func place(_ line: Rejections.Line?) -> String {
    guard let line else { return "" }
    let excerpt = line.excerpt.isEmpty ? "" : ": \(line.excerpt)"
    let file = line.file == "-" ? "standard input" : line.file
    return "\n\(file):\(line.number): \(line.reason)\(excerpt)"
  }

  private static func remedy(for kind: String) -> String {
    if kind == RowFault.badTime(text: "").kind {
      return "Times are read as ISO 8601 (2024-06-30T22:00:00Z) or epoch s, ms, µs, ns."
        + " See also: funneltop inspect, --max-rejected 100%"
    }
    return "Look at them with: funneltop inspect. To go on regardless: --max-rejected 100%"
  }

  /// Returns a key as jq writes it: names joined by dots stand for themselves, others in quotes.
  private static func path(_ key: String) -> String {
    let isPlain = key.utf8.allSatisfy {
      switch $0 {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."):
        true
      default: false
      }
    }
    return isPlain ? key : "\"\(key)\""
  }

  private static func noColumn(
    _ file: String, _ question: String, _ option: String, _ columns: [String]
  ) -> String {
    """
    \(file): cannot tell \(question)
    Name it with \(option) COLUMN. The columns are: \(list(columns))
    """
  }

  private static func suggestion(for name: String, in columns: [String]) -> String {
    let nearest = nearestNames(to: name, in: columns).prefix(3)
    guard !nearest.isEmpty else { return "" }
    return "; did you mean " + nearest.map { "\"\($0)\"" }.joined(separator: " or ") + "?"
  }

  private static func list(_ columns: [String]) -> String {
    let shown = columns.prefix(40).joined(separator: ", ")
    return columns.count > 40 ? shown + ", and \(columns.count - 40) more" : shown
  }
}
