/// Draws columns side by side, those that can still grow apart from the others.
struct ColumnPicture {
  let chart: ColumnChart

  private static let width = 760.0
  private static let top = 18.0
  private static let height = 150.0

  /// The SVG element.
  var text: String {
    let base = Self.top + Self.height
    let step = Self.width / Double(max(1, chart.columns.count))
    // A few columns stay slim.
    let gap = step > 6 ? max(step - 64, min(8, step * 0.2)) : 0
    var lines = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 760 \(PictureNumber.text(base + 24))\" "
        + "role=\"img\" aria-label=\"\(MarkupText.escaped(chart.label))\" font-size=\"12\">",
      line(y: Self.top), line(y: base),
      "<text class=\"soft\" x=\"0\" y=\"12\">\(MarkupText.escaped(chart.top))</text>",
    ]
    for (index, column) in chart.columns.enumerated() where column.height > 0 {
      let length = max(1, min(1, column.height) * Self.height)
      lines.append(
        "<rect class=\"\(column.isOpen ? "open" : "bar")\" "
          + "x=\"\(PictureNumber.text(Double(index) * step + (step > 72 ? 0 : gap / 2)))\" "
          + "y=\"\(PictureNumber.text(base - length))\" "
          + "width=\"\(PictureNumber.text(max(0.5, step - gap)))\" "
          + "height=\"\(PictureNumber.text(length))\"><title>"
          + MarkupText.escaped("\(column.title): \(column.value)") + "</title></rect>")
    }
    for (index, column) in chart.columns.enumerated() {
      guard let height = column.line else { continue }
      let start = Double(index) * step + (step > 72 ? 0 : gap / 2)
      let y = PictureNumber.text(base - min(1, height) * Self.height)
      lines.append(
        "<line class=\"before\" x1=\"\(PictureNumber.text(start))\" "
          + "x2=\"\(PictureNumber.text(start + max(0.5, step - gap)))\" y1=\"\(y)\" y2=\"\(y)\"/>")
    }
    lines += marks(step: step, y: base + 17)
    return (lines + ["</svg>"]).joined(separator: "\n")
  }

  private func line(y: Double) -> String {
    "<line class=\"rule\" x1=\"0\" x2=\"760\" y1=\"\(PictureNumber.text(y))\" "
      + "y2=\"\(PictureNumber.text(y))\"/>"
  }

  /// Names as many columns as there is room for.
  private func marks(step: Double, y: Double) -> [String] {
    let room = 84.0
    let every = max(1, Int((room / step).rounded(.up)))
    return chart.columns.enumerated().compactMap { index, column in
      let place = Double(index) * step
      guard index % every == 0, place + room * 0.8 < Self.width || index == 0 else { return nil }
      return
        "<text class=\"soft\" x=\"\(PictureNumber.text(place))\" y=\"\(PictureNumber.text(y))\">"
        + MarkupText.escaped(column.mark.clipped(to: 19)) + "</text>"
    }
  }
}
