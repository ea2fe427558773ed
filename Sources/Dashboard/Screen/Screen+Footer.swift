import FunnelCore
import TerminalUI

extension Screen {
  /// The keys that work here, the most important first; only whole entries.
  mutating func drawFooter(row: Int) {
    var column = 0
    for entry in footerEntries {
      let keys = entry.footerKeys(glyphs)
      put(keys, column: column, row: row, style: .strong)
      column += DisplayText(keys).width + 1
      let label = footerLabel(entry)
      put(label, column: column, row: row)
      column += DisplayText(label).width + 2
    }
  }

  /// The entries that fit, the most important chosen first.
  var footerEntries: [KeyEntry] {
    var room = size.columns
    var kept: [KeyEntry] = []
    for entry in candidates where isUseful(entry) {
      let width = DisplayText("\(entry.footerKeys(glyphs)) \(footerLabel(entry))").width
      guard width <= room else { continue }
      kept.append(entry)
      room -= width + 2
    }
    return kept
  }

  /// How to stop reading and how to leave a drill are worth more than most keys.
  private var candidates: [KeyEntry] {
    let entries = KeyTable.footer(model.context)
    guard !model.isHelpShown, model.formRow == nil, model.isLoading || !model.query.segments.isEmpty
    else {
      return entries
    }
    let stop = entries.filter { $0.command == .back }
    return entries.prefix(2) + stop + entries.dropFirst(2).filter { $0.command != .back }
  }

  private func isUseful(_ entry: KeyEntry) -> Bool {
    switch entry.command {
    case .down: model.isHelpShown || model.formRow != nil
    case .pageDown: model.isHelpShown
    case .back:
      model.isHelpShown || model.formRow != nil || model.failure != nil || model.isLoading
        || model.focus != .funnel || model.view != .funnel
        || !model.query.segments.isEmpty
    case .close: model.formRow == nil || model.isHelpShown
    case .rules where model.formRow != nil: false
    case .rules, .way, .interval: model.hasFunnel
    case .undo: !model.undoStack.isEmpty
    case .sort, .reverse: model.focus.breakdown != nil
    case .redo: !model.redoStack.isEmpty
    case .follow: model.canFollow != false
    case .nextDimension: model.data?.columns.isEmpty == false
    case .drill, .nextPane: !model.query.breakdowns.isEmpty
    default: true
    }
  }

  func footerLabel(_ entry: KeyEntry) -> String {
    switch entry.command {
    case .back where model.isHelpShown || model.formRow != nil: "close"
    case .back where model.isLoading: "stop reading"
    case .back where model.failure == nil && !model.query.segments.isEmpty: "leave drill"
    case .drill where model.focus.breakdown == nil: "segments"
    case .pause where model.isPaused: "go on"
    case .close where model.isHelpShown || model.formRow != nil: "close"
    case .down where !model.isHelpShown: "row"
    case .way: model.timeWay == .whole ? "hop into step" : "whole way"
    default: entry.label ?? ""
    }
  }
}
