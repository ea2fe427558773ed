import FunnelCore

/// The one place that decides what the counted things are called.
struct UnitWord: Equatable {
  /// The word for one of them.
  let singular: String

  /// Names what the rules count: users, sessions, values of a column, or attempts of any of these.
  init(_ rules: FunnelRules) {
    singular =
      switch (rules.counted, rules.unit) {
      case (.attempts, _): "attempt"
      case (.units, .user): "user"
      case (.units, .session): "session"
      case (.units, .column): "value"
      }
  }

  /// The word for several of them.
  var plural: String { singular + "s" }

  /// The word for several of them at the head of a column.
  var title: String { plural.prefix(1).uppercased() + plural.dropFirst() }

  /// Returns a count with the word for it.
  func count(_ value: Int) -> String { NumberText.count(value, singular) }

  /// Tells what is counted in full, such as `attempts of sessions` or `values of order_id`.
  static func description(_ rules: FunnelRules, sessionColumn: String?) -> String {
    let units =
      switch rules.unit {
      case .user: "users"
      case .session:
        if let sessionColumn {
          "sessions (column \(PrintableText.of(sessionColumn)))"
        } else {
          "sessions (ended by \(NumberText.roundDuration(rules.sessionGap)) of silence)"
        }
      case .column(let name): "values of \(PrintableText.of(name))"
      }
    return rules.counted == .attempts ? "attempts of \(units)" : units
  }
}
