/// What could still come after each event of a unit, found once for all the attempts that ask.
struct Prospects {
  /// A number of slots to be filled by rules that differ in one thing.
  struct Goal: Hashable {
    var variant: RuleVariant
    var slots: Int
  }

  /// The slots that some event of the unit can fill.
  var present: UInt64?
  /// For each goal and each instant, after how many filled slots a chain can enter there, as bits.
  var entries: [Goal: [UInt64]] = [:]
  /// For each goal, a position from which the search for an entry began, and what it found.
  var found: [Goal: (start: Int, entry: Int?)] = [:]
}
