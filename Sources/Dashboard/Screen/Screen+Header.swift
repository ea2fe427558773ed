import FunnelCore
import TerminalUI

extension Screen {
  private struct Piece {
    let text: String
    let rank: Int
    var isOtherView = false
    var isRight = false
    var style = Style.plain
  }

  mutating func drawHeader() {
    var pieces = [Piece(text: "funneltop", rank: 7, style: .strong)]
    let isNarrow = size.columns < 60
    pieces.append(
      Piece(text: glyphs.clip(model.options.sourceName, to: size.columns / 3), rank: 2))
    for view in DashboardView.allCases where size.columns >= 110 || view == model.view {
      let isShown = view == model.view
      // On a narrow screen only what differs from the usual is worth naming before the counts.
      let rank = size.columns < 60 && view == .funnel ? 6 : 1
      pieces.append(
        Piece(
          text: isShown ? "[\(view.title)]" : view.title, rank: isShown ? rank : 5,
          isOtherView: !isShown, style: isShown ? .strong : .plain))
    }
    if let summary = model.shownSummary {
      pieces.append(
        Piece(
          text: isNarrow
            ? glyphs.count(summary.events) + " ev" : glyphs.count(summary.events, "event"),
          rank: 3))
      pieces.append(Piece(text: glyphs.count(summary.units, "user"), rank: 4))
      let rejected = summary.rejections.count
      pieces.append(
        Piece(
          text: glyphs.count(rejected) + " rejected", rank: rejected > 0 ? 5 : 6,
          style: rejected > 0 ? .most : .plain))
    }
    for (index, state) in stateTexts.enumerated() {
      pieces.append(Piece(text: state, rank: index, isRight: true, style: .strong))
    }
    if !model.clock.isEmpty { pieces.append(Piece(text: model.clock, rank: 6, isRight: true)) }
    var room = size.columns
    var kept: Set<Int> = []
    var namesOtherViews: Bool?
    for index in pieces.indices.sorted(by: { pieces[$0].rank < pieces[$1].rank }) {
      let width = DisplayText(pieces[index].text).width + 2
      if pieces[index].isOtherView {
        // The other views are named all or none.
        let names = pieces.filter(\.isOtherView).reduce(0) { $0 + DisplayText($1.text).width + 2 }
        namesOtherViews = namesOtherViews ?? (names <= room)
        if namesOtherViews == false { continue }
      }
      if width - 2 > room { continue }
      kept.insert(index)
      room -= width
    }
    drawPieces(pieces.indices.filter(kept.contains).map { pieces[$0] })
  }

  private mutating func drawPieces(_ pieces: [Piece]) {
    var column = 0
    for piece in pieces where !piece.isRight {
      put(piece.text, column: column, row: 0, style: piece.style)
      column += DisplayText(piece.text).width + 2
    }
    column = size.columns
    for piece in pieces.reversed() where piece.isRight {
      column -= DisplayText(piece.text).width
      put(piece.text, column: column, row: 0, style: piece.style)
      column -= 2
    }
  }

  /// What goes on, the most telling first.
  private var stateTexts: [String] {
    var texts: [String] = []
    if model.waitTicks > 0, model.isWaiting { texts.append(glyphs.spinner(model.waitTicks)) }
    if model.isPaused {
      let added = (model.newest?.summary.events ?? 0) - (model.data?.summary.events ?? 0)
      texts.append(added > 0 ? "PAUSED +\(glyphs.count(added))" : "PAUSED")
    }
    if model.isPartial { texts.append("partial") }
    if model.isLoading {
      texts.append(
        "reading" + (model.data?.progress?.fraction.map { " " + glyphs.percent($0) } ?? ""))
      if let progress = model.data?.progress {
        texts.append(glyphs.rate(progress.eventsPerSecond))
        if let left = progress.secondsLeft { texts.append(glyphs.duration(left) + " left") }
      }
    } else if model.isFollowing {
      let rate = model.data?.following.map { " +" + glyphs.rate($0.eventsPerSecond) }
      texts.append("FOLLOW" + (rate ?? ""))
    }
    return texts
  }

  /// The rule in words and the filters; what was just done stands here when there is no other row.
  mutating func drawRules(row: Int) {
    if size.rows < 22, model.notice != nil {
      put(fitting(model.noticeWordings, columns: size.columns), column: 0, row: row, style: .strong)
      return
    }
    let separator = " \(glyphs.dot) "
    let rules = model.query.ruleParts
    let proposed = model.isProposed && model.hasFunnel ? "proposed funnel" : ""
    // What is least telling goes first, the window last; then there is room for nothing.
    let ranks = Set(rules.map(\.rank)).sorted(by: >)
    let wordings = ranks.map { rank in rules.filter { $0.rank <= rank }.map(\.text) } + [[]]
    let lines = wordings.map { words in
      ([proposed] + words).filter { !$0.isEmpty }.joined(separator: separator)
    }
    let trails = trails
    // Saying what a filter keeps is worth more than the rules beyond the window.
    let leastRule = DisplayText(lines[max(0, lines.count - 2)]).width + 2
    let trail =
      trails.first { DisplayText($0).width + leastRule <= size.columns }
      ?? fitting(trails, columns: size.columns)
    let rest = DisplayText(trail).width + (trail.isEmpty ? 0 : 2)
    let rule = lines.first { DisplayText($0).width + rest <= size.columns } ?? ""
    put(rule, column: 0, row: row)
    let column = rule.isEmpty ? 0 : DisplayText(rule).width + 2
    put(trail, column: column, row: row, style: .strong)
  }

  /// The filters, the longest wording first: what keeps events and what keeps users is told apart.
  private var trails: [String] {
    [("events: ", "entered with "), ("ev: ", "in: ")].map { events, users in
      let filter = model.query.filter.map { [events + $0.words] } ?? []
      return (filter + model.query.segments.map { users + $0.shortWords })
        .map { "\(glyphs.crumb) \($0)" }.joined(separator: " ")
    }
  }

  /// What was just done, or else which group falls behind where.
  mutating func drawNotice(row: Int) {
    let wordings =
      model.notice != nil
      ? model.noticeWordings : row > 0 && model.hasFunnel ? idleSentences : []
    guard !wordings.isEmpty else { return }
    if row == 0 { canvas.fill(Rect(column: 0, row: 0, columns: size.columns, rows: 1)) }
    put(fitting(wordings, columns: size.columns), column: 0, row: row, style: .strong)
  }

  /// What is said as long as nothing has happened.
  private var idleSentences: [String] {
    guard model.view == .segments, model.query.breakdowns.isEmpty,
      model.data?.columns.isEmpty == false
    else { return model.gapSentences(glyphs) }
    return ["no column splits the funnel yet: d chooses one"]
  }
}
