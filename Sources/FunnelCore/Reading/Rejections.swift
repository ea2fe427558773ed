/// The lines that could not be used, counted by reason; the first thousand are kept.
public struct Rejections: Equatable, Sendable {
  /// One line that could not be used.
  public struct Line: Equatable, Sendable {
    /// The file it stands in.
    public var file: String
    /// Its line number, counted from one.
    public var number: Int
    /// Why it was rejected.
    public var reason: String
    /// The reason without the particulars.
    public var kind: String
    /// How the line begins where that shows what is wrong; otherwise empty.
    public var excerpt = ""

    /// Creates a rejected line.
    public init(file: String, number: Int, reason: String, kind: String = "") {
      self.file = file
      self.number = number
      self.reason = reason
      self.kind = kind
    }
  }

  /// How many lines are kept with their place and reason.
  public static let keptLimit = 1000

  /// The first lines, at most ``keptLimit``.
  public private(set) var lines: [Line] = []
  /// How many lines were rejected for each kind of reason.
  public private(set) var countsByKind: [String: Int] = [:]
  /// How many lines were rejected in all.
  public private(set) var count = 0

  /// Creates an empty list.
  public init() {}

  /// Creates the list that was kept somewhere: the first lines, and how many there were of each kind.
  public init(lines: [Line], countsByKind: [String: Int]) {
    self.lines = Array(lines.prefix(Self.keptLimit))
    self.countsByKind = countsByKind
    count = countsByKind.values.reduce(0, +)
  }

  /// Adds a rejected line.
  ///
  /// - Parameters:
  ///   - line: The place and the full reason.
  ///   - kind: The reason without the particulars, for counting.
  public mutating func add(_ line: Line, kind: String) {
    if lines.count < Self.keptLimit {
      lines.append(line)
      lines[lines.count - 1].kind = kind
    }
    countsByKind[kind, default: 0] += 1
    count += 1
  }

  /// Adds the rejected lines of what follows so many lines.
  mutating func append(_ others: Rejections, linesBefore: Int) {
    for var line in others.lines.prefix(Self.keptLimit - lines.count) {
      line.number += linesBefore
      lines.append(line)
    }
    countsByKind.merge(others.countsByKind, uniquingKeysWith: +)
    count += others.count
  }

  /// The commonest kind of reason, the first in the alphabet among equals.
  public var commonestKind: String? {
    countsByKind.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key
  }
}
