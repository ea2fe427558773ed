import FunnelCore
import TerminalUI

extension Screen {
  /// The rules as a form over the right side, so that the counts are seen changing beside it.
  mutating func drawRuleForm(in body: Rect) {
    guard let selected = model.formRow, body.rows > 0 else { return }
    let isBoxed = body.rows >= 10
    let columns = body.columns < 72 ? body.columns : 48
    let foot = formFoot(columns: columns - (isBoxed ? 4 : 0), most: isBoxed ? 5 : 1)
    let frame = isBoxed ? 2 : 0
    let rows = min(body.rows, RuleRow.allCases.count + foot.count + frame + (isBoxed ? 1 : 0))
    let area = Rect(
      column: body.endColumn - columns, row: body.row, columns: columns,
      rows: columns == body.columns ? body.rows : rows)
    canvas.fill(area)
    var inner = area
    if isBoxed {
      canvas.drawBox(area, title: "rules", style: .strong, ascii: glyphs.ascii)
      inner = Rect(
        column: area.column + 2, row: area.row + 1, columns: area.columns - 4, rows: area.rows - 2)
    }
    let room = max(1, inner.rows - foot.count)
    let all = RuleRow.allCases
    let offset = max(0, min(selected - room / 2, all.count - room))
    for (line, row) in all.enumerated().dropFirst(offset).prefix(room) {
      drawRuleRow(
        row, isSelected: line == selected, column: inner.column, row: inner.row + line - offset,
        columns: inner.columns)
    }
    drawHiddenRows(above: offset, below: all.count - offset - room, in: inner, rows: room)
    for (line, text) in foot.enumerated() {
      put(
        text, column: inner.column, row: inner.endRow - foot.count + line,
        style: model.queryError == nil && model.refusal.isEmpty ? .strong : .worst,
        limit: inner.columns)
    }
  }

  /// Says at the right end of the first and the last row shown how many rows are out of sight.
  private mutating func drawHiddenRows(above: Int, below: Int, in rect: Rect, rows: Int) {
    let (up, down) = (glyphs.ascii ? "^" : "↑", glyphs.ascii ? "v" : "↓")
    for (count, sign, row) in [(above, up, 0), (below, down, rows - 1)] where count > 0 {
      let text = " \(sign)\(count) more"
      put(
        text, column: rect.endColumn - DisplayText(text).width, row: rect.row + row, style: .faint)
    }
  }

  private mutating func drawRuleRow(
    _ rule: RuleRow, isSelected: Bool, column: Int, row: Int, columns: Int
  ) {
    var style = isSelected ? Style.strong : .plain
    style.isReversed = isSelected
    if isSelected {
      canvas.fill(Rect(column: column, row: row, columns: columns, rows: 1), style: style)
      put(glyphs.selected, column: column, row: row, style: style)
    }
    put(rule.title, column: column + 2, row: row, style: style, limit: 14)
    let choices = rule.choices(model)
    var text =
      rule.index(in: choices, of: model.query.rules).map { choices[$0].words } ?? glyphs.none
    if rule == .preset, model.query.rules.isChangedProduct { text += ", changed" }
    if isSelected { text = "< \(text) >" }
    let start = 17
    put(text, column: column + start, row: row, style: style, limit: columns - start)
  }

  /// The conversion by the rules set, or why they make no sense together.
  private func formFoot(columns: Int, most: Int) -> [String] {
    if !model.refusal.isEmpty {
      let lines = model.refusal + ["The rules stay as they were."]
      return Array(lines.flatMap { wrap($0, columns: columns) }.prefix(most))
    }
    if let error = model.queryError {
      let lines = error.words(canUndo: !model.undoStack.isEmpty).filter { !$0.isEmpty }
      return Array(lines.flatMap { wrap($0, columns: columns) }.prefix(most))
    }
    guard let funnel = model.result?.funnel else { return [glyphs.none] }
    let share = glyphs.percent(funnel.conversion)
    let entered = "\(glyphs.count(funnel.entered, glyphs.noun)) entered"
    let converted = "\(glyphs.count(funnel.converted)) converted"
    return [
      fitting(
        [
          "\(entered), \(converted), \(share)",
          "\(glyphs.count(funnel.entered)) \(glyphs.arrow) \(glyphs.count(funnel.converted)), \(share)",
          share,
        ], columns: columns)
    ]
  }
}
