extension OptionEntry {
  /// Options about what is printed.
  static let output: [OptionEntry] = [
    .value(
      "--format", as: "FORMAT", group: .output,
      help: "report: text or json · generate: csv or jsonl"
    ) { options, text in
      if let format = Options.Format(rawValue: text) { options.format = format }
      options.generateFormat = text
    },
    .value("-o", "--output", as: "FILE", group: .output, help: "write to FILE instead") {
      $0.output = $1
    },
  ]

  /// Options about the screen.
  static let screen: [OptionEntry] = [
    .value("--color", as: "auto|always|never", group: .screen, help: "when to use colours") {
      $0.color = try choice($1, for: "--color")
    },
    .value("--theme", as: "auto|mono", group: .screen, help: "how to use colours") {
      $0.theme = try choice($1, for: "--theme")
    },
    .flag("--ascii", group: .screen, help: "draw with ASCII characters only") { $0.ascii = true },
    .flag("--plain", group: .screen, help: "print the text report instead of the dashboard") {
      $0.plain = true
    },
    .refused("--mouse", group: .screen),
    .refused("--fps", as: "N", group: .screen),
    .refused("--view", as: "NAME", group: .screen),
    .refused("--live", group: .screen),
  ]

  /// Options of the simulated shop.
  static let generating: [OptionEntry] = [
    .value("--users", as: "N", group: .generating, help: "users of the simulated shop") {
      $0.userCount = try positiveNumber($1, for: "--users")
    },
    .value("--seed", as: "S", group: .generating, help: "the same seed gives the same shop") {
      guard let seed = UInt64($1) else {
        throw UsageError(message: "--seed takes a whole number, not \"\($1)\".")
      }
      $0.seed = seed
    },
  ]

  /// Options every command has.
  static let general: [OptionEntry] = [
    .flag("--no-config", group: .general, help: "read no configuration file (none is read yet)") {
      _ in
    },
    .refused("--config", as: "FILE", group: .general),
    .refused("--print-paths", group: .general),
    .flag("-h", "--help", group: .general, help: "this help; --help COMMAND for one command") {
      $0.request = .help(nil)
    },
    .flag("-V", "--version", group: .general, help: "the version") { $0.request = .version },
  ]
}
