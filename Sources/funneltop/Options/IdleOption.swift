import FunnelCore

/// An option that can be given and yet change nothing, because of what else was asked.
///
/// Whoever gives one expects something of it, so what is printed comes with a word about it. Preferences
/// of the screen, such as `--color`, are left out: they may be given once and for all.
struct IdleOption: Sendable {
  /// What is asked; nothing of a funnel where the data itself is shown.
  struct Question {
    let options: Options
    let query: FunnelQuery
    /// The rules the funnel is counted by; several where products are compared.
    let rules: [FunnelRules]
    let data: DataSummary

    /// Whether the funnel is one event, which nothing comes before or after.
    fileprivate var isOneEvent: Bool {
      query.funnel.steps.count == 1 && query.funnel.steps.allSatisfy { $0.count == 1 }
    }

    /// Whether any product's first or last value may come from an event outside a strict order.
    fileprivate var touchesDependOnOrder: Bool {
      !query.breakdowns.isEmpty && rules.contains(where: \.conventions.touchesAnyEventWhenStrict)
    }

    /// Whether a session is counted, or told by a column that is worked out.
    fileprivate var usesSessions: Bool {
      rules.contains { $0.unit == .session }
        || !query.columnNames.isDisjoint(with: DerivedColumn.ofSessions.map(\.rawValue))
    }
  }

  let name: String
  /// Where it does nothing, as the warning goes on.
  let place: String
  let isIdle: @Sendable (Question) -> Bool

  /// What says how the events of a chain lie to one another.
  private static let betweenEvents =
    ["--window", "--window-from", "--reuse"].map { ofOneEvent($0) { _ in true } }
    + [
      // Which of the entries counts is all there is to such a chain.
      ofOneEvent("--entry") { $0.options.trend == nil && $0.query.breakdowns.isEmpty },
      ofOneEvent("--order") { !$0.touchesDependOnOrder },
    ]

  private static func ofOneEvent(
    _ name: String, and isIdle: @escaping @Sendable (Question) -> Bool
  ) -> IdleOption {
    IdleOption(name: name, place: "in a funnel of one event") { $0.isOneEvent && isIdle($0) }
  }

  /// Every such option; of several with the same name, the first that applies is told.
  static let all: [IdleOption] =
    betweenEvents + [
      IdleOption(name: "--attribution", place: "without --by") { $0.query.breakdowns.isEmpty },
      IdleOption(name: "--groups", place: "without --by") { $0.query.breakdowns.isEmpty },
      IdleOption(name: "--hop", place: "without --trend or --histogram") {
        $0.options.trend == nil && $0.options.histogram == nil
      },
      IdleOption(name: "--exclude", place: "in a funnel of one step") {
        $0.query.funnel.steps.count == 1
      },
      IdleOption(
        name: "--excluded", place: "without excluded events; name them: --exclude EVENT"
      ) { $0.query.funnel.exclusions.isEmpty },
      IdleOption(name: "--window-from", place: "without a window, which --window sets") {
        $0.rules.allSatisfy { $0.window == nil }
      },
      IdleOption(
        name: "--session-gap", place: "unless sessions are counted: --per session"
      ) { !$0.usesSessions },
      IdleOption(
        name: "--session-gap", place: "where a column of the data tells sessions apart"
      ) { $0.data.roles.session != nil },
      IdleOption(name: "--max-rejected", place: "where all rejected lines are shown") {
        $0.options.command == .inspect
      },
      IdleOption(name: "--no-header", place: "with data that has no header line") {
        !["csv", "tsv"].contains($0.data.format)
      },
    ]
}

extension Options {
  /// Tells which of the options given change nothing in what is printed.
  func warnOfIdleOptions(_ query: FunnelQuery, by rules: [FunnelRules], _ data: DataSummary) {
    let question = IdleOption.Question(options: self, query: query, rules: rules, data: data)
    var told: Set<String> = []
    for option in IdleOption.all where given.contains(option.name) && option.isIdle(question) {
      guard told.insert(option.name).inserted else { continue }
      Warning("\(option.name) does nothing \(option.place)").tell()
    }
  }
}
