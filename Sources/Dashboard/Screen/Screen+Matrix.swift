import FunnelCore
import TerminalUI

extension Screen {
  /// Shares of fewer users than this are shown but not compared.
  private static let fewUsers = 30

  /// The conversion of each step for each group; the lowest of a row is marked.
  mutating func drawMatrix(_ index: Int, in rect: Rect) {
    guard let steps = model.steps, steps.count > 1 else { return }
    let groups = model.groups(index)
    let field = 13
    let name = min(
      max(14, steps.map { DisplayText($0.label).width + 8 }.max() ?? 14),
      max(8, rect.columns - 3 * field))
    let shown = Array(groups.prefix(max(0, (rect.columns - name) / field - 1)))
    put("step", column: rect.column, row: rect.row, style: .heading, limit: name)
    for (position, title) in (["all"] + shown.map { $0.kind.words }).enumerated() {
      let text = glyphs.clip(DisplayText(title), to: field - 2).padded(
        to: field - 1, alignment: .right)
      canvas.write(
        text, column: rect.column + name + position * field, row: rect.row, style: .heading,
        limit: field - 1)
    }
    let arrow = glyphs.arrow
    var rows: [(String, (FunnelNumbers) -> Proportion?)] = steps.indices.dropFirst().map { step in
      (
        "\(step) \(arrow) \(step + 1) \(steps[step].label)",
        { $0.steps.indices.contains(step) ? $0.steps[step].fromPrevious : nil }
      )
    }
    rows.append(("entry \(arrow) goal", { $0.conversion }))
    guard let all = model.result?.funnel else { return }
    for (line, row) in rows.enumerated() where rect.row + 1 + line < rect.endRow - 1 {
      let y = rect.row + 1 + line
      put(row.0, column: rect.column, row: y, limit: name - 1)
      let shares = shown.map { row.1($0.funnel) }
      let lowest = lowestShare(shares)
      put(
        glyphs.percent(row.1(all)), column: rect.column + name, row: y, field: field - 1)
      for (position, share) in shares.enumerated() {
        let isFew = share.map { $0.whole < Self.fewUsers && $0.whole > 0 } ?? false
        let mark = position == lowest ? "*" : " "
        let text = (isFew ? "~" : "") + glyphs.percent(share)
        put(
          text + mark, column: rect.column + name + (position + 1) * field, row: y, field: field,
          style: position == lowest ? .bad : .plain)
      }
    }
    let captions = [
      "share of the previous step; * lowest of its row, ~ fewer than \(Self.fewUsers) users, not compared",
      "of the previous step; * lowest of row, ~ under \(Self.fewUsers) users",
      "* lowest of its row",
    ]
    let caption = fitting(captions, columns: rect.columns)
    put(caption, column: rect.column, row: rect.endRow - 1, style: .faint, limit: rect.columns)
  }

  private func lowestShare(_ shares: [Proportion?]) -> Int? {
    let comparable = shares.enumerated().compactMap {
      index, share -> (index: Int, fraction: Double)? in
      guard let share, share.whole >= Self.fewUsers, let fraction = share.fraction else {
        return nil
      }
      return (index, fraction)
    }
    guard comparable.count > 1 else { return nil }
    return comparable.min { $0.fraction < $1.fraction }?.index
  }
}
