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
    let step = steps[model.selectedStep]
    let area = Rect(
      column: rect.column, row: row, columns: rect.columns, rows: rect.endRow - row)
    let times = timeLines(step)
    let reasons = reasonRows(step)
    // Why some were lost stands beside the numbers where there is room, else between them.
    let beside = area.columns >= 100 && !reasons.isEmpty
    let split = beside ? area.columns - 46 : area.columns
    let columns = beside ? split - 2 : split
    var counts = countLines(step, steps: steps, columns: columns - Self.detailNames)
    if beside {
      drawLines(counts + times, in: area, columns: columns)
      let side = Rect(
        column: area.column + split, row: area.row, columns: area.columns - split, rows: area.rows)
      drawReasons(reasons, step: step, in: side, withTitle: true)
      return
    }
    if !reasons.isEmpty, counts.count + reasons.count + 1 > area.rows {
      let line = reasonLine(reasons, step: step, columns: area.columns - Self.detailNames)
      counts.append(("why", line))
      drawLines(counts + times, in: area, columns: area.columns)
      return
    }
    // The percentiles beyond the quarters are worth less than the reasons.
    let room = max(0, area.rows - counts.count - times.count)
    let kept = reasons.count > room ? Array(times.prefix(1)) : times
    drawLines(counts, in: area, columns: area.columns)
    var next = area.row + counts.count
    if !reasons.isEmpty {
      let rows = max(0, min(reasons.count, area.endRow - next - kept.count))
      drawReasons(
        reasons, step: step,
        in: Rect(column: area.column, row: next, columns: area.columns, rows: rows),
        withTitle: false)
      next += rows
    }
    drawLines(
      kept,
      in: Rect(column: area.column, row: next, columns: area.columns, rows: area.endRow - next),
      columns: area.columns)
  }

  /// The columns of the names of lines.
  private static let detailNames = 16

  private mutating func drawLines(_ lines: [(String, String)], in rect: Rect, columns: Int) {
    for (offset, line) in lines.prefix(max(0, rect.rows)).enumerated() {
      let names = Self.detailNames
      put(line.0, column: rect.column, row: rect.row + offset, limit: min(names - 1, columns))
      put(
        line.1, column: rect.column + names, row: rect.row + offset, limit: columns - names)
    }
  }

  /// Who reached a step and who was lost after it, in words for so many columns.
  private func countLines(
    _ step: StepNumbers, steps: [StepNumbers], columns: Int
  ) -> [(String, String)] {
    let reached =
      "\(glyphs.count(step.count)) of \(glyphs.count(step.fromFirst.whole, glyphs.noun))"
    let other =
      step.isOptional
      ? (steps.requiredStep(after: model.selectedStep) ?? 0) + 1
      : (steps.requiredStep(before: model.selectedStep) ?? 0) + 1
    let wordings = ShareWording.allCases.map { wording in
      [("reached by", "\(reached), \(shareText(step.fromFirst, wording))")]
        + (step.fromPrevious.map { [("of step \(other)", shareText($0, wording))] } ?? [])
    }
    var lines =
      wordings.first { $0.allSatisfy { DisplayText($0.1).width <= columns } }
      ?? wordings[wordings.count - 1]
    if step.isOptional {
      lines.append(("optional", "may be skipped, so nobody is lost here"))
    }
    if let lost = step.lost, let share = step.lostShare {
      lines.append(
        ("lost after it", "\(glyphs.count(lost, glyphs.noun)), \(glyphs.percent(share))"))
    }
    return lines
  }

  /// How long the hop into a step took.
  private func timeLines(_ step: StepNumbers) -> [(String, String)] {
    let before = model.steps?.requiredStep(before: model.selectedStep) ?? 0
    let isFirst = model.selectedStep == 0
    let time = isFirst ? model.result?.funnel.time : step.time
    let name = isFirst ? "whole way" : "from step \(before + 1)"
    guard let time else { return [(name, glyphs.none)] }
    let quarters = "\(glyphs.duration(time.p25)) to \(glyphs.duration(time.p75))"
    let tail = "p90 \(glyphs.duration(time.p90))  p95 \(glyphs.duration(time.p95))"
    return [
      (name, "median \(glyphs.duration(time.median))  p25\(glyphs.range)p75 \(quarters)"),
      ("", "\(tail)  mean \(glyphs.duration(time.mean))"),
    ]
  }

  /// How a share is told, the longest first; all shares of a step are told alike.
  private enum ShareWording: CaseIterable {
    case namedInterval, levelAndInterval, interval, shareAlone
  }

  private func shareText(_ share: Proportion, _ wording: ShareWording) -> String {
    guard let interval = share.interval else { return glyphs.none }
    let (percent, text) = (glyphs.percent(share), glyphs.interval(interval))
    return switch wording {
    case .namedInterval: "\(percent)  (95 % interval \(text))"
    case .levelAndInterval: "\(percent)  (95 %: \(text))"
    case .interval: "\(percent)  (\(text))"
    case .shareAlone: percent
    }
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
      let isShown =
        model.view == .time && model.timeWay == .hop && index == model.selectedStep
      let style = isShown ? Style.strong : .plain
      put(
        (isShown ? glyphs.selected + " " : "") + numbered(index, step.label), column: rect.column,
        row: rect.row + index, style: style, limit: name)
      let times = step.time.map {
        [$0.p25, $0.median, $0.p75, $0.p90, $0.p95].map(glyphs.duration)
      }
      for (position, text) in (times ?? headings.map { _ in glyphs.none }).enumerated() {
        put(
          text, column: rect.column + name + position * columns, row: rect.row + index,
          field: columns, style: style)
      }
    }
  }

  /// Where the events came from.
  mutating func drawSource(in rect: Rect) {
    guard let summary = model.shownSummary else { return }
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
