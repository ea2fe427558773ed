import FunnelCore
import TerminalUI

extension Screen {
  /// What stands in the body before there is a funnel to show.
  mutating func drawWaiting(in rect: Rect) {
    guard model.failure == nil else { return }
    let row = rect.row + max(0, rect.rows / 3)
    guard let data = model.data else {
      put("reading \(model.options.sourceName)", column: 1, row: row)
      drawProgress(nil, row: row + 1, rect: rect)
      return
    }
    if model.isLoading {
      put("reading \(model.options.sourceName)", column: 1, row: row)
      drawProgress(data.progress?.fraction, row: row + 1, rect: rect)
      return
    }
    var lines = ["no funnel yet: name the steps, for example"]
    let funnel = data.eventNames.prefix(3).map { expressionText($0.name) }
      .joined(separator: " > ")
    lines =
      data.summary.events == 0
      ? ["no events were read", "check the file, its format and the rejected lines"]
      : lines + ["  funneltop FILE --steps \(shellQuoted(funnel))"]
    for (index, line) in lines.enumerated() where row + index < rect.endRow {
      put(line, column: 1, row: row + index)
    }
  }

  /// A text as a shell takes it for one argument.
  private func shellQuoted(_ text: String) -> String {
    let parts = text.split(separator: "'", omittingEmptySubsequences: false)
    return "'" + parts.joined(separator: "'\\''") + "'"
  }

  private mutating func drawProgress(_ fraction: Double?, row: Int, rect: Rect) {
    guard row < rect.endRow else { return }
    let columns = min(60, rect.columns - 12)
    guard let fraction, columns > 4 else { return }
    canvas.write(
      bar(fraction: fraction, columns: columns, ascii: glyphs.ascii), column: 1, row: row,
      style: .barStyle, limit: columns)
    put(glyphs.percent(fraction), column: columns + 2, row: row)
  }

  /// The box that says what went wrong, over the middle of the body.
  mutating func drawProblem(in rect: Rect) {
    let lines: [String]
    if let failure = model.failure {
      lines = failure.split(separator: "\n").prefix(3).map(String.init)
    } else if let error = model.queryError, model.formRow == nil {
      lines = error.words(canUndo: !model.undoStack.isEmpty).filter { !$0.isEmpty }
    } else {
      return
    }
    guard rect.rows >= 5, rect.columns >= 24 else {
      for (index, line) in lines.prefix(rect.rows).enumerated() {
        canvas.fill(Rect(column: 0, row: rect.row + index, columns: size.columns, rows: 1))
        put(line, column: 0, row: rect.row + index, style: .worst)
      }
      return
    }
    let wrapped = lines.flatMap { wrap($0, columns: rect.columns - 6) }.prefix(rect.rows - 2)
    let widest = wrapped.map { DisplayText($0).width }.max() ?? 0
    let columns = min(rect.columns, max(widest, 12) + 4)
    let box = Rect(
      column: rect.column + (rect.columns - columns) / 2,
      row: rect.row + (rect.rows - wrapped.count - 2) / 2, columns: columns,
      rows: wrapped.count + 2)
    canvas.fill(box)
    canvas.drawBox(box, title: "problem", style: .worst, ascii: glyphs.ascii)
    for (index, line) in wrapped.enumerated() {
      put(line, column: box.column + 2, row: box.row + 1 + index, limit: columns - 4)
    }
  }

  func wrap(_ text: String, columns: Int) -> [String] { Self.wrap(text, columns: columns) }

  /// Breaks a line at spaces but not before a percent sign; a word longer than the line is cut.
  static func wrap(_ text: String, columns: Int) -> [String] {
    var lines: [String] = []
    var words: [String] = []
    for word in text.split(separator: " ").map(String.init) {
      if word.hasPrefix("%"), let last = words.popLast() {
        words.append(last + " " + word)
      } else {
        words.append(word)
      }
    }
    for word in words {
      if let last = lines.last, DisplayText(last + " " + word).width <= columns {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(word)
      }
    }
    return lines
  }
}
