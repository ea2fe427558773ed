/// Writes the parts of a page as lines of text.
struct PageText {
  let width: Int
  /// The columns a table may take rather than cut its names.
  let tableWidth: Int
  let signs: PageSigns

  init(width: Int, tableWidth: Int = 0, signs: PageSigns) {
    self.width = width
    self.tableWidth = max(width, tableWidth)
    self.signs = signs
  }

  /// Returns the lines of a table, cut where it must be, and whether all of them fit.
  func lines(of table: PageTable) -> (lines: [String], fits: Bool) {
    let aligned = AlignedTable(table, signs: signs, width: width)
    let needed = aligned.lines(width: .max).map(\.columnWidth).max() ?? 0
    let room = min(max(width, needed), tableWidth)
    let lines = aligned.lines(width: room)
    return (lines, !lines.contains { $0.columnWidth > room })
  }

  /// Returns the facts, each after its name, with a note under the last one.
  func head(_ facts: [ReportPage.Fact], note: String? = nil) -> [String] {
    let gap = String(repeating: " ", count: 9)
    var lines: [String] = []
    for fact in facts {
      for (index, line) in fact.lines.enumerated() {
        let lead = index == 0 ? fact.name.padded(to: 9) : gap
        lines += Paragraph.lines(line, lead: lead, width: width)
      }
      if fact.name == "Funnel", let note {
        lines += Paragraph.lines(note, lead: gap, width: width)
      }
    }
    return lines
  }

  /// Returns the blocks of lines that blank lines separate.
  func blocks(_ section: ReportPage.Section) -> [[String]] {
    var blocks: [[String]] = []
    // The funnel itself stands under the facts, which need no heading.
    if let heading = section.heading, let explanation = section.explanation {
      blocks.append(Paragraph.lines("\(heading): \(explanation)", width: width))
    } else if let heading = section.heading, heading != "Funnel" {
      blocks.append(Paragraph.lines(heading, width: width))
    }
    for table in section.tables {
      let (lines, fits) = lines(of: table)
      if table.isDispensable, !fits { continue }
      if blocks.count == 1, table == section.tables.first {
        blocks[0] += lines
      } else {
        blocks.append(lines)
      }
    }
    for paragraph in section.paragraphs {
      let lines = paragraph.flatMap { Paragraph.lines($0, width: width) }
      if section.tables.isEmpty, blocks.count == 1 {
        blocks[0] += lines
      } else {
        blocks.append(lines)
      }
    }
    return blocks
  }
}
