extension OptionEntry {
  /// Options about what is printed.
  static let output: [OptionEntry] = [
    .value(
      "--format", as: "FORMAT", group: .output,
      commands: [.dashboard, .demo, .report, .inspect, .reconcile, .generate],
      help: "print as text, json, csv, md, html or svg"
    ) {
      $0.format = $1
    },
    .value("-o", "--output", as: "FILE", group: .output, help: "print into FILE") {
      $0.output = $1
    },
  ]
}

extension Options.Command {
  /// What `--format` takes with this command.
  var formats: [String] {
    switch self {
    case .generate: ["csv", "jsonl"]
    case .inspect, .reconcile: ["text", "json"]
    case .dashboard, .demo, .report, .users, .snapshot:
      ["text", "json", "csv", "md", "html", "svg"]
    }
  }
}
