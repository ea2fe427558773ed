import FunnelCore

/// Draws the rates of groups under each other, each with its 95 % interval.
struct GroupPicture {
  let chart: GroupChart

  private static let start = 220.0
  private static let length = 440.0
  private static let rowHeight = 30.0

  /// The SVG element.
  var text: String {
    let height = PictureNumber.text(Double(chart.groups.count) * Self.rowHeight + 4)
    var lines = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 760 \(height)\" role=\"img\" "
        + "aria-label=\"\(MarkupText.escaped(chart.label))\" font-size=\"14\">"
    ]
    for (index, group) in chart.groups.enumerated() {
      lines += row(group, y: Double(index) * Self.rowHeight + 2)
    }
    return (lines + ["</svg>"]).joined(separator: "\n")
  }

  private func row(_ group: GroupChart.Group, y: Double) -> [String] {
    let color =
      switch group.verdict {
      case .better: "good"
      case .worse: "loss"
      default: "bar"
      }
    var lines = [
      "<text class=\"ink\" x=\"0\" y=\"\(PictureNumber.text(y + 18))\">"
        + MarkupText.escaped(group.name.clipped(to: 28)) + "</text>",
      rectangle("track", y: y, width: Self.length),
    ]
    if group.length > 0 {
      lines.append(rectangle(color, y: y, width: max(1, min(1, group.length) * Self.length)))
    }
    if let interval = group.interval {
      let (low, high) = (place(interval.lowerBound), place(interval.upperBound))
      let (top, middle, end) = (y + 9, y + 13, y + 17)
      let points = [
        (low, top), (low, end), (low, middle), (high, middle), (high, top), (high, end),
      ]
      let path = points.map { "\(PictureNumber.text($0)) \(PictureNumber.text($1))" }
      lines.append("<path class=\"whisker\" d=\"M\(path.joined(separator: "L"))\"/>")
    }
    lines.append(
      "<text class=\"ink\" x=\"760\" y=\"\(PictureNumber.text(y + 18))\" text-anchor=\"end\" "
        + "font-weight=\"600\">\(MarkupText.escaped(group.rate))</text>")
    return lines
  }

  private func place(_ value: Double) -> Double {
    Self.start + min(1, max(0, value)) * Self.length
  }

  private func rectangle(_ name: String, y: Double, width: Double) -> String {
    "<rect class=\"\(name)\" x=\"\(PictureNumber.text(Self.start))\" "
      + "y=\"\(PictureNumber.text(y + 4))\" width=\"\(PictureNumber.text(width))\" height=\"18\" "
      + "rx=\"2\"/>"
  }
}
