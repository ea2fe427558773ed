import FunnelCore
import TerminalUI

/// One group as its pane shows it.
private struct GroupRow {
  let name: String
  let users: String
  let conversion: String
  let difference: String
  let style: Style
}

extension Screen {
  mutating func drawSegments(_ index: Int, in rect: Rect, boxed: Bool) {
    guard rect.rows > 0, index < model.query.breakdowns.count else { return }
    let groups = model.groups(index)
    let isWide = rect.columns >= 44
    let worst = model.worstGroup(index)
    let rows = groups.map {
      groupRow($0, isWorst: $0.isSame(as: worst), isWide: isWide)
    }
    let users = max(glyphs.nouns.count, rows.map { $0.users.count }.max() ?? 5)
    let difference = max(isWide ? 11 : 7, rows.map { DisplayText($0.difference).width }.max() ?? 0)
    var name = rect.columns - 2 - (users + 1) - 8 - (difference + 1)
    let hasUsers = name >= 6
    if !hasUsers { name += users + 1 }
    let hasDifference = name >= 6
    if !hasDifference { name += difference + 1 }
    name = max(1, name)
    var column = rect.column + 2
    let title = dimensionName(index)
    let isFocused = model.focus == .segments(index)
    put(
      boxed ? "" : isFocused ? "[\(title)]" : title, column: column, row: rect.row, style: .heading,
      limit: name)
    column += name + 1
    let conversionColumn = column + (hasUsers ? users + 1 : 0)
    let differenceColumn = conversionColumn + 8
    if hasUsers { put(glyphs.nouns, column: column, row: rect.row, field: users, style: .heading) }
    put("conv.", column: conversionColumn, row: rect.row, field: 7, style: .heading)
    if hasDifference {
      put(
        "vs rest" + (isWide ? "" : difference >= 10 ? " pp" : ""), column: differenceColumn,
        row: rect.row, style: .heading, limit: difference)
    }
    guard !rows.isEmpty else {
      if rect.rows > 1, model.queryError == nil {
        put(
          model.breakdown(index) == nil ? "counting" : "no groups", column: rect.column + 2,
          row: rect.row + 1, limit: rect.columns - 2)
      }
      return
    }
    drawSegmentFoot(index, groups: groups, in: rect, boxed: boxed)
    let selected = model.selectedRow(index, in: groups)
    let height = rect.rows - 1
    let offset = max(0, min(selected - height / 2, rows.count - height))
    for (line, row) in rows.enumerated().dropFirst(offset).prefix(height) {
      let y = rect.row + 1 + line - offset
      let isSelected = line == selected && isFocused
      var style = isSelected ? Style.strong : .plain
      style.isReversed = isSelected
      if isSelected {
        canvas.fill(
          Rect(column: rect.column, row: y, columns: conversionColumn + 7 - rect.column, rows: 1),
          style: style)
        put(glyphs.selected, column: rect.column, row: y, style: style)
      }
      put(row.name, column: rect.column + 2, row: y, style: style, limit: name)
      if hasUsers { put(row.users, column: column, row: y, field: users, style: style) }
      put(row.conversion, column: conversionColumn, row: y, field: 7, style: style)
      if hasDifference {
        put(row.difference, column: differenceColumn, row: y, style: row.style, limit: difference)
      }
    }
  }

  /// Where the worst group falls behind, and what the words of the rows mean, where there is room.
  ///
  /// Without boxes the line of notices mostly says where the group falls behind.
  private mutating func drawSegmentFoot(
    _ index: Int, groups: [GroupNumbers], in rect: Rect, boxed: Bool
  ) {
    var room = rect.rows - groups.count - 2
    var lines: [(text: String, style: Style)] = []
    func add(_ text: String, style: Style) {
      let wrapped = wrap(text, columns: rect.columns)
      guard wrapped.count <= room else { return }
      room -= wrapped.count
      lines += wrapped.map { ($0, style) }
    }
    // On a low screen the pane stands alone, without a line of notices or the funnel's sentence.
    let isAlone = size.rows < 22 && rect.row <= 2
    let sentences =
      boxed
      ? model.worstGroup(index).map { model.gapSentences(of: $0, glyphs) } ?? []
      : isAlone ? model.gapSentences(glyphs) : []
    let sentence = sentences.first { wrap($0, columns: rect.columns).count <= room }
    if let sentence { add(sentence, style: .strong) }
    if groups.contains(where: { $0.versusRest?.verdict == .tooFew }) {
      add(
        "too few: under \(StepGap.fewUsers) \(glyphs.nouns) or 5 expected conversions",
        style: .faint)
    }
    for (offset, line) in lines.enumerated() {
      let row = rect.endRow - lines.count + offset
      put(line.text, column: rect.column, row: row, style: line.style, limit: rect.columns)
    }
  }

  private func groupRow(_ group: GroupNumbers, isWorst: Bool, isWide: Bool) -> GroupRow {
    let versus = group.versusRest
    var text = glyphs.none
    var style = Style.plain
    if let versus {
      let points = glyphs.points(versus.difference) + (isWide ? " pp" : "")
      switch versus.verdict {
      case .better:
        text = "\(points) \(isWide ? glyphs.betterMark + " " : "")better"
        style = .good
      case .worse:
        text = "\(points) \(isWide ? glyphs.lossMark + " " : "")worse"
        style = .bad
      case .noDifference: text = points
      case .tooFew: text = "too few"
      }
      if isWorst {
        let worse = isWide && versus.verdict == .worse ? " worse" : ""
        text = "\(points)\(worse) \(glyphs.pointer) worst"
        style = .worst
      }
    }
    return GroupRow(
      name: group.kind.words, users: glyphs.count(group.funnel.entered),
      conversion: glyphs.percent(group.funnel.conversion), difference: text, style: style)
  }
}

extension GroupNumbers {
  fileprivate func isSame(as other: GroupNumbers?) -> Bool {
    other.map { GroupIdentity($0.kind) == GroupIdentity(kind) } ?? false
  }
}
