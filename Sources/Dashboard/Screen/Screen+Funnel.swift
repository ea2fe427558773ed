import FunnelCore
import TerminalUI

/// Where the parts of a step's line stand.
struct FunnelColumns {
  let number: Int
  let name: Int
  let count: Int
  let bar: Int
  let shares: Int
  let mark: Int

  /// What the names' heading takes while its panel has the keys.
  static let nameHeading = 6

  var nameStart: Int { 2 + number + 1 }
  var countStart: Int { nameStart + name + 1 }
  var barStart: Int { countStart + count + 1 }
  var sharesStart: Int { barStart + (bar > 0 ? bar + 1 : 0) }
  var markStart: Int { sharesStart + shares * 9 }

  init(
    columns: Int, names: [DisplayText], counts: [String], heading: Int = 5, shareCount: Int,
    hasMark: Bool
  ) {
    number = String(names.count).count
    let longest = names.map(\.width).max() ?? 4
    count = max(heading, counts.map(\.count).max() ?? 5)
    let narrow = columns < 60
    let wanted = narrow ? min(1, shareCount) : shareCount
    // A name is worth more than a percentage, and both are worth more than a bar.
    let plain = columns - (2 + number + 1 + 1 + count + 1)
    shares = plain - wanted * 9 >= min(longest, 8) ? wanted : 0
    mark = hasMark && columns >= 60 ? 15 : 0
    let fixed = 2 + number + 1 + 1 + count + 1 + shares * 9 + mark
    let free = columns - fixed
    // The bar is given up before a name is cut to less than twelve columns.
    let leastBar = free >= 20 ? min(32, max(6, free / 2)) : 0
    name = max(1, min(max(Self.nameHeading, longest), free - (leastBar > 0 ? leastBar + 1 : 0)))
    bar = leastBar > 0 ? max(0, free - name - 1) : 0
  }
}

extension Screen {
  private enum Line: Equatable {
    case step(Int)
    case loss(Int)
  }

  mutating func drawFunnel(in rect: Rect, hasLossLines: Bool) {
    guard rect.rows > 0 else { return }
    // As the step language writes it, a step that may be skipped ends in a question mark.
    let names = model.stepNames.enumerated().map { index, name in
      model.query.funnel.steps[index].isOptional ? name + "?" : name
    }
    let counts = names.indices.map { index in
      model.funnel.map { glyphs.count($0.steps[index].count) } ?? glyphs.none
    }
    let columns = FunnelColumns(
      columns: rect.columns, names: names.map { DisplayText($0) }, counts: counts,
      heading: glyphs.nouns.count, shareCount: model.shareBase == .counts ? 0 : 2,
      hasMark: !hasLossLines)
    let all = hasLossLines ? 2 * names.count - 1 : names.count
    let hasHeading = rect.rows >= min(8, all + 2) && rect.rows > 4
    let hasSentence = rect.rows >= 2
    var top = rect.row
    if hasHeading {
      drawFunnelHeading(columns, rect: rect)
      top += 1
    }
    let height = rect.endRow - top - (hasSentence ? 1 : 0)
    let lines = names.indices.flatMap { index in
      hasLossLines && index + 1 < names.count ? [Line.step(index), .loss(index)] : [.step(index)]
    }
    let selected = lines.firstIndex(of: .step(model.selectedStep)) ?? 0
    let offset = max(0, min(selected - height / 2, lines.count - height))
    for (row, line) in lines.dropFirst(offset).prefix(height).enumerated() {
      switch line {
      case .step(let index):
        drawStep(
          index, name: names[index], count: counts[index], columns, rect: rect, row: top + row)
      case .loss(let index): drawLoss(after: index, columns, rect: rect, row: top + row)
      }
    }
    if hasSentence {
      let row = min(top + min(height, lines.count), rect.endRow - 1)
      drawSentence(rect: rect, row: row)
      drawReasonLines(
        in: Rect(
          column: rect.column, row: row + 1, columns: rect.columns, rows: rect.endRow - row - 1))
    }
  }

  private mutating func drawFunnelHeading(_ columns: FunnelColumns, rect: Rect) {
    let row = rect.row
    let start = rect.column
    put("#", column: start + 2, row: row, field: columns.number, style: .heading)
    let title = model.focus == .funnel ? "[step]" : "step"
    put(title, column: start + columns.nameStart, row: row, style: .heading, limit: columns.name)
    put(
      glyphs.nouns, column: start + columns.countStart, row: row, field: columns.count,
      style: .heading)
    if columns.bar > 0 {
      let base =
        switch model.shareBase {
        case .entry: "share of entry"
        case .previous: "share of previous step"
        case .counts: glyphs.nouns
        }
      put(base, column: start + columns.barStart, row: row, style: .heading, limit: columns.bar)
    }
    for (index, word) in shareHeadings(columns).enumerated() {
      put(
        word, column: start + columns.sharesStart + index * 9, row: row, field: 8, style: .heading)
    }
  }

  private func shareHeadings(_ columns: FunnelColumns) -> [String] {
    switch columns.shares {
    case 0: []
    case 1: [model.shareBase == .previous ? "of prev." : "of entry"]
    default: ["of entry", "of prev."]
    }
  }

