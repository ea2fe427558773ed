import FunnelCore

/// Writes the funnel of a report as a picture: one SVG document without scripts or fonts.
public struct SVGReport: ReportFormat {
  /// Creates the format.
  public init() {}

  /// Returns the picture, which follows the reader's preference for light or dark.
  public func text(of report: Report) -> String {
    let chart = FunnelChart(report.result)
    let picture = FunnelPicture(chart, isStandalone: true)
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + picture.text + "\n"
  }
}
