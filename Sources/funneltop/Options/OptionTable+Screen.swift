extension OptionEntry {
  /// Options about the screen.
  static let screen: [OptionEntry] = [
    .value("--color", as: "auto|always|never", group: .screen, help: "when to use colours") {
      $0.color = try choice($1, for: "--color")
    },
    .value("--theme", as: "auto|mono", group: .screen, help: "how to use colours") {
      $0.theme = try choice($1, for: "--theme")
    },
    .flag(
      "--ascii", group: .screen, commands: [.dashboard, .demo, .report, .inspect, .reconcile],
      help: "draw with ASCII characters only"
    ) {
      $0.ascii = true
    },
    .flag("--plain", group: .screen, help: "print the text report instead of the dashboard") {
      $0.plain = true
    },
    .refused("--mouse", group: .screen),
    .refused("--fps", as: "N", group: .screen),
    .refused("--view", as: "NAME", group: .screen),
    .refused("--live", group: .screen),
  ]
}
