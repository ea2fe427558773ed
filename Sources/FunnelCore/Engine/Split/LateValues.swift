/// How many entrants have a value in the events of their chain, and how many of these none at the entry.
struct LateValues: Sendable {
  private(set) var known = 0
  private(set) var late = 0

  /// Notes entrants whose entry has a value, and others whose chain has one later.
  @inline(__always)
  mutating func note(atEntry: Int, later: Int) {
    known &+= atEntry &+ later
    late &+= later
  }

  /// Adds what was noted of others.
  mutating func add(_ other: LateValues) {
    known += other.known
    late += other.late
  }

  /// Whether more than one value in twenty is missing at the entry and comes from a later event of the
  /// chain.
  var comeLater: Bool { late * 20 > known }
}
