import FunnelCore
import TerminalUI

extension Screen {
  var detailTitle: String {
    let names = model.stepNames
    guard names.indices.contains(model.selectedStep) else { return "step" }
    return "step \(model.selectedStep + 1): \(names[model.selectedStep])"
  }

  /// The selected step: who reached it, who left after it, how long the hop into it took.
  mutating func drawDetail(in rect: Rect, boxed: Bool) {
    var row = rect.row
    if !boxed {
      let title = model.focus == .detail ? "[\(detailTitle)]" : detailTitle
      put(title, column: rect.column, row: row, style: .heading, limit: rect.columns)
      row += 1
    }
    guard let steps = model.steps, steps.indices.contains(model.selectedStep) else { return }
    for (name, text) in detailLines(
      steps[model.selectedStep], steps: steps, wide: rect.columns >= 60)
    {
      guard row < rect.endRow else { return }
      put(name, column: rect.column, row: row, limit: min(16, rect.columns))
      put(text, column: rect.column + 16, row: row, limit: rect.columns - 16)
      row += 1
    }
  }

  private func detailLines(
    _ step: StepNumbers, steps: [StepNumbers], wide: Bool
  ) -> [(String, String)] {
    let number = model.selectedStep + 1
    let reached = "\(glyphs.count(step.count)) of \(glyphs.count(step.fromFirst.whole, "user"))"
    var lines = [("reached by", "\(reached), \(shareText(step.fromFirst, wide: wide))")]
    if let previous = step.fromPrevious {
      lines.append(("of step \(number - 1)", shareText(previous, wide: wide)))
    }
    if let lost = step.lost, let share = step.lostShare {
      lines.append(
        ("lost after it", "\(glyphs.count(lost, "user")), \(glyphs.percent(share))"))
    }
    let time = number > 1 ? step.time : model.result?.funnel.time
    let name = number > 1 ? "from step \(number - 1)" : "whole way"
    guard let time else { return lines + [(name, glyphs.none)] }
    let quarters = "\(glyphs.duration(time.p25)) to \(glyphs.duration(time.p75))"
    lines.append(
      (name, "median \(glyphs.duration(time.median))  p25\(glyphs.range)p75 \(quarters)"))
    let tail = "p90 \(glyphs.duration(time.p90))  p95 \(glyphs.duration(time.p95))"
    lines.append(("", "\(tail)  mean \(glyphs.duration(time.mean))"))
    return lines
  }

  private func shareText(_ share: Proportion, wide: Bool) -> String {
    guard let interval = share.interval else { return glyphs.none }
    let text = glyphs.interval(interval)
    return "\(glyphs.percent(share))  (\(wide ? "95 % interval " : "")\(text))"
  }

  /// How long every hop takes.
  mutating func drawTimes(in rect: Rect) {
    guard let steps = model.steps else { return }
    let columns = 12
    let name = max(6, rect.columns - 5 * columns)
    let headings = ["p25", "median", "p75", "p90", "p95"]
    put("into step", column: rect.column, row: rect.row, style: .heading, limit: name)
    for (index, heading) in headings.enumerated() {
      put(
        heading, column: rect.column + name + index * columns, row: rect.row, field: columns,
        style: .heading)
    }
    for (index, step) in steps.enumerated().dropFirst() where rect.row + index < rect.endRow {
      put(numbered(index, step.label), column: rect.column, row: rect.row + index, limit: name)
      let times = step.time.map {
        [$0.p25, $0.median, $0.p75, $0.p90, $0.p95].map(glyphs.duration)
      }
      for (position, text) in (times ?? headings.map { _ in glyphs.none }).enumerated() {
        put(
          text, column: rect.column + name + position * columns, row: rect.row + index,
          field: columns)
      }
    }
  }

  /// Where the events came from.
  mutating func drawSource(in rect: Rect) {
    guard let summary = model.data?.summary else { return }
    let roles = summary.roles
    var lines = [
      (
        "file",
        summary.files.map { file in
          file == "-" || file.hasPrefix("/dev/") ? sourceWords(path: file) : file
        }.joined(separator: ", ")
      ), ("format", summary.format),
      ("columns", "user \(roles.unit)  time \(roles.time)  event \(roles.event)"),
    ]
    if let range = summary.timeRange {
      lines.append(("from", momentWords(range.lowerBound) + " UTC"))
      lines.append(("to", momentWords(range.upperBound) + " UTC"))
    }
    let rejected = summary.rejections
    let kind = rejected.commonestKind.map { ", mostly: \($0)" } ?? ""
    lines.append(("rejected", glyphs.count(rejected.count, "line") + kind))
    if let first = rejected.lines.first {
      lines.append(("first", "\(first.file) line \(first.number): \(first.reason)"))
    }
    if let following = model.data?.following {
      lines.append(("following", "\(glyphs.count(following.added, "event")) added"))
    }
    for (index, line) in lines.enumerated() where rect.row + index < rect.endRow {
      put(line.0, column: rect.column, row: rect.row + index, limit: 10)
      put(line.1, column: rect.column + 11, row: rect.row + index, limit: rect.columns - 11)
    }
  }
}
