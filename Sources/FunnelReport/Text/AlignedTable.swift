import FunnelCore

/// Rows of text under aligned titles, made to fit a width.
struct AlignedTable {
  struct Column {
    var title: String
    var isTrailing = false
    /// The width down to which the column may be cut; nil when it must not be.
    var leastWidth: Int?
  }

  var columns: [Column]
  var rows: [[String]] = []
  var mark = "…"

  /// Returns the lines, none wider than the width unless the uncuttable columns alone are.
  func lines(width: Int) -> [String] {
    let widths = fittedWidths(width)
    let names = columns.indices.map { index in
      columns[index].leastWidth == nil
        ? [:] : Self.clipped(Set(rows.map { $0[index] }), to: widths[index], mark: mark)
    }
    return ([columns.map(\.title)] + rows).map { cells in
      var line = ""
      for (index, cell) in cells.enumerated() {
        let text = names[index][cell] ?? cell.clipped(to: widths[index], mark: mark)
        line += (index > 0 ? "  " : "")
        line += text.padded(to: widths[index], isTrailing: columns[index].isTrailing)
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  /// Returns each text cut to a width such that different texts stay different: where their
  /// beginnings are alike their ends are kept too, and where these are, they are numbered.
  private static func clipped(
    _ texts: Set<String>, to width: Int, mark: String
  ) -> [String: String] {
    let cuts: [(String, Int) -> String] = [
      { text, _ in text.clipped(to: width, mark: mark) },
      { text, _ in text.clipped(to: width, keeping: width / 2, mark: mark) },
      { text, number in
        let sign = "\(mark)\(number)"
        return text.clipped(to: max(0, width - sign.columnWidth), mark: "") + sign
      },
    ]
    var found: [String: String] = [:]
    for cut in cuts {
      let open = texts.filter { found[$0] == nil }.sorted()
      let taken = Set(found.values)
      let cuts = open.enumerated().map { cut($0.element, $0.offset + 1) }
      for (text, cut) in zip(open, cuts)
      where !taken.contains(cut) && cuts.count(where: { $0 == cut }) == 1 {
        found[text] = cut
      }
    }
    return found
  }

  private func fittedWidths(_ width: Int) -> [Int] {
    var widths = columns.indices.map { index in
      rows.reduce(columns[index].title.columnWidth) { max($0, $1[index].columnWidth) }
    }
    var excess = widths.reduce(2 * (columns.count - 1), +) - width
    while excess > 0 {
      // The leftmost column says what the line is about, so it is cut last.
      guard let index = columns.indices.last(where: { widths[$0] > columns[$0].leastWidth ?? .max })
      else { break }
      widths[index] -= 1
      excess -= 1
    }
    return widths
  }
}

/// Sentences broken into lines.
enum Paragraph {
  /// Returns the words in lines of at most the width, the first after `lead`, the others under it.
  static func lines(_ text: String, lead: String = "", width: Int) -> [String] {
    let indent = String(repeating: " ", count: lead.columnWidth)
    var lines: [String] = []
    var line = lead
    var isEmpty = true
    let words = text.split(separator: " ").flatMap { pieces(of: $0, width - indent.count) }
    for word in words {
      if !isEmpty, line.columnWidth + 1 + word.columnWidth > width {
        lines.append(line)
        line = indent
        isEmpty = true
      }
      line += (isEmpty ? "" : " ") + word
      isEmpty = false
    }
    return lines + [line]
  }

  /// Cuts a word that no line has room for into pieces that fill lines.
  private static func pieces(of word: Substring, _ width: Int) -> [String] {
    guard String(word).columnWidth > width else { return [String(word)] }
    var pieces = [""]
    var used = 0
    for character in word {
      let columns = character.terminalColumns
      if used > 0, used + columns > width {
        pieces.append("")
        used = 0
      }
      pieces[pieces.count - 1].append(character)
      used += columns
    }
    return pieces
  }
}