  private mutating func drawStep(
    _ index: Int, name: String, count: String, _ columns: FunnelColumns, rect: Rect, row: Int
  ) {
    let start = rect.column
    let isSelected = index == model.selectedStep
    var style = isSelected ? Style.strong : .plain
    style.isReversed = isSelected && model.focus == .funnel
    if isSelected {
      canvas.fill(
        Rect(column: start, row: row, columns: columns.barStart - 1, rows: 1), style: style)
      put(glyphs.selected, column: start, row: row, style: style)
    }
    put(String(index + 1), column: start + 2, row: row, field: columns.number, style: style)
    put(name, column: start + columns.nameStart, row: row, style: style, limit: columns.name)
    put(count, column: start + columns.countStart, row: row, field: columns.count, style: style)
    guard let steps = model.funnel?.steps, index < steps.count else { return }
    let step = steps[index]
    if columns.bar > 0 {
      let share =
        model.shareBase == .previous ? step.fromPrevious ?? step.fromFirst : step.fromFirst
      canvas.write(
        bar(fraction: share.fraction ?? 0, columns: columns.bar, ascii: glyphs.ascii),
        column: start + columns.barStart, row: row, style: .barStyle, limit: columns.bar)
    }
    let entry = glyphs.percent(step.fromFirst)
    let previous = glyphs.percent(step.fromPrevious)
    let shares =
      columns.shares == 1 ? [model.shareBase == .previous ? previous : entry] : [entry, previous]
    for (position, share) in shares.prefix(columns.shares).enumerated() {
      put(share, column: start + columns.sharesStart + position * 9, row: row, field: 8)
    }
    guard columns.mark > 0, index > 0 else { return }
    let (mark, markStyle) =
      step.isOptional
      ? ("optional", Style.faint)
      : worstMark(after: steps.requiredStep(before: index) ?? index - 1, short: true)
    put(mark, column: start + columns.markStart, row: row, style: markStyle, limit: columns.mark)
  }

  /// The mark in words of the hop after a step.
  private func worstMark(after index: Int, short: Bool) -> (String, Style) {
    guard let funnel = model.funnel else { return ("", .plain) }
    let pointer = glyphs.pointer
    let isRate = funnel.worstByRate == index
    let isUsers = funnel.worstByUnits == index
    if isRate, isUsers, !short {
      return ("\(pointer)\(pointer) WORST RATE, most \(glyphs.nouns)", .worst)
    }
    if isRate { return ("\(pointer)\(pointer) WORST RATE", .worst) }
    return isUsers ? ("\(pointer) most \(glyphs.nouns)", .most) : ("", .plain)
  }

  private mutating func drawLoss(after index: Int, _ columns: FunnelColumns, rect: Rect, row: Int) {
    guard let steps = model.funnel?.steps, index < steps.count else { return }
    guard let lost = steps[index].lost else {
      drawOptionalLine(index, steps, columns, rect: rect, row: row)
      return
    }
    var text = "\(glyphs.lossMark) \(glyphs.count(lost)) lost"
    if model.shareBase != .counts, let share = steps[index].lostShare {
      text += " (\(glyphs.percent(share)))"
    }
    let (mark, style) = worstMark(after: index, short: false)
    let width = DisplayText(text).width + (mark.isEmpty ? 0 : DisplayText(mark).width + 2)
    let offset = max(
      2, min(columns.bar > 0 ? columns.barStart : columns.nameStart, rect.columns - width))
    put(text, column: rect.column + offset, row: row, style: style, limit: rect.columns - offset)
    let markColumn = offset + DisplayText(text).width + 2
    put(
      mark, column: rect.column + markColumn, row: row, style: style,
      limit: rect.columns - markColumn)
  }

  /// What stands below an optional step, after which nothing can be lost.
  private mutating func drawOptionalLine(
    _ index: Int, _ steps: [StepNumbers], _ columns: FunnelColumns, rect: Rect, row: Int
  ) {
    guard steps[index].isOptional, let next = steps.requiredStep(after: index) else { return }
    let share = glyphs.percent(steps[index].fromPrevious)
    let wordings = [
      "optional: \(share) of those at step \(next + 1) came this way", "optional: \(share)",
    ]
    let offset = columns.bar > 0 ? columns.barStart : columns.nameStart
    let text = fitting(wordings, columns: rect.columns - offset)
    put(
      text, column: rect.column + offset, row: row, style: .faint, limit: rect.columns - offset)
  }

  private mutating func drawSentence(rect: Rect, row: Int) {
    let text: String
    if let funnel = model.funnel, !funnel.steps.isEmpty {
      // Where no row is left for it, the selected group's story stands here.
      let gap = size.rows < 22 && model.focus.breakdown != nil ? model.gapSentences(glyphs) : []
      text = fitting(
        gap.isEmpty ? funnel.worstSentences(glyphs) : gap, columns: rect.columns)
    } else if model.queryError == nil, model.failure == nil {
      text = fitting(
        ["counting the \(glyphs.nouns) of each step", "counting"], columns: rect.columns)
    } else {
      return
    }
    put(text, column: rect.column, row: row, style: .strong, limit: rect.columns)
  }
}
