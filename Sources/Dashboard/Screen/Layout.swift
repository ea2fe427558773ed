import FunnelCore
import TerminalUI

/// Where everything stands on a screen of a size.
///
/// As space shrinks, things are given up in this order: detail, the second segment pane, the loss
/// lines, bars and borders; never the steps' names and counts and the worst step.
struct Layout {
  enum Content: Hashable {
    case pane(Pane)
    case matrix(Int)
    case times
    case histogram
    case trend
    case source
  }

  struct Placed {
    let content: Content
    let rect: Rect
    var hasLossLines = true
  }

  let body: Rect
  let hasRuleRow: Bool
  let noticeRow: Int?
  let isBoxed: Bool
  var ruleLineRow: Int?
  private(set) var panes: [Placed] = []

  let focus: Pane
  let stepCount: Int
  let groupCounts: [Int]
  /// The rows of the detail when nothing of it is cut.
  let detailRows: Int

  init(size: Size, model: DashboardModel) {
    hasRuleRow = size.rows >= 8
    let hasNoticeRow = size.rows >= 22
    noticeRow = hasNoticeRow ? size.rows - 2 : hasRuleRow ? nil : 0
    let top = hasRuleRow ? 2 : 1
    body = Rect(
      column: 0, row: top, columns: size.columns, rows: size.rows - top - 1 - (hasNoticeRow ? 1 : 0)
    )
    isBoxed = size.columns >= 100 && size.rows >= 30
    focus = model.focus
    stepCount = model.query.funnel.steps.count
    let reasons = model.steps.flatMap { steps in
      steps.indices.contains(model.selectedStep) ? steps[model.selectedStep].reasons : nil
    }
    detailRows = 6 + LossReason.allCases.count { (reasons?[$0] ?? 0) > 0 }
    groupCounts = model.query.breakdowns.prefix(2).indices.map { index in
      model.breakdown(index)?.groups.count ?? 4
    }
    switch model.view {
    case .segments where groupCounts.isEmpty, .funnel:
      if isBoxed { placeBoxed() } else { placePlain() }
    case .segments: placeSegments()
    case .time: placeTimes()
    case .trend: place(.trend, body)
    }
  }

  /// The rows of the funnel with heading and sentence, without a box.
  private func funnelRows(lossLines: Bool) -> Int {
    2 + (lossLines ? max(1, 2 * stepCount - 1) : stepCount)
  }

  mutating func place(_ content: Content, _ rect: Rect, lossLines: Bool = true) {
    panes.append(Placed(content: content, rect: rect, hasLossLines: lossLines))
  }

  // MARK: Plain: the funnel above, segments or detail below

  private mutating func placePlain() {
    let full = funnelRows(lossLines: true)
    let short = funnelRows(lossLines: false)
    let below = 4
    let wantsBelow = !groupCounts.isEmpty || focus == .detail
    let rows: Int
    let lossLines: Bool
    // Who looks at the detail wants to see all of it rather than the losses between steps.
    let isCramped = focus == .detail && full + detailRows + 1 > body.rows
    if wantsBelow, full + below <= body.rows, !isCramped || short + below > body.rows {
      (rows, lossLines) = (full, true)
    } else if wantsBelow, short + below <= body.rows {
      (rows, lossLines) = (short, false)
    } else {
      placeAlone(full: full)
      return
    }
    // Rows that the groups leave blank say why users were lost after the selected step.
    let spare = body.rows - rows - 1 - (groupCounts.max() ?? 0) - 1
    let reasons = focus == .detail || !lossLines ? 0 : max(0, min(2, spare))
    place(.pane(.funnel), band(from: 0, rows: rows + reasons), lossLines: lossLines)
    ruleLineRow = body.row + rows + reasons
    let rest = band(from: rows + reasons + 1, rows: body.rows - rows - reasons - 1)
    if focus == .detail {
      place(.pane(.detail), rest)
    } else if groupCounts.count > 1, body.columns >= 76 {
      let half = (body.columns - 2) / 2
      place(.pane(.segments(0)), Rect(column: 0, row: rest.row, columns: half, rows: rest.rows))
      place(
        .pane(.segments(1)),
        Rect(column: half + 2, row: rest.row, columns: body.columns - half - 2, rows: rest.rows))
    } else {
      place(.pane(.segments(focus.breakdown ?? 0)), rest)
    }
  }

