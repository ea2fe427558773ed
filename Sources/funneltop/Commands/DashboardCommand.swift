import FunnelCore
import FunnelDemo
import FunnelSources
import Glibc
import NCursesTerminal

/// Opens the dashboard, or prints the report where there is no screen to open it on.
@MainActor enum DashboardCommand {
  static func run(_ options: Options) throws -> Int32 {
    if options.command == .dashboard, options.paths.isEmpty, isatty(STDIN_FILENO) == 1 {
      throw UsageError(message: HelpText.nothingToOpen)
    }
    guard isatty(STDOUT_FILENO) == 1, !options.plain else {
      try ReportCommand.run(options)
      return ExitStatus.done
    }
    let source = try source(for: options)
    let query = try options.query(
      for: options.funnel ?? FunnelDefinition(steps: []))
    let terminal = try NCursesTerminal.open(screen(options))
    let session = DashboardSession(
      terminal: terminal, options: options, query: query, source: source)
    session.run()
    terminal.finish()
    return session.failure?.tell() ?? ExitStatus.done
  }

  private static func source(for options: Options) throws -> DataSource {
    if options.isDemo { return .demo(users: options.userCount, seed: options.seed) }
    let paths = try options.inputPaths()
    // What cannot be opened is told before the screen is taken over.
    for path in paths where path != "-" { try checkReadable(path) }
    return .files(paths, try options.reading(), follows: options.follows)
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
