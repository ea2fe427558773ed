import FunnelCore
import TerminalUI

extension Screen {
  /// The reasons some were lost for after a step, those that occur.
  func reasonRows(_ step: StepNumbers) -> [(LossReason, Int)] {
    guard let reasons = step.reasons else { return [] }
    return LossReason.shown.map { ($0, reasons[$0]) }.filter { $0.1 > 0 }
  }

  /// The reasons in one line, as many as it holds.
  func reasonLine(
    _ reasons: [(LossReason, Int)], step: StepNumbers, columns: Int
  ) -> String {
    let parts = reasons.sorted { $0.1 > $1.1 }.map { reason, count in
      "\(glyphs.percent(Proportion(count, of: step.reasons?.total ?? 0))) \(reason.words)"
    }
    let wordings = parts.indices.reversed().map {
      parts.prefix($0 + 1).joined(separator: ", ") + ($0 + 1 < parts.count ? ", ..." : "")
    }
    return fitting(wordings, columns: columns)
  }

  /// Why those lost after the selected step were lost, in the rows left below the funnel, at most
  /// two.
  mutating func drawReasonLines(in rect: Rect) {
    guard rect.rows > 0, let steps = model.steps, steps.indices.contains(model.selectedStep) else {
      return
    }
    let index = model.selectedStep
    let reasons = reasonRows(steps[index])
    guard !reasons.isEmpty else { return }
    let name = numbered(index, glyphs.clip(steps[index].label, to: 24))
    let text = reasonLine(reasons, step: steps[index], columns: .max)
    let whole = wrap("lost after \(name): \(text)", columns: rect.columns)
    let room = min(2, rect.rows)
    let lines =
      whole.count <= room
      ? whole
      : [
        "after \(index + 1): "
          + reasonLine(reasons, step: steps[index], columns: rect.columns - 9)
      ]
    for (offset, line) in lines.enumerated() {
      put(line, column: rect.column, row: rect.row + offset, limit: rect.columns)
    }
  }

  /// Why those lost after a step were lost: counts, shares of the lost and a bar.
  mutating func drawReasons(
    _ reasons: [(LossReason, Int)], step: StepNumbers, in rect: Rect, withTitle: Bool
  ) {
    var row = rect.row
    if withTitle {
      put(
        "why they were lost", column: rect.column, row: row, style: .heading, limit: rect.columns)
      row += 1
    }
    let total = step.reasons?.total ?? 0
    let field = max(5, glyphs.count(total).count)
    let name = withTitle ? 13 : 16
    for (reason, count) in reasons where row < rect.endRow {
      put((withTitle ? "" : "  ") + reason.words, column: rect.column, row: row, limit: name)
      put(glyphs.count(count), column: rect.column + name, row: row, field: field)
      let share = Proportion(count, of: total)
      put(glyphs.percent(share), column: rect.column + name + field + 1, row: row, field: 8)
      let start = name + field + 10
      let columns = min(40, rect.columns - start)
      canvas.write(
        bar(fraction: share.fraction ?? 0, columns: columns, ascii: glyphs.ascii),
        column: rect.column + start, row: row, style: .barStyle, limit: max(0, columns))
      row += 1
    }
  }
}
