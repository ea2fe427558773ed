/// A horizontal bar for a share of `columns`, drawn in eighths of a column.
///
/// A share above zero shows at least the thinnest bar, so "few" never looks like "none"; shares
/// outside 0 to 1 are held at the ends. In ASCII the bar is made of whole `#`.
public func bar(fraction: Double, columns: Int, ascii: Bool) -> DisplayText {
  guard columns > 0, fraction > 0 else { return "" }
  let share = min(fraction, 1)
  if ascii {
    let count = max(1, Int((share * Double(columns)).rounded()))
    return DisplayText(safe: String(repeating: "#", count: count))
  }
  let eighths = max(1, Int((share * Double(columns) * 8).rounded()))
  let partial = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]
  return DisplayText(safe: String(repeating: "█", count: eighths / 8) + partial)
}
