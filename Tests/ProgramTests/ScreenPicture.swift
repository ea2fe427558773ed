import Foundation

/// Draws an emulated screen as an SVG picture on a dark page, every character in its cell.
enum ScreenPicture {
  private static let cellWidth = 8.4
  private static let cellHeight = 18.0
  private static let margin = 12.0
  private static let page = 0x0D1117
  private static let ink = 0xDFE5EC

  /// The screen as the text of an SVG file.
  static func svg(_ session: TerminalSession) -> String {
    let width = number(Double(session.columns) * cellWidth + 2 * margin)
    let height = number(Double(session.rows) * cellHeight + 2 * margin)
    var output = """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" \
      viewBox="0 0 \(width) \(height)" \
      font-family="'DejaVu Sans Mono','Menlo','Consolas',monospace" font-size="14" \
      xml:space="preserve">
      <rect width="100%" height="100%" rx="8" fill="\(color(page))"/>

      """
    for row in 0..<session.rows {
      let cells = (0..<session.columns).map { session.cell(row: row, column: $0) }
      var column = 0
      while column < cells.count {
        var end = column + 1
        while end < cells.count, belongs(cells[end], to: cells[column]) { end += 1 }
        output += run(cells[column..<end], row: row)
        column = end
      }
    }
    return output + "</svg>\n"
  }

  /// Saves the screen as `name.svg` when FUNNELTOP_SCREENSHOTS names a folder.
  static func record(_ session: TerminalSession, named name: String) throws {
    guard let folder = ProcessInfo.processInfo.environment["FUNNELTOP_SCREENSHOTS"],
      !folder.isEmpty
    else { return }
    session.settle()
    let file = URL(fileURLWithPath: folder).appendingPathComponent(name + ".svg")
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true)
    try svg(session).write(to: file, atomically: true, encoding: .utf8)
  }

  /// A run shares one look and is all text or all full blocks; other characters stand alone, as
  /// fonts differ about them.
  private static func belongs(_ cell: ScreenCell, to first: ScreenCell) -> Bool {
    if cell.text.isEmpty { return true }
    guard cell.looksLike(first) else { return false }
    let isFullBlock = cell.text == "█" && first.text == "█"
    return isFullBlock || first.text.utf8.count == 1 && cell.text.utf8.count == 1
  }

  private static func run(_ cells: ArraySlice<ScreenCell>, row: Int) -> String {
    guard let look = cells.first else { return "" }
    var front = look.foreground ?? ink
    var back = look.background ?? page
    if look.isReversed { swap(&front, &back) }
    let x = number(margin + Double(cells.startIndex) * cellWidth)
    let top = margin + Double(row) * cellHeight
    let width = number(Double(cells.count) * cellWidth)
    var output = ""
    if back != page {
      output += "<rect x=\"\(x)\" y=\"\(number(top))\" width=\"\(width)\" "
      output += "height=\"\(number(cellHeight))\" fill=\"\(color(back))\"/>\n"
    }
    if let share = leftShare(look.text) ?? bottomShare(look.text).map({ _ in 1 }) {
      let left = margin + Double(cells.startIndex) * cellWidth
      let height = cellHeight * (bottomShare(look.text) ?? 1)
      output += "<rect x=\"\(number(left))\" y=\"\(number(top + cellHeight - height))\" "
      output += "width=\"\(number(share * Double(cells.count) * cellWidth))\" "
      output += "height=\"\(number(height))\" "
      return output + "fill=\"\(color(front))\"\(look.isDim ? " opacity=\"0.6\"" : "")/>\n"
    }
    var style = " fill=\"\(color(front))\""
    if look.isBold { style += " font-weight=\"bold\"" }
    if look.isDim { style += " opacity=\"0.6\"" }
    if look.isUnderlined { style += " text-decoration=\"underline\"" }
    // Every word is placed by itself: renderers differ about the width of spaces.
    for word in cells.split(whereSeparator: { $0.text == " " }) {
      let left = margin + Double(word.startIndex) * cellWidth
      output += "<text x=\"\(number(left))\" y=\"\(number(top + 13.5))\""
      output += " textLength=\"\(number(Double(word.count) * cellWidth))\""
      output += " lengthAdjust=\"spacingAndGlyphs\"\(style)>"
      output += escaped(word.map(\.text).joined()) + "</text>\n"
    }
    return output
  }

  /// The share of a cell that the blocks of bars fill from the left, drawn as shapes so that they
  /// join.
  private static func leftShare(_ text: String) -> Double? {
    blockNumber(text).flatMap { (0x2588...0x258F).contains($0) ? Double(0x2590 - $0) / 8 : nil }
  }

  /// The share of a cell that the blocks of columns fill from the bottom.
  private static func bottomShare(_ text: String) -> Double? {
    blockNumber(text).flatMap { (0x2581...0x2587).contains($0) ? Double($0 - 0x2580) / 8 : nil }
  }

  private static func blockNumber(_ text: String) -> UInt32? {
    text.unicodeScalars.count == 1 ? text.unicodeScalars.first?.value : nil
  }

  private static func escaped(_ text: String) -> String {
    text.replacingOccurrences(of: "&", with: "&amp;")
      .replacingOccurrences(of: "<", with: "&lt;").replacingOccurrences(of: ">", with: "&gt;")
  }

  private static func color(_ value: Int) -> String {
    let digits = String(value, radix: 16)
    return "#" + String(repeating: "0", count: 6 - digits.count) + digits
  }

  private static func number(_ value: Double) -> String {
    let tenths = (value * 10).rounded() / 10
    return tenths == tenths.rounded() ? String(Int(tenths)) : String(tenths)
  }
}
