import TerminalUI

/// What a key can do.
enum Command: CaseIterable, Sendable {
  case up, down, pageUp, pageDown, first, last, left, right, nextPane, previousPane, step
  case drill, back, worst, shares, nextDimension, previousDimension, sort, reverse
  case nextView, previousView, way, interval, rules, nextValue, previousValue
  case narrower, wider, undo, redo, follow, pause, help, close, quit, suspend, redraw

  /// Whether it selects something in the funnel or changes the question about it.
  var worksWithFunnel: Bool {
    switch self {
    case .left, .right, .nextPane, .previousPane, .shares, .follow, .pause, .help, .close, .quit,
      .suspend, .redraw, .back, .nextView, .previousView, .way, .interval, .rules:
      false
    default: true
    }
  }
}

/// Where a key is pressed.
enum KeyContext: CaseIterable, Sendable { case funnel, segments, detail, time, trend, rules, help }

/// Everything about one command's keys: what dispatches, what the footer and the help say.
struct KeyEntry: Sendable {
  enum Group: String, CaseIterable, Sendable {
    case look = "Moving"
    case find = "Finding the loss"
    case views = "Views"
    case segments = "Segments and filters"
    case rules = "Rules and history"
    case program = "Program"
  }

  /// Wherever no form and no help has the keys.
  static let views: Set<KeyContext> = [.funnel, .segments, .detail, .time, .trend]

  let keys: [Key]
  let command: Command
  /// The command's name, one word or words joined by hyphens.
  let name: String
  /// What the footer says; nil when the footer leaves it out.
  var label: String?
  /// The whole sentence of the help.
  let help: String
  let group: Group
  var contexts = Self.views
  /// How the keys are written when the list of them would be too long.
  var shortKeys: String?
  /// The place in the footer's order of importance, 0 first.
  var rank = 50
  var worksWhenTooSmall: Bool { [.close, .quit, .suspend].contains(command) }

  /// The keys as the help writes them.
  func keyNames(_ glyphs: Glyphs) -> String {
    shortKeys ?? keys.map { $0.name(glyphs) }.joined(separator: " ")
  }

  /// The keys as the footer writes them.
  func footerKeys(_ glyphs: Glyphs) -> String { shortKeys ?? keys.first?.name(glyphs) ?? "" }
}

enum KeyTable {
  /// The entry a key has in a context.
  static func entry(for key: Key, in context: KeyContext) -> KeyEntry? {
    entries.first { $0.contexts.contains(context) && $0.keys.contains(key) }
  }

  /// The entries the footer may show in a context, the most important first.
  static func footer(_ context: KeyContext) -> [KeyEntry] {
    entries.filter { $0.label != nil && $0.contexts.contains(context) }
      .enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
      .map(\.element)
  }
}

extension Key {
  /// What is written on the key.
  func name(_ glyphs: Glyphs) -> String {
    switch self {
    case .character(let character): character == " " ? "Space" : String(character)
    case .control(let character): "Ctrl-" + String(character).uppercased()
    case .up: glyphs.ascii ? "Up" : "↑"
    case .down: glyphs.ascii ? "Down" : "↓"
    case .left: glyphs.ascii ? "Left" : "←"
    case .right: glyphs.ascii ? "Right" : "→"
    case .home: "Home"
    case .end: "End"
    case .pageUp: "PgUp"
    case .pageDown: "PgDn"
    case .enter: "Enter"
    case .escape: "Esc"
    case .backspace: "Backspace"
    case .tab: "Tab"
    case .backTab: "Shift-Tab"
    case .insert: "Ins"
    case .delete: "Del"
    case .function(let number): "F\(number)"
    }
  }
}
