import FunnelSources
import Glibc
import NCursesTerminal

/// The program: reads the arguments, runs the command, words the error.
@main
enum Funneltop {
  @MainActor static func main() {
    signal(SIGPIPE, SIG_IGN)
    whenMappedFileIsLost {
      restoreTerminalAtOnce()
      UnfinishedFile.remove()
    }
    do {
      let options = try Options(arguments: Array(CommandLine.arguments.dropFirst()))
      exit(try run(options))
    } catch {
      exit(ErrorReport(error).tell())
    }
  }

  @MainActor private static func run(_ options: Options) throws -> Int32 {
    switch options.request {
    case .version: try OutputTarget.print(HelpText.version + "\n")
    case .help(let command): try OutputTarget.print(HelpText.text(for: command))
    case nil: return try command(options)
    }
    return ExitStatus.done
  }

  @MainActor private static func command(_ options: Options) throws -> Int32 {
    switch options.command {
    case .dashboard, .demo: return try DashboardCommand.run(options)
    case .report: try ReportCommand.run(options)
    case .inspect: try InspectCommand.run(options)
    case .generate: try GenerateCommand.run(options)
    case .reconcile: try ReconcileCommand.run(options)
    case .snapshot: try SnapshotCommand.run(options)
    case .users:
      throw UsageError(
        message: "the command \(options.command.rawValue) is not supported yet in this version.")
    }
    return ExitStatus.done
  }
}
