import FunnelCore
import Glibc
import NCursesTerminal

/// Opens the dashboard, or prints the report where there is no screen to open it on.
@MainActor enum DashboardCommand {
  static func run(_ options: Options) throws -> Int32 {
    if options.command == .dashboard, options.paths.isEmpty, isatty(STDIN_FILENO) == 1 {
      throw UsageError(message: HelpText.nothingToOpen)
    }
    // Whoever names a format or a file wants the report.
    let wantsReport = options.plain || options.format != nil || options.output != nil
    guard isatty(STDOUT_FILENO) == 1, !wantsReport else {
      try ReportCommand.run(options)
      return ExitStatus.done
    }
    // What cannot be asked is told here rather than on a screen full of dashes.
    try options.checkQuestion()
    let source = try DataSource(options)
    let query = try options.query(
      for: options.funnel ?? FunnelDefinition(steps: []))
    // The time before --from stands behind the trend in any case, when the data reaches back.
    let isUsual = options.compare == "previous" && query.rules.from != nil
    let compared = isUsual ? nil : try options.comparedPeriod(to: query, over: nil)
    let terminal = try NCursesTerminal.open(screen(options))
    let session = DashboardSession(
      terminal: terminal, options: options, query: query, source: source, compared: compared)
    session.run()
    terminal.finish()
    return session.failure?.tell() ?? ExitStatus.done
  }

  private static func screen(_ options: Options) -> ScreenOptions {
    let color: ScreenOptions.ColorUse =
      switch (options.theme, options.color) {
      case (.mono, _), (_, .never): .never
      case (_, .always): .always
      case (_, .auto): .auto
      }
    return ScreenOptions(color: color, ascii: options.ascii)
  }
}
