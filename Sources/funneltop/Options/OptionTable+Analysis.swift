import FunnelCore

extension OptionEntry {
  /// Options about the funnel and whom it counts.
  static let analysis: [OptionEntry] = [
    .value(
      "--steps", as: "'a > b > c'", group: .analysis,
      help: "the funnel; without it one is proposed from the data"
    ) { options, text in
      options.funnel = try expression(text, for: "--steps") { try FunnelDefinition(parsing: $0) }
    },
    .value(
      "--by", as: "COLUMN[,COLUMN]", group: .analysis, commands: [.dashboard, .demo, .report],
      help: "split by a column; repeat it for more tables"
    ) { options, text in
      let columns = try expression(text, for: "--by") { try parseColumnList($0) }
      options.breakdowns.append(Breakdown(columns: columns))
    },
    .value(
      "--where", as: "EXPR", group: .analysis, help: "use only events for which EXPR holds"
    ) { options, text in
      options.filter = try expression(text, for: "--where") { try Predicate(parsing: $0) }
    },
    .value(
      "--groups", as: "N", group: .analysis, commands: [.dashboard, .demo, .report],
      help: "groups of a breakdown before (other)"
    ) { options, text in
      options.groupLimit = try positiveNumber(text, for: "--groups")
    },
    .value(
      "--from", as: "DATE", group: .analysis, help: "first day or moment of an entry"
    ) { options, text in
      options.from = text
    },
    .value(
      "--to", as: "DATE", group: .analysis, help: "last day or moment of an entry, included"
    ) { options, text in
      options.to = text
    },
    .refused("--funnel", as: "NAME", group: .analysis),
    .refused("--signals", group: .analysis),
    .refused("--variant", as: "COLUMN", group: .analysis),
    .refused("--control", as: "VALUE", group: .analysis),
    .refused("--value", as: "COLUMN", group: .analysis),
    .refused("--metrics", group: .analysis),
  ]
}
