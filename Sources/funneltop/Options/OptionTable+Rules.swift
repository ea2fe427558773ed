import FunnelCore

extension OptionEntry {
  /// Options about the rules of counting.
  static let rules: [OptionEntry] = [
    .value(
      "--rules", as: "NAME", group: .rules,
      help: "the rules of posthog, mixpanel, amplitude, ga4, clickhouse or umami"
    ) { options, text in
      options.preset = try choice(text, for: "--rules")
    },
    .value(
      "--window", as: "14d|none", group: .rules,
      help: "longest time from entry to the last step (default 14d)"
    ) { options, text in
      let window =
        text.lowercased() == "none"
        ? nil : try expression(text, for: "--window") { try Microseconds(parsing: $0) }
      options.ruleChanges.append { $0.window = window }
    },
    .value(
      "--window-from", as: "entry|previous", group: .rules,
      help: "whether the window starts anew at every step"
    ) { options, text in
      let origin: FunnelRules.WindowOrigin = try choice(text, for: "--window-from")
      options.ruleChanges.append { $0.windowOrigin = origin }
    },
    .value(
      "--order", as: "loose|strict|any", group: .rules,
      help: "in order with anything or nothing between, or in any order"
    ) { options, text in
      let order: FunnelRules.Order = try choice(text, for: "--order")
      options.ruleChanges.append { $0.order = order }
    },
    .value(
      "--ignore", as: "EVENT,…", group: .rules, help: "events that never break a strict funnel"
    ) { options, text in
      let matchers = try eventList(text, for: "--ignore")
      options.ruleChanges.append { $0.ignored += matchers }
    },
    .value(
      "--exclude", as: "EVENT", group: .rules, help: "an event that no hop may have; repeatable"
    ) { options, text in
      options.excluded += try eventMatchers(text, for: "--exclude")
    },
    .value(
      "--excluded", as: "lost|removed", group: .rules,
      help: "whether an excluded unit keeps its steps or leaves"
    ) { options, text in
      let excluded: FunnelRules.Excluded = try choice(text, for: "--excluded")
      options.ruleChanges.append { $0.excluded = excluded }
    },
    .value(
      "--hold", as: "COLUMN", group: .rules, help: "all events of a chain share its value"
    ) { options, text in
      let column = try oneColumn(text, for: "--hold")
      options.ruleChanges.append { $0.heldColumn = column }
    },
    .value(
      "--per", as: "user|session|COLUMN", group: .rules, help: "what is counted (default user)"
    ) { options, text in
      let unit: FunnelRules.CountedUnit =
        switch text {
        case "user": .user
        case "session": .session
        default: .column(try oneColumn(text, for: "--per"))
        }
      options.ruleChanges.append { $0.unit = unit }
    },
    .value(
      "--session-gap", as: "30m", group: .rules,
      help: "the silence that ends a session without a session column"
    ) { options, text in
      let gap = try expression(text, for: "--session-gap") { try Microseconds(parsing: $0) }
      options.ruleChanges.append { $0.sessionGap = gap }
    },
    .value(
      "--count", as: "units|attempts", group: .rules, help: "each unit once, or all its attempts"
    ) { options, text in
      let counted: FunnelRules.Counted = try choice(text, for: "--count")
      options.ruleChanges.append { $0.counted = counted }
    },
    .value(
      "--entry", as: "any|first", group: .rules, help: "which entries are tried (default any)"
    ) { options, text in
      let entry: FunnelRules.Entry = try choice(text, for: "--entry")
      options.ruleChanges.append { $0.entry = entry }
    },
    .value(
      "--ties", as: "in-order|file-order|2s", group: .rules,
      help: "how equal times count, or to what times are rounded down"
    ) { options, text in
      let ties: FunnelRules.Ties =
        switch text {
        case "in-order": .inOrder
        case "file-order": .fileOrder
        default: .rounded(try tieLength(text))
        }
      options.ruleChanges.append { $0.ties = ties }
    },
    .flag("--reuse", group: .rules, help: "one event may fill several steps") { options in
      options.ruleChanges.append { $0.reusesEvents = true }
    },
    .value(
      "--attribution", as: "entry|first|last|step:N|every", group: .rules,
      commands: [.dashboard, .demo, .report],
      help: "which event gives the value of a breakdown"
    ) { options, text in
      let attribution = try attribution(text)
      options.ruleChanges.append { $0.attribution = attribution }
    },
  ]
}
