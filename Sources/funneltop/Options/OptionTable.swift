import FunnelCore

/// One option of the command line: its names, its value, its help and what it changes.
struct OptionEntry: Sendable {
  /// The headings of the help text.
  enum Group: String, CaseIterable, Sendable {
    case analysis = "Analysis"
    case rules = "Rules of counting"
    case times = "Times and trends"
    case reading = "Reading"
    case output = "Output"
    case screen = "Screen"
    case generating = "Generating"
    case general = "General"

    /// The commands the group's options are for, unless an option says otherwise.
    var commands: Set<Options.Command> {
      switch self {
      case .analysis, .rules: [.dashboard, .demo, .report, .reconcile]
      case .times: [.dashboard, .demo, .report]
      case .reading: [.dashboard, .report, .inspect, .reconcile, .snapshot]
      case .output: [.dashboard, .demo, .report, .inspect, .reconcile, .generate, .snapshot]
      case .screen: [.dashboard, .demo]
      case .generating: [.demo, .generate]
      case .general: Set(Options.Command.allCases)
      }
    }
  }

  /// What giving the option does.
  enum Action: Sendable {
    /// Changes the options; the option takes no value.
    case flag(@Sendable (inout Options) -> Void)
    /// Changes the options by the value that follows.
    case value(String, @Sendable (inout Options, String) throws -> Void)
    /// Is part of the command line's contract but refused until the program can do it.
    case refused(String?)
  }

  let names: [String]
  let group: Group
  /// The commands the option does something for; the others refuse it.
  let commands: Set<Options.Command>
  let help: String
  let action: Action

  /// What the help for one command, or for all, says the option does.
  func help(for command: Options.Command?) -> String {
    guard let command, names.contains("--format") else { return help }
    return "print as \(list(command.formats))"
  }

  /// Whether each further one adds to those before.
  var isRepeatable: Bool { names.contains { ["--by", "--exclude", "--ignore"].contains($0) } }

  /// The value's name in the help text, or nil for a flag.
  var valueName: String? {
    switch action {
    case .flag: nil
    case .value(let name, _): name
    case .refused(let name): name
    }
  }

  static func flag(
    _ names: String..., group: Group, commands: Set<Options.Command>? = nil, help: String,
    _ apply: @escaping @Sendable (inout Options) -> Void
  ) -> OptionEntry {
    OptionEntry(
      names: names, group: group, commands: commands ?? group.commands, help: help,
      action: .flag(apply))
  }

  static func value(
    _ names: String..., as valueName: String, group: Group,
    commands: Set<Options.Command>? = nil, help: String,
    _ apply: @escaping @Sendable (inout Options, String) throws -> Void
  ) -> OptionEntry {
    OptionEntry(
      names: names, group: group, commands: commands ?? group.commands, help: help,
      action: .value(valueName, apply))
  }

  static func refused(_ names: String..., as valueName: String? = nil, group: Group) -> OptionEntry
  {
    OptionEntry(
      names: names, group: group, commands: group.commands, help: "",
      action: .refused(valueName))
  }

  /// Every option there is; parsing, help and "did you mean" read this table.
  static let all = analysis + rules + times + reading + output + screen + generating + general
}
