import FunnelDemo

extension Options {
  /// Reads the arguments after the program's name.
  init(arguments: [String]) throws(UsageError) {
    self.init()
    var rest = arguments[...]
    var command: Command?
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
        if case .help(nil) = request, let named = Command(rawValue: argument) {
          request = .help(named)
        } else {
          paths.append(argument)
        }
        continue
      }
      try apply(argument, &rest)
    }
    self.command = command ?? .dashboard
    if case .help(nil) = request { request = .help(command) }
    if isDemo { funnel = funnel ?? ShopSimulation.funnel }
  }

  /// Applies one option, taking its value from `--name=value` or from the argument after it.
  private mutating func apply(
    _ argument: String, _ rest: inout ArraySlice<String>
  ) throws(UsageError) {
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
