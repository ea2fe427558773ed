import FunnelCore
import TerminalUI

extension DashboardModel {
  /// Moves the selection of the focused pane, or the help.
  mutating func move(by rows: Int) {
    if isHelpShown {
      helpOffset += rows
      clampHelp()
      return
    }
    if let row = formRow {
      formRow = max(0, min(row + rows, RuleRow.allCases.count - 1))
      return
    }
    if view == .trend {
      guard let points = trend, !points.isEmpty else { return }
      let index = max(0, min(selectedPeriodIndex(in: points) + rows, points.count - 1))
      selectedPeriod = points[index].period.start
      return
    }
    guard let index = focus.breakdown else {
      selectedStep += rows
      timeWay = view == .time ? .hop : timeWay
      clampSelection()
      return
    }
    let groups = groups(index)
    guard !groups.isEmpty else { return }
    let row = max(0, min(selectedRow(index, in: groups) + rows, groups.count - 1))
    selectedGroups[index] = GroupIdentity(groups[row].kind)
  }

  mutating func clampHelp() {
    helpOffset = max(0, min(helpOffset, HelpPage(columns: size.columns).rowCount - (size.rows - 2)))
  }

  mutating func moveFocus(by step: Int, wraps: Bool) {
    let panes = panes
    let current = panes.firstIndex(of: focus) ?? 0
    let next = current + step
    focus =
      wraps ? panes[(next + panes.count) % panes.count] : panes[max(0, min(next, panes.count - 1))]
  }

  mutating func selectStep(_ key: Key) {
    guard case .character(let character) = key, let number = character.wholeNumberValue else {
      return
    }
    guard number <= query.funnel.steps.count else {
      notice = "the funnel has no step \(number)"
      return
    }
    selectedStep = number - 1
    timeWay = view == .time ? .hop : timeWay
  }

  /// Selects the step after which most are lost, by share and by users in turn, and says which.
  mutating func selectNextWorst() {
    guard let steps, let result, let byRate = result.funnel.worstByRate,
      let byUsers = result.funnel.worstByUnits
    else {
      notice = "nobody is lost between the steps"
      return
    }
    let glyphs = glyphs
    if view == .funnel { focus = .funnel }
    if byRate == byUsers {
      selectedStep = byRate
      noticeWordings = lossWordings(
        after: byRate, headings: ["worst by rate and by \(glyphs.nouns): ", "worst: "],
        steps: steps,
        glyphs: glyphs)
    } else if showsWorstByUsersNext {
      selectedStep = byUsers
      noticeWordings = lossWordings(
        after: byUsers, headings: ["most \(glyphs.nouns) lost: ", "most lost: "], steps: steps,
        glyphs: glyphs)
    } else {
      selectedStep = byRate
      noticeWordings = lossWordings(
        after: byRate, headings: ["worst rate: ", "worst: "], steps: steps, glyphs: glyphs)
    }
    showsWorstByUsersNext.toggle()
  }
}
