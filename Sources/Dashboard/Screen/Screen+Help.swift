import TerminalUI

/// The help as rows of text, one column of groups or two.
struct HelpPage {
  struct Line {
    var keys = ""
    var text = ""
    var isTitle = false
  }

  let columns: [[Line]]
  let columnWidth: Int

  var rowCount: Int { columns.map(\.count).max() ?? 0 }

  init(columns width: Int, glyphs: Glyphs = Glyphs(ascii: true)) {
    let columnWidth = width >= 120 ? width / 2 : width
    let room = columnWidth - Self.keyColumns(of: columnWidth) - 2
    let keys = KeyEntry.Group.allCases.map { group in
      [Line(text: group.rawValue, isTitle: true)]
        + KeyTable.entries.filter { $0.group == group }.flatMap { entry in
          Screen.wrap(entry.help, columns: room).enumerated().map { offset, text in
            Line(keys: offset == 0 ? entry.keyNames(glyphs) : "", text: text)
          }
        } + [Line()]
    }
    let words =
      [Line(text: "Words and signs", isTitle: true)]
      + Self.words.map { Line(keys: $0.0, text: $0.1) } + [Line()]
    let blocks = keys + [words]
    self.columnWidth = columnWidth
    guard width >= 120 else {
      columns = [blocks.flatMap { $0 }]
      return
    }
    // As low as the order of the groups allows.
    columns =
      keys.indices.map { split in
        [keys[..<split].flatMap { $0 } + words, keys[split...].flatMap { $0 }]
      }.min { $0.map(\.count).max() ?? 0 < $1.map(\.count).max() ?? 0 } ?? []
  }

  /// How wide the keys before their explanations are.
  static func keyColumns(of columnWidth: Int) -> Int { columnWidth < 60 ? 8 : 16 }

  /// What stands on the screen without room to say what it means.
  private static let words = [
    ("vs rest", "conversion less that of all others"),
    ("more lost", "than at the rate of all others"),
    ("too few", "under 30 users or 5 expected conversions"),
    ("step?", "optional: may be skipped"),
    ("*", "share below the others' beyond chance"),
    ("~", "under 30 users, not compared"),
    ("events:", "--where: only these events count"),
    ("in:", "entered with: only those users (Enter)"),
  ]
}

extension Screen {
  mutating func drawHelp() {
    let page = HelpPage(columns: size.columns, glyphs: glyphs)
    let rows = size.rows - 2
    let offset = max(0, min(model.helpOffset, page.rowCount - rows))
    let last = min(offset + rows, page.rowCount)
    let place = page.rowCount > rows ? "  lines \(offset + 1) to \(last) of \(page.rowCount)" : ""
    put("funneltop keys" + place, column: 0, row: 0, style: .strong)
    let keyColumns = HelpPage.keyColumns(of: page.columnWidth)
    for (index, column) in page.columns.enumerated() {
      let start = index * page.columnWidth
      for (row, line) in column.dropFirst(offset).prefix(rows).enumerated() {
        if line.isTitle {
          put(line.text, column: start, row: row + 1, style: .heading)
          continue
        }
        put(line.keys, column: start + 1, row: row + 1, style: .strong, limit: keyColumns - 1)
        put(
          line.text, column: start + 1 + keyColumns, row: row + 1,
          limit: page.columnWidth - keyColumns - 2)
      }
    }
    drawFooter(row: size.rows - 1)
  }
}
