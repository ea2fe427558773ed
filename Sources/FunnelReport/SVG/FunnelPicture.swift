/// Draws a funnel: a bar for each step, and under it why units were lost.
struct FunnelPicture {
  private let chart: FunnelChart
  /// Whether the picture is a document of its own, with its own title, colours and background.
  private let isStandalone: Bool

  init(_ chart: FunnelChart, isStandalone: Bool) {
    self.chart = chart
    self.isStandalone = isStandalone
  }

  private static let width = 760.0
  private var margin: Double { isStandalone ? 24 : 0 }
  private var barWidth: Double { Self.width - 2 * margin }
  private static let rowHeight = 90.0
  private static let barHeight = 28.0

  /// The colours of a picture that stands alone; inside a page the page's own hold.
  private static let style = """
    <style>.paper{fill:#fff}.ink{fill:#1c2733}.soft{fill:#5b6875}.track{fill:#eef1f4}\
    .bar{fill:#2f6f9f}.optional{fill:#8fb4cc}.loss{fill:#a8452f}\
    @media(prefers-color-scheme:dark){.paper{fill:#14191f}.ink{fill:#e6ebf0}.soft{fill:#9aa7b4}\
    .track{fill:#232b34}.bar{fill:#5fa3d3}.optional{fill:#3d6683}.loss{fill:#e0937f}}</style>
    """

  /// The SVG element.
  var text: String {
    let top = isStandalone ? 68.0 : 6
    let height = top + Double(chart.steps.count) * Self.rowHeight + (isStandalone ? 10 : 0)
    let size = "\(PictureNumber.text(Self.width)) \(PictureNumber.text(height))"
    let label = MarkupText.escaped("Funnel: \(chart.title). \(chart.summary)")
    let pixels =
      isStandalone
      ? " width=\"\(PictureNumber.text(Self.width))\" height=\"\(PictureNumber.text(height))\"" : ""
    var lines = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(size)\"\(pixels) role=\"img\" "
        + "aria-label=\"\(label)\" font-family=\"system-ui,sans-serif\" font-size=\"15\">"
    ]
    if isStandalone {
      lines.append("<title>\(MarkupText.escaped(chart.title))</title>")
      lines.append(Self.style)
      lines.append("<rect class=\"paper\" width=\"100%\" height=\"100%\"/>")
      lines.append(
        word(
          chart.title, x: margin, y: 32, class: "ink", width: 82,
          extra: " font-size=\"17\" font-weight=\"600\""))
      lines.append(
        word(chart.summary, x: margin, y: 53, class: "soft", width: 100, extra: small))
    }
    for (index, step) in chart.steps.enumerated() {
      lines += row(step, top: top + Double(index) * Self.rowHeight)
    }
    lines.append("</svg>")
    return lines.joined(separator: "\n")
  }

  private var small: String { " font-size=\"13\"" }

  private func row(_ step: FunnelChart.Step, top: Double) -> [String] {
    let length = max(step.fraction > 0 ? 2 : 0, min(1, step.fraction) * barWidth)
    let bar = step.isOptional ? "optional" : "bar"
    let end = margin + barWidth
    var lines = [
      word("\(step.number)  \(step.name)", x: margin, y: top + 16, class: "ink", width: 62),
      word(
        "\(step.count) · \(step.share)", x: end, y: top + 16, class: "ink", width: 40,
        extra: " text-anchor=\"end\" font-weight=\"600\""),
      rectangle(y: top + 24, width: barWidth, class: "track"),
    ]
    if length > 0 { lines.append(rectangle(y: top + 24, width: length, class: bar)) }
    if let loss = step.loss {
      lines.append(
        word(
          "↓ \(loss)", x: margin, y: top + 24 + Self.barHeight + 16, class: "loss",
          width: 105, extra: small))
    }
    return lines
  }

  private func rectangle(y: Double, width: Double, class name: String) -> String {
    "<rect class=\"\(name)\" x=\"\(PictureNumber.text(margin))\" y=\"\(PictureNumber.text(y))\" "
      + "width=\"\(PictureNumber.text(width))\" height=\"\(PictureNumber.text(Self.barHeight))\" rx=\"3\"/>"
  }

  /// Returns text of at most so many columns.
  private func word(
    _ text: String, x: Double, y: Double, class name: String, width: Int, extra: String = ""
  ) -> String {
    let shown = MarkupText.escaped(text.clipped(to: width))
    return
      "<text class=\"\(name)\" x=\"\(PictureNumber.text(x))\" y=\"\(PictureNumber.text(y))\"\(extra)>"
      + "\(shown)</text>"
  }
}
