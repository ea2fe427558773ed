import FunnelCore
import TerminalUI

extension DashboardModel {
  /// The smallest screen that shows what a key does.
  static let leastSize = Size(columns: 20, rows: 4)

  static func isTooSmall(_ size: Size) -> Bool {
    size.columns < leastSize.columns || size.rows < leastSize.rows
  }

  mutating func press(_ key: Key) -> [DashboardEffect] {
    if Self.isTooSmall(size) {
      guard let entry = KeyTable.entry(for: key, in: context), entry.worksWhenTooSmall else {
        return []
      }
      // The help cannot be seen, so q is not spent on closing it.
      if entry.command == .close { return [.quit] }
      return perform(entry.command, key: key)
    }
    guard let entry = KeyTable.entry(for: key, in: context) else {
      if isHelpShown { isHelpShown = false } else { notice = unknownKeyWords(key) }
      return []
    }
    notice = nil
    if ![.nextValue, .previousValue].contains(entry.command) { (refusal, triedChoice) = ([], nil) }
    let effects = perform(entry.command, key: key)
    return askIfNeeded(effects)
  }

  private func unknownKeyWords(_ key: Key) -> String {
    let isElsewhere = KeyTable.entries.contains { $0.keys.contains(key) }
    let name = key.name(glyphs)
    return isElsewhere
      ? "\(name) does nothing here (? shows all keys)" : "no such key: \(name) (? shows all)"
  }

  /// Where keys go now.
  var context: KeyContext {
    if isHelpShown { return .help }
    if formRow != nil { return .rules }
    switch view {
    case .time: return .time
    case .trend: return .trend
    case .funnel, .segments: break
    }
    switch focus {
    case .funnel: return .funnel
    case .segments: return .segments
    case .detail: return .detail
    }
  }

  mutating func perform(_ command: Command, key: Key) -> [DashboardEffect] {
    // Whoever selects a step or a group means this funnel.
    if command.worksWithFunnel, hasFunnel, !isHelpShown, formRow == nil || command == .nextValue {
      isProposalSettled = true
    }
    switch command {
    case .up: move(by: -1)
    case .down: move(by: 1)
    case .pageUp: move(by: -pageRows)
    case .pageDown: move(by: pageRows)
    case .first: move(by: -1_000_000)
    case .last: move(by: 1_000_000)
    case .left: moveFocus(by: -1, wraps: false)
    case .right: moveFocus(by: 1, wraps: false)
    case .nextPane: moveFocus(by: 1, wraps: true)
    case .previousPane: moveFocus(by: -1, wraps: true)
    case .step: selectStep(key)
    case .drill: return drill()
    case .back: return goBack(stopsLoading: key == .escape)
    case .worst: selectNextWorst()
    case .shares: nextShareBase()
    case .nextDimension: return changeDimension(by: 1)
    case .previousDimension: return changeDimension(by: -1)
    case .sort: sort()
    case .reverse: reverseSort()
    case .narrower: return changeWindow(by: -1)
    case .wider: return changeWindow(by: 1)
    case .undo: return undo()
    case .redo: return redo()
    case .follow: return toggleFollowing()
    case .pause:
      if isPaused { return resume() }
      isPaused = true
    case .nextView: changeView(by: 1)
    case .previousView: changeView(by: -1)
    case .way: timeWay = timeWay == .whole ? .hop : .whole
    case .interval: nextInterval()
    case .rules: openRules()
    case .nextValue: return changeRule(by: 1)
    case .previousValue: return changeRule(by: -1)
    case .help:
      isHelpShown = true
      helpOffset = 0
    case .close:
      if isHelpShown {
        isHelpShown = false
      } else if formRow != nil {
        formRow = nil
      } else {
        return [.quit]
      }
    case .quit: return [.quit]
    case .suspend: return [.suspend]
    case .redraw: return [.redraw]
    }
    return []
  }

  private var pageRows: Int { max(1, isHelpShown ? size.rows - 3 : size.rows / 4) }

  private mutating func openRules() {
    guard hasFunnel else {
      notice = "there is no funnel yet to count by other rules"
      return
    }
    formRow = formRow == nil ? 0 : nil
  }

  private mutating func drill() -> [DashboardEffect] {
    guard let index = focus.breakdown else {
      if panes.contains(.segments(0)) {
        focus = .segments(0)
      } else {
        notice = "there is no column to split by"
      }
      return []
    }
    return drill(into: index)
  }

  /// Goes back by one: closes the help, stops the load, drops the last filter, returns to the funnel.
  private mutating func goBack(stopsLoading: Bool) -> [DashboardEffect] {
    if isHelpShown {
      isHelpShown = false
    } else if formRow != nil {
      formRow = nil
    } else if failure != nil, data != nil {
      failure = nil
    } else if stopsLoading, isLoading {
      isStopping = true
      notice = "reading stopped; the numbers are of the part that was read"
      return [.stopLoading]
    } else if let last = query.segments.last {
      let words = last.words(glyphs)
      noticeWordings = [
        "no longer only those who \(words)", "left: \(last.shortWords)",
      ]
      return change { $0.segments.removeLast() }
    } else if view != .funnel {
      show(.funnel)
    } else if focus != .funnel {
      focus = .funnel
    } else if let filter = query.filter {
      noticeWordings = [
        "nothing to leave; the filter of the command line stays: --where '\(filter.words)'",
        "--where '\(filter.words)' stays: it was given at the start", "--where stays",
      ]
    }
    return []
  }

  private mutating func nextShareBase() {
    let all = ShareBase.allCases
    let index = all.firstIndex(of: shareBase) ?? 0
    shareBase = all[(index + 1) % all.count]
    switch shareBase {
    case .entry: notice = "bars and percentages: share of those who entered"
    case .previous: notice = "bars and percentages: share of the previous step"
    case .counts: notice = "counts only"
    }
  }

  private mutating func sort() {
    guard let index = focus.breakdown else {
      notice = "steps keep their order; Tab goes to the segments, which s and S sort"
      return
    }
    let all = GroupOrder.Field.allCases
    let position = all.firstIndex(of: orders[index].field) ?? 0
    orders[index] = GroupOrder(field: all[(position + 1) % all.count])
    notice = orders[index].words(glyphs)
  }

  private mutating func reverseSort() {
    guard let index = focus.breakdown else {
      notice = "steps keep their order; Tab goes to the segments, which s and S sort"
      return
    }
    orders[index].isReversed.toggle()
    notice = orders[index].words(glyphs)
  }
}
