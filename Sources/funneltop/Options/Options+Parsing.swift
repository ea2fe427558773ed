import FunnelDemo
import Glibc

extension Options {
  /// Reads the arguments after the program's name.
  init(arguments: [String]) throws(UsageError) {
    self.init()
    var rest = arguments[...]
    var command: Command?
    var given: [(name: String, entry: OptionEntry)] = []
    if let first = rest.first, let named = Command(rawValue: first), named != .dashboard {
      command = named
      rest.removeFirst()
    }
    while let argument = rest.popFirst() {
      if argument == "--" {
        paths.append(contentsOf: rest)
        break
      }
      guard argument.hasPrefix("-"), argument != "-" else {
        if case .help(nil) = request, command == nil {
          guard let named = Command(rawValue: argument) else {
            let all = Command.allCases.map(\.rawValue)
            throw UsageError(
              message: "--help takes a command, and \"\(argument)\" is none."
                + suggestion(argument, among: all))
          }
          request = .help(named)
        } else {
          paths.append(argument)
        }
        continue
      }
      given.append(try apply(argument, &rest))
    }
    self.command = command ?? .dashboard
    if case .help(nil) = request { request = .help(command) }
    self.given = Set(given.map(\.name))
    if request == nil { try check(given) }
    if isDemo { funnel = funnel ?? ShopSimulation.funnel }
  }

  /// Refuses what the command would not look at, and a format it cannot print.
  private func check(_ given: [(name: String, entry: OptionEntry)]) throws(UsageError) {
    guard command != .users else { return }
    try checkCommand()
    try checkRepeats(given)
    for (name, entry) in given where !entry.commands.contains(command) {
      let others = Command.allCases.filter(entry.commands.contains).map(\.words)
      throw UsageError(
        message: "\(name) does not apply to \(command.words); it is for \(list(others)).")
    }
    if isDemo || command == .generate, let path = paths.first {
      throw UsageError(
        message: "\(command.words) reads no file, so \"\(path)\" is too much.\n"
          + "funneltop \(path) opens it.")
    }
    if let format, !command.formats.contains(format) {
      throw UsageError(
        message: "--format takes \(list(command.formats)) here, not \"\(format)\"."
          + suggestion(format, among: command.formats))
    }
    let undrawn: Set = ["--by", "--trend", "--histogram", "--compare"]
    if format == "svg", let (name, _) = given.first(where: { undrawn.contains($0.name) }) {
      throw UsageError(
        message: "--format svg draws the funnel alone; leave out \(name), or take html.")
    }
  }

  /// Refuses an option that is given twice although it has one value.
  ///
  /// Preferences of the screen may be: an alias can hold one.
  private func checkRepeats(
    _ given: [(name: String, entry: OptionEntry)]
  ) throws(UsageError) {
    var seen: Set<[String]> = []
    for (name, entry) in given where entry.group != .screen && !entry.isRepeatable {
      guard case .value = entry.action, !seen.insert(entry.names).inserted else { continue }
      throw UsageError(message: "\(name) is given more than once; give it once.")
    }
  }

  /// Refuses a misspelt command, which would be taken for a file.
  private func checkCommand() throws(UsageError) {
    guard command == .dashboard, let word = paths.first, access(word, F_OK) != 0 else { return }
    // A name with a dot or a slash is meant as a file.
    guard word.allSatisfy(\.isLetter) else { return }
    let hint = suggestion(word, among: Command.allCases.dropFirst().map(\.rawValue))
    guard !hint.isEmpty else { return }
    throw UsageError(message: "\(word) is neither a command nor a file.\(hint)")
  }

  /// Applies one option and returns which it was, taking its value from `--name=value` or from the argument after it.
  private mutating func apply(
    _ argument: String, _ rest: inout ArraySlice<String>
  ) throws(UsageError) -> (name: String, entry: OptionEntry) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = argument.hasPrefix("--") ? String(parts[0]) : argument
    let attached = argument.hasPrefix("--") && parts.count == 2 ? String(parts[1]) : nil
    guard let entry = OptionEntry.all.first(where: { $0.names.contains(name) }) else {
      let hint = suggestion(name, among: OptionEntry.all.flatMap(\.names).filter { $0.count > 2 })
      throw UsageError(
        message: "unknown option \(name).\(hint)\nfunneltop --help lists all options.")
    }
    switch entry.action {
    case .flag(let set):
      guard attached == nil else { throw UsageError(message: "\(name) takes no value.") }
      set(&self)
    case .value(let valueName, let set):
      guard let value = attached ?? rest.popFirst() else {
        throw UsageError(message: "\(name) needs a value: \(name) \(valueName)")
      }
      try Self.wording { try set(&self, value) }
    case .refused:
      throw UsageError(message: "\(name) is not supported yet in this version.")
    }
    return (name, entry)
  }

  private static func wording(_ body: () throws -> Void) throws(UsageError) {
    do {
      try body()
    } catch let error as UsageError {
      throw error
    } catch {
      throw UsageError(message: "\(error)")
    }
  }
}
