import FunnelCore

extension OptionEntry {
  /// Options about the funnel and its rules.
  static let analysis: [OptionEntry] = [
    .value(
      "--steps", as: "'a > b > c'", group: .analysis,
      help: "the funnel; without it one is proposed from the data"
    ) { options, text in
      options.funnel = try expression(text, for: "--steps") { try FunnelDefinition(parsing: $0) }
    },
    .value(
      "--by", as: "COLUMN[,COLUMN]", group: .analysis,
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
      "--window", as: "14d|none", group: .analysis,
      help: "longest time from entry to the last step (default 14d)"
    ) { options, text in
      options.rules.window =
        text == "none"
        ? nil : try expression(text, for: "--window") { try Microseconds(parsing: $0) }
    },
    .value(
      "--entry", as: "any|first", group: .analysis, help: "which entries are tried (default any)"
    ) { options, text in
      options.rules.entry = try choice(text, for: "--entry")
    },
    .value(
      "--order", as: "loose", group: .analysis, help: "how steps lie among other events"
    ) { options, text in
      options.rules.order = try choice(text, for: "--order")
    },
    .value(
      "--window-from", as: "entry", group: .analysis, help: "where the window starts"
    ) { options, text in
      options.rules.windowOrigin = try choice(text, for: "--window-from")
    },
    .value(
      "--attribution", as: "entry", group: .analysis,
      help: "which event gives the value of a breakdown"
    ) { _, text in
      try onlyYet("entry", text, of: ["entry", "first", "last", "every"], for: "--attribution")
    },
    .value(
      "--groups", as: "N", group: .analysis, help: "groups of a breakdown before (other)"
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
    .value("--count", as: "units", group: .analysis, help: "what is counted") { _, text in
      try onlyYet("units", text, of: ["units", "attempts"], for: "--count")
    },
    .value("--per", as: "user", group: .analysis, help: "who is counted") { _, text in
      try onlyYet("user", text, of: ["user", "session"], for: "--per")
    },
    .value("--ties", as: "in-order", group: .analysis, help: "how equal times count") { _, text in
      try onlyYet("in-order", text, of: ["in-order", "file-order"], for: "--ties")
    },
    .value("--excluded", as: "lost", group: .analysis, help: "what becomes of excluded units") {
      _, text in
      try onlyYet("lost", text, of: ["lost", "removed"], for: "--excluded")
    },
    .refused("--funnel", as: "NAME", group: .analysis),
    .refused("--ignore", as: "EVENT", group: .analysis),
    .refused("--exclude", as: "EVENT", group: .analysis),
    .refused("--hold", as: "COLUMN", group: .analysis),
    .refused("--session-gap", as: "30m", group: .analysis),
    .refused("--reuse", group: .analysis),
    .refused("--rules", as: "NAME", group: .analysis),
    .refused("--compare", as: "previous", group: .analysis),
    .refused("--trend", as: "PERIOD", group: .analysis),
    .refused("--histogram", as: "N", group: .analysis),
    .refused("--hop", as: "I..J", group: .analysis),
    .refused("--signals", group: .analysis),
    .refused("--variant", as: "COLUMN", group: .analysis),
    .refused("--control", as: "VALUE", group: .analysis),
    .refused("--value", as: "COLUMN", group: .analysis),
    .refused("--metrics", group: .analysis),
  ]
}
