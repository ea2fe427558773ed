import FunnelCore
import FunnelSources

extension OptionEntry {
  /// Options about reading data.
  static let reading: [OptionEntry] = [
    .value(
      "--input-format", as: "FORMAT", group: .reading,
      help: "csv, tsv, jsonl, json or clf instead of what is detected"
    ) { options, text in
      options.inputFormat = text
    },
    .value("--user", as: "COLUMN", group: .reading, help: "the column that identifies users") {
      $0.unitColumn = $1
    },
    .value("--time", as: "COLUMN", group: .reading, help: "the column with the time") {
      $0.timeColumn = $1
    },
    .value("--event", as: "COLUMN", group: .reading, help: "the column that names the event") {
      $0.eventColumn = $1
    },
    .value("--session", as: "COLUMN", group: .reading, help: "the column with the session") {
      $0.sessionColumn = $1
    },
    .value(
      "--id", as: "COLUMN", group: .reading,
      help: "the column by which duplicate events are left out"
    ) {
      $0.idColumn = $1
    },
    .value(
      "--columns", as: "COLUMN,…", group: .reading, help: "keep only these columns"
    ) { options, text in
      options.keepColumns = try expression(text, for: "--columns") { try parseColumnList($0) }
    },
    .flag("--no-header", group: .reading, help: "the first line is data: column1, column2, …") {
      $0.hasHeader = false
    },
    .value(
      "--timezone", as: "ZONE", group: .reading,
      commands: [.dashboard, .demo, .report, .inspect, .reconcile, .snapshot],
      help: "time zone of times and dates that name none (default UTC)"
    ) {
      $0.zone = try namedZone($1, for: "--timezone")
    },
    .value(
      "--max-rejected", as: "N|N%", group: .reading,
      help: "fail when more lines are unusable (default 10%)"
    ) {
      $0.maxRejected = $1
    },
    .flag(
      "--follow", group: .reading, commands: [.dashboard],
      help: "go on reading what is appended to the file"
    ) {
      $0.follows = true
    },
    .value(
      "--max-memory", as: "SIZE", group: .reading,
      help: "fail when the events take more, such as 500M or 4G"
    ) {
      $0.maxMemory = try memorySize($1, for: "--max-memory")
    },
  ]
}