  private mutating func placeAlone(full: Int) {
    place(.pane(focus), body, lossLines: full <= body.rows)
  }

  func band(from row: Int, rows: Int) -> Rect {
    Rect(column: body.column, row: body.row + row, columns: body.columns, rows: rows)
  }

  // MARK: Boxed: the funnel, what belongs to steps below it, segments at its right

  private mutating func placeBoxed() {
    let right = groupCounts.isEmpty ? 0 : max(46, body.columns * 38 / 100)
    let left = body.columns - right
    placeLeft(columns: left)
    if right > 0 { placeRight(column: left, columns: right) }
    guard !panes.contains(where: { $0.content == .pane(focus) }), let first = panes.first else {
      return
    }
    panes[0] = Placed(content: .pane(focus), rect: first.rect)
  }

  private mutating func placeLeft(columns: Int) {
    let full = funnelRows(lossLines: true) + 2
    let short = funnelRows(lossLines: false) + 2
    let detail = 9
    var row = body.row
    var free = body.rows
    func rect(_ rows: Int) -> Rect { Rect(column: 0, row: row, columns: columns, rows: rows) }
    let lossLines = full <= free
    let wanted = lossLines ? full : short
    guard wanted + detail <= free else {
      place(.pane(.funnel), rect(free), lossLines: lossLines)
      return
    }
    let matrix = stepCount + 5
    let times = stepCount + 3
    let hasMatrix = !groupCounts.isEmpty && stepCount > 1 && wanted + detail + matrix <= free
    let hasSecond =
      hasMatrix && groupCounts.count > 1 && wanted + detail + 2 * matrix + times <= free
    let matrixRows = hasSecond ? 2 * matrix : hasMatrix ? matrix : 0
    let hasTimes =
      (hasMatrix || groupCounts.isEmpty) && stepCount > 2
      && wanted + detail + matrixRows + times <= free
    var parts: [(Content, Int)] = [(.pane(.funnel), wanted)]
    if hasMatrix { parts.append((.matrix(0), matrix)) }
    if hasSecond { parts.append((.matrix(1), matrix)) }
    if hasTimes { parts.append((.times, times)) }
    for (content, rows) in parts {
      place(content, rect(rows), lossLines: lossLines)
      row += rows
      free -= rows
    }
    // Without groups nothing stands at the right, and the source comes below all the rest.
    let source = groupCounts.isEmpty && free >= detail + Self.sourceRows ? Self.sourceRows : 0
    let detailBox = groupCounts.isEmpty ? min(free - source, max(detail, detailRows + 3)) : free
    place(.pane(.detail), rect(detailBox))
    row += detailBox
    if source > 0 { place(.source, rect(source)) }
  }

  private static let sourceRows = 10

  private mutating func placeRight(column: Int, columns: Int) {
    let source = body.rows >= 34 ? Self.sourceRows : 0
    let rows = body.rows - source
    // The first pane gets what its groups need, at most half; so does the second.
    let first = groupCounts.count > 1 ? max(rows / 2, rows - groupCounts[1] - 3) : rows
    let capped = groupCounts.count > 1 ? min(first, max(rows / 2, groupCounts[0] + 3)) : rows
    place(
      .pane(.segments(0)), Rect(column: column, row: body.row, columns: columns, rows: capped))
    if groupCounts.count > 1 {
      place(
        .pane(.segments(1)),
        Rect(column: column, row: body.row + capped, columns: columns, rows: rows - capped))
    }
    if source > 0 {
      place(.source, Rect(column: column, row: body.row + rows, columns: columns, rows: source))
    }
  }
}
