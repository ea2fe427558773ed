import FunnelCore
import TerminalUI

extension Screen {
  /// The shares as columns, those of the periods before as lines; the selected period is marked on
  /// the axis.
  mutating func drawTrendChart(_ points: [TrendPoint], _ before: [TrendPoint?], in rect: Rect) {
    let axis = 9
    let room = max(1, rect.columns - axis)
    let selected = model.selectedPeriodIndex(in: points)
    let first = points.count <= room ? 0 : max(0, min(selected - room / 2, points.count - room))
    let shown = Array(points.dropFirst(first).prefix(room))
    let step = max(1, min(20, room / shown.count))
    let width = step > 2 ? step - 1 : step
    let height = rect.rows - 2
    let behind = Array(before.dropFirst(first).prefix(room))
    let all = shown + behind.compactMap { $0 }
    let most = all.compactMap(\.conversion.fraction).max() ?? 0
    let top = Self.roundTop(most)
    put(glyphs.percent(top), column: rect.column, row: rect.row, field: axis - 1)
    // Half of the least scale would be written like the whole.
    if top > 0.001 {
      put(glyphs.percent(top / 2), column: rect.column, row: rect.row + height / 2, field: axis - 1)
    }
    put(glyphs.percent(0.0), column: rect.column, row: rect.row + height - 1, field: axis - 1)
    let line = String(repeating: glyphs.rule, count: shown.count * step)
    put(line, column: rect.column + axis, row: rect.row + height, style: .faint)
    for (index, point) in shown.enumerated() {
      let column = rect.column + axis + index * step
      drawColumn(point, top: top, width: width, column: column, row: rect.row, height: height)
      if let before = behind[index] {
        drawLine(
          before, over: point, top: top, width: width, column: column, row: rect.row,
          height: height)
      }
      if first + index == selected {
        let mark = String(repeating: glyphs.ascii ? "^" : "▲", count: 1)
        put(mark, column: column + (width - 1) / 2, row: rect.row + height, style: .strong)
      }
    }
    let labels = [shown.first, shown.last].compactMap { $0.map { label($0.period) } }
    guard labels.count == 2 else { return }
    let row = rect.row + height + 1
    put(labels[0], column: rect.column + axis, row: row, limit: room)
    let end = max(shown.count * step - (step - width), 0)
    let right = end - DisplayText(labels[1]).width
    if shown.count > 1, right > DisplayText(labels[0]).width + 1 {
      put(labels[1], column: rect.column + axis + right, row: row)
    }
  }

  /// A column of eighths; one whose windows are still open, or that is seen in part, is hatched.
  private mutating func drawColumn(
    _ point: TrendPoint, top: Double, width: Int, column: Int, row: Int, height: Int
  ) {
    guard let share = point.conversion.fraction, top > 0, share > 0 else { return }
    let eighths = max(1, Int((share / top * Double(height) * 8).rounded()))
    let parts = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    for level in 0..<height {
      let filled = min(8, eighths - level * 8)
      guard filled > 0 else { return }
      let text: String
      if let sign = sign(point) {
        text = sign
      } else if glyphs.ascii {
        guard filled >= 4 || level == 0 else { return }
        text = "#"
      } else {
        text = parts[filled - 1]
      }
      put(
        String(repeating: text, count: width), column: column, row: row + height - 1 - level,
        style: sign(point) == nil ? .barStyle : .faint)
    }
  }

  /// A line at the share of the period before; it goes on within a higher column.
  private mutating func drawLine(
    _ before: TrendPoint, over point: TrendPoint, top: Double, width: Int, column: Int, row: Int,
    height: Int
  ) {
    guard let share = before.conversion.fraction, top > 0 else { return }
    func level(_ share: Double) -> Int {
      min(height - 1, Int(share / top * Double(height)))
    }
    let isWithin = sign(point) == nil && level(point.conversion.fraction ?? 0) > level(share)
    var style = isWithin ? Style.barStyle : .faint
    style.isReversed = isWithin && !glyphs.ascii
    let line = sign(before, behind: point) == nil ? glyphs.before : glyphs.openBefore
    put(
      String(repeating: line, count: width), column: column, row: row + height - 1 - level(share),
      style: style)
  }

  /// The least round share that is not below another.
  private static func roundTop(_ share: Double) -> Double {
    let steps = [
      0.001, 0.002, 0.005, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1, 0.12, 0.15, 0.2, 0.25,
      0.3,
      0.4, 0.5, 0.6, 0.8, 1,
    ]
    return steps.first { $0 >= share } ?? 1
  }
}
