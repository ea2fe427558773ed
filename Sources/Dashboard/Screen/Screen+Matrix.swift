import FunnelCore
import TerminalUI

extension Screen {
  /// The conversion of each step for each group; those behind the others are marked.
  mutating func drawMatrix(_ index: Int, in rect: Rect, boxed: Bool) {
    guard let steps = model.steps, steps.count > 1 else { return }
    let groups = model.groups(index)
    let field = 13
    let name = min(
      max(14, steps.map { DisplayText($0.label).width + 8 }.max() ?? 14),
      max(8, rect.columns - 3 * field))
    let room = max(0, (rect.columns - name) / field - 1)
    // The selected group is in sight.
    let selected = model.focus == .segments(index) ? model.selectedRow(index, in: groups) : nil
    let offset = max(0, (selected ?? 0) - max(0, room - 1))
    let shown = Array(groups.dropFirst(offset).prefix(room))
    put(
      boxed ? "step" : "step by \(dimensionName(index))", column: rect.column, row: rect.row,
      style: .heading, limit: name - 1)
    for (position, title) in (["all"] + shown.map { $0.kind.words }).enumerated() {
      let text = glyphs.clip(DisplayText(title), to: field - 2).padded(
        to: field - 1, alignment: .right)
      var style = Style.heading
      style.isReversed =
        model.view == .segments && position > 0 && selected == offset + position - 1
      canvas.write(
        text, column: rect.column + name + position * field, row: rect.row, style: style,
        limit: field - 1)
    }
    let arrow = glyphs.arrow
    var rows: [(String, (FunnelNumbers) -> Proportion?)] = steps.indices.dropFirst().map { step in
      (
        steps[step].isOptional
          ? "via \(numbered(step, steps[step].label))?"
          : "\((steps.requiredStep(before: step) ?? 0) + 1) \(arrow) "
            + numbered(step, steps[step].label),
        { $0.steps.indices.contains(step) ? $0.steps[step].fromPrevious : nil }
      )
    }
    rows.append(("entry \(arrow) goal", { $0.conversion }))
    guard let all = model.funnelOfGroups else { return }
    let comesLater = model.breakdown(index)?.valuesComeLater == true
    for (line, row) in rows.enumerated() where rect.row + 1 + line < rect.endRow - 1 {
      let y = rect.row + 1 + line
      put(row.0, column: rect.column, row: y, limit: name - 1)
      let total = row.1(all)
      put(glyphs.percent(total), column: rect.column + name, row: y, field: field - 1)
      for (position, group) in shown.enumerated() {
        let share = row.1(group.funnel)
        let isFew = share.map { $0.whole < StepGap.fewUsers && $0.whole > 0 } ?? false
        let isBehind = !comesLater && isBehind(group, share: share, total: total)
        put(
          (isFew ? "~" : "") + glyphs.percent(share) + (isBehind ? "*" : " "),
          column: rect.column + name + (position + 1) * field, row: y, field: field,
          style: isBehind ? .bad : .plain)
      }
    }
    let few = "~ under \(StepGap.fewUsers) \(glyphs.nouns)"
    let captions = [
      "share of the previous step; * below all others together beyond chance, \(few)",
      "of the previous step; * below the others beyond chance, ~ few \(glyphs.nouns)",
      "* below the others beyond chance, \(few)", "* below the others",
    ]
    let hidden = groups.count - shown.count
    let more = hidden > 0 ? "+\(hidden) more; " : ""
    let caption = fitting(captions.map { more + $0 }, columns: rect.columns)
    put(caption, column: rect.column, row: rect.endRow - 1, style: .faint, limit: rect.columns)
  }

  /// Whether a group's share lies below that of everyone else beyond chance; `(other)` is no group.
  private func isBehind(_ group: GroupNumbers, share: Proportion?, total: Proportion?) -> Bool {
    if case .other = group.kind { return false }
    guard let share, let total else { return false }
    return StepGap(step: 0, group: share, all: total) != nil
  }
}
