import FunnelCore
public import TerminalUI

extension DashboardModel {
  /// Draws the dashboard for a screen of any size.
  public func view(_ size: Size) -> Canvas {
    var screen = Screen(model: self, size: size)
    screen.draw()
    return screen.canvas
  }
}

/// A screen under construction.
struct Screen {
  let model: DashboardModel
  let glyphs: Glyphs
  let size: Size
  var canvas: Canvas

  init(model: DashboardModel, size: Size) {
    self.model = model
    self.size = size
    glyphs = model.glyphs
    canvas = Canvas(size: size)
  }

  mutating func draw() {
    guard !DashboardModel.isTooSmall(size) else {
      drawTooSmall()
      return
    }
    if model.isHelpShown {
      drawHelp()
      return
    }
    let layout = Layout(size: size, model: model)
    drawHeader()
    drawBody(layout)
    if layout.hasRuleRow { drawRules(row: 1) }
    if let row = layout.noticeRow { drawNotice(row: row) }
    drawFooter(row: size.rows - 1)
  }

  /// Says how large the screen must be, in as many words as it holds.
  private mutating func drawTooSmall() {
    let least = "\(DashboardModel.leastSize.columns)x\(DashboardModel.leastSize.rows)"
    let wordings = [
      "funneltop \(size.columns)x\(size.rows): too small, needs \(least)",
      "too small, needs \(least)", "needs \(least)", least,
    ].map { wrap($0, columns: size.columns) }
    let fitting = wordings.first { lines in
      lines.count <= size.rows
        && lines.allSatisfy { DisplayText($0).width <= size.columns }
    }
    for (row, line) in (fitting ?? [least]).enumerated() { put(line, column: 0, row: row) }
  }

  private mutating func drawBody(_ layout: Layout) {
    if model.data == nil || !model.hasFunnel {
      drawWaiting(in: layout.body)
    } else {
      for placed in layout.panes { draw(placed, boxed: layout.isBoxed) }
      if let row = layout.ruleLineRow {
        put(String(repeating: glyphs.rule, count: size.columns), column: 0, row: row, style: .faint)
      }
      if model.waitTicks > 0 || model.queryError != nil, model.isOutdated {
        canvas.restyle(layout.body) { style in
          var dimmed = style
          dimmed.isDim = true
          return dimmed
        }
      }
    }
    if model.formRow != nil, model.hasFunnel { drawRuleForm(in: layout.body) }
    drawProblem(in: layout.body)
  }

  private mutating func draw(_ placed: Layout.Placed, boxed: Bool) {
    var rect = placed.rect
    if boxed {
      drawBox(rect, title: title(of: placed.content), isFocused: isFocused(placed.content))
      rect = Rect(
        column: rect.column + 2, row: rect.row + 1, columns: rect.columns - 4, rows: rect.rows - 2)
    }
    switch placed.content {
    case .pane(.funnel): drawFunnel(in: rect, hasLossLines: placed.hasLossLines)
    case .pane(.segments(let index)): drawSegments(index, in: rect, boxed: boxed)
    case .pane(.detail): drawDetail(in: rect, boxed: boxed)
    case .matrix(let index): drawMatrix(index, in: rect, boxed: boxed)
    case .histogram: drawHistogram(in: rect, boxed: boxed)
    case .trend: drawTrend(in: rect, boxed: boxed)
    case .times: drawTimes(in: rect)
    case .source: drawSource(in: rect)
    }
  }

  func isFocused(_ content: Layout.Content) -> Bool { content == .pane(model.focus) }

  private func title(of content: Layout.Content) -> String {
    switch content {
    case .pane(.funnel): "funnel"
    case .pane(.segments(let index)): dimensionName(index)
    case .pane(.detail): detailTitle
    case .matrix(let index): "each step by \(dimensionName(index))"
    case .histogram: histogramTitle
    case .trend: trendTitle
    case .times: "time between steps"
    case .source: "data"
    }
  }

  /// The name of what a segment pane splits by.
  func dimensionName(_ index: Int) -> String {
    guard index < model.query.breakdowns.count else { return "segments" }
    return model.query.breakdowns[index].words
  }

  private mutating func drawBox(_ rect: Rect, title: String, isFocused: Bool) {
    let mark = isFocused ? "[\(title)]" : title
    canvas.drawBox(
      rect, title: glyphs.clip(DisplayText(mark), to: rect.columns - 6),
      style: isFocused ? .strong : .plain, ascii: glyphs.ascii)
  }

  /// Writes text from data or of our own, cut to what fits with a sign that it was cut.
  mutating func put(
    _ text: String, column: Int, row: Int, style: Style = .plain, limit: Int? = nil
  ) {
    let room = min(limit ?? .max, size.columns - column)
    canvas.write(
      glyphs.clip(DisplayText(text), to: room), column: column, row: row, style: style, limit: room)
  }

  /// Writes text in a field of so many columns, at its left or right end.
  mutating func put(
    _ text: String, column: Int, row: Int, field: Int, right: Bool = true, style: Style = .plain
  ) {
    canvas.write(
      glyphs.fit(DisplayText(text), to: field, right: right), column: column, row: row,
      style: style, limit: field)
  }

  /// The first wording that fits; the last one when none does.
  func fitting(_ wordings: [String], columns: Int) -> String {
    wordings.first { DisplayText($0).width <= columns } ?? wordings.last ?? ""
  }
}

extension Style {
  static let strong = Style(isBold: true)
  static let faint = Style(isDim: true)
  static let worst = Style(foreground: .red, isBold: true)
  static let bad = Style(foreground: .red)
  static let good = Style(foreground: .green)
  static let most = Style(foreground: .yellow, isBold: true)
  static let heading = Style(isUnderlined: true)
  static let barStyle = Style(foreground: .cyan)
}
