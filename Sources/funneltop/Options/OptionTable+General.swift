extension OptionEntry {
  /// Options every command has.
  static let general: [OptionEntry] = [
    .flag("--no-config", group: .general, help: "read no configuration file; there is none so far")
    {
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
