import Foundation
import FunnelCore
import FunnelReport
import Testing

/// All formats show the same: every number is read back from each of them.
@Suite struct FormatAgreementTests {
  /// The result as rows of numbers.
  private struct Figures {
    var steps: [[Double?]] = []
    var groups: [[Double?]] = []
    var trend: [[Double?]] = []
    /// The rates of the periods behind those of the trend, and the changes that are told.
    var before: [[Double?]] = []
    var bins: [[Double?]] = []
    var compared: [[Double?]] = []

    init(_ report: Report) {
      self.init(report.result)
      compared = zip(report.comparison?.own.steps ?? [], report.comparison?.funnel.steps ?? []).map
      {
        (now, then) in
        let change = now.fromFirst.fraction.flatMap { share in
          then.fromFirst.fraction.map { share - $0 }
        }
        return [
          Double(now.count), now.fromFirst.fraction, Double(then.count), then.fromFirst.fraction,
          change,
        ]
      }
    }

    init(_ result: FunnelResult) {
      steps = result.funnel.steps.map { step in
        [
          Double(step.count), step.fromFirst.fraction, step.fromPrevious?.fraction,
          step.lost.map(Double.init), step.time?.median,
        ]
      }
      groups = result.breakdowns.flatMap(\.groups).map { group in
        [
          Double(group.funnel.entered), Double(group.funnel.converted),
          group.funnel.conversion.fraction, group.versusRest?.difference,
        ]
      }
      trend = (result.trend ?? []).map { point in
        [
          Double(point.entered), Double(point.converted), point.conversion.fraction,
          Double(point.open),
        ]
      }
      before = zip(result.trend ?? [], result.trendBefore).map { now, then in
        let share = then?.conversion.fraction
        let isOver = now.open == 0 && then?.open == 0
        return [
          share, isOver ? now.conversion.fraction.flatMap { now in share.map { now - $0 } } : nil,
        ]
      }
      bins = (result.histogram?.bins ?? []).map { [$0.from, $0.to, Double($0.count)] }
    }
  }

  private func expectSame(_ read: [[Cell]], _ expected: [[Double?]], _ what: String) {
    #expect(read.count == expected.count, "\(what)")
    for (cells, numbers) in zip(read, expected) {
      #expect(cells.count == numbers.count, "\(what)")
      for (cell, number) in zip(cells, numbers) {
        switch (cell.value, number) {
        case (nil, nil): break
        case (let value?, let number?):
          #expect(abs(value - number) <= cell.tolerance, "\(what): \(value), not \(number)")
        default: Issue.record("\(what): \(String(describing: cell.value)), not \(number as Any)")
        }
      }
    }
  }

  /// Reads the tables of words, told apart by the titles of their columns.
  private func expectSame(_ tables: [[[String]]], _ format: String) {
    let figures = Figures(report)
    func cells(_ mark: String, _ columns: [String]) -> [[Cell]] {
      tables.filter { $0.first?.contains(mark) == true }.flatMap { table in
        let places = columns.compactMap { table[0].firstIndex(of: $0) }
        return table.dropFirst().map { row in places.map { Cell(row[$0]) } }
      }
    }
    expectSame(
      cells("of prev.", ["Users", "of first", "of prev.", "Lost", "Median"]), figures.steps,
      "\(format) steps")
    expectSame(
      cells("vs rest", ["Entered", "Converted", "Rate", "vs rest"]), figures.groups,
      "\(format) groups")
    expectSame(
      cells("of first then", ["Users", "of first", "then", "of first then", "change"]),
      figures.compared, "\(format) comparison")
    // The cell of a period with nobody open is left empty.
    let trend = figures.trend.map { $0.map { number in number == 0 ? nil : number } }
    let periods = cells("Period", ["Entered", "Converted", "Rate", "Open"])
    expectSame(
      periods.map { $0.map { cell in cell.value == 0 ? Cell("") : cell } }, trend,
      "\(format) trend")
    expectSame(
      cells("Rate then", ["Rate then", "Change"]), figures.before, "\(format) periods before")
    expectSame(cells("Share", ["From", "To", "Users"]), figures.bins, "\(format) histogram")
  }

  private let report: Report
  init() throws { report = try ReportSamples.demoOverTime() }

  @Test func `the sample has everything`() throws {
    let figures = Figures(report)
    #expect(figures.steps.count > 3 && figures.groups.count > 4 && figures.trend.count > 2)
    #expect(figures.bins.count == 5)
    #expect(figures.compared.count == figures.steps.count)
    #expect(figures.compared.contains { $0[4] != 0 })
    let differences = report.result.breakdowns.flatMap(\.groups).compactMap(\.versusRest)
    #expect(differences.contains { $0.p != nil && $0.pAdjusted != nil })
    #expect(report.comparison?.difference?.p != nil)
    #expect(figures.groups.contains { $0[3] != nil })
    #expect(figures.trend.contains { $0[3] != 0 })
    #expect(figures.before.contains { $0[1] != nil } && figures.before.contains { $0[0] == nil })
  }

  @Test func `Markdown shows the result's numbers`() {
    let lines = MarkdownReport().text(of: report).split(
      separator: "\n", omittingEmptySubsequences: false)
    let tables = lines.split { !$0.hasPrefix("|") }.map { lines in
      lines.enumerated().filter { $0.offset != 1 }.map { _, line in
        line.dropFirst(2).dropLast(2).components(separatedBy: " | ").map {
          $0.replacing("&lt;", with: "<").replacing("&gt;", with: ">")
        }
      }
    }
    expectSame(tables, "Markdown")
  }

  @Test func `HTML shows the result's numbers`() {
    let tree = MarkupTree(HTMLReport().text(of: report))
    #expect(tree.isWellFormed)
    expectSame(tree.tables, "HTML")
  }

  @Test(arguments: [80, 120])
  func `text shows the result's numbers`(width: Int) {
    let lines = TextReport(width: width).text(of: report).components(separatedBy: "\n")
    let tables = lines.split { $0.isEmpty }.compactMap { lines -> [[String]]? in
      let marks = ["of first then", "of prev.", "vs rest", "Period ", "  Share"]
      guard let head = lines.firstIndex(where: { line in marks.contains { line.contains($0) } })
      else { return nil }
      return TextTable(Array(lines[head...])).cells
    }
    expectSame(tables, "text")
  }

  @Test func `CSV gives every digit back`() throws {
    let table = CSVTable(CSVReport().text(of: report))
    #expect(table.widths.count == 1)
    func rows(_ name: String, _ columns: [String]) -> [[Cell]] {
      table.rows.filter { $0["table"] == name }.map { row in
        columns.map { Cell(exactly: row[$0] ?? "?") }
      }
    }
    let columns = ["count", "from_first", "from_previous", "lost", "seconds_median"]
    let figures = Figures(report)
    expectSame(rows("funnel", columns), figures.steps, "CSV steps")
    let groups = report.result.breakdowns.flatMap(\.groups)
    let steps = groups.flatMap { group in
      Figures(FunnelResult(query: report.result.query, funnel: group.funnel, breakdowns: [])).steps
    }
    expectSame(rows("breakdown", columns), steps, "CSV groups")
    func differences(_ name: String) -> [[Cell]] {
      let columns = ["vs_rest", "vs_rest_low", "vs_rest_high", "p", "p_adjusted"]
      return rows(name, columns).filter { $0[0].value != nil }
    }
    func verdicts(_ name: String) -> [String] {
      table.rows.filter { $0["table"] == name }.compactMap { $0["verdict"] }.filter { !$0.isEmpty }
    }
    let expected = groups.compactMap(\.versusRest)
    expectSame(differences("breakdown"), expected.map(\.figures), "CSV differences")
    #expect(verdicts("breakdown") == expected.map(\.verdict.rawValue))
    let other = try #require(report.comparison)
    let difference = try #require(other.difference)
    expectSame(differences("compare"), [difference.figures], "CSV comparison")
    #expect(verdicts("compare") == [difference.verdict.rawValue])
    expectSame(
      rows("compare", columns),
      Figures(FunnelResult(query: report.result.query, funnel: other.funnel, breakdowns: [])).steps,
      "CSV comparison")
    let intervals = [
      "from_first_low", "from_first_high", "from_previous_low", "from_previous_high",
    ]
    expectSame(
      rows("funnel", intervals),
      report.result.funnel.steps.map { step in
        [step.fromFirst.interval, step.fromPrevious?.interval].flatMap {
          [$0?.lowerBound, $0?.upperBound]
        }
      }, "CSV intervals")
    let periods = rows("trend", ["count", "open"])
    let trend = figures.trend.flatMap { [[$0[0], $0[3]], [$0[1], nil]] }
    expectSame(periods, trend, "CSV trend")
    expectSame(
      rows("trend_before", ["count", "open"]),
      report.result.trendBefore.compactMap { $0 }.flatMap { point in
        [[Double(point.entered), Double(point.open)], [Double(point.converted), nil]]
      }, "CSV periods before")
    let pairs = zip(report.result.trend ?? [], report.result.trendBefore)
    let names: [[String?]] = pairs.flatMap { point, before in
      before.map { Array(repeating: [point.period.name, $0.period.name], count: 2) } ?? []
    }
    let earlier = table.rows.filter { $0["table"] == "trend_before" }
    #expect(earlier.map { [$0["behind"], $0["group"]] } == names)
    #expect(!names.isEmpty && table.rows.allSatisfy { $0["by"] == "" || $0["kind"] != "" })
    expectSame(rows("histogram", ["bin_from", "bin_to", "count"]), figures.bins, "CSV histogram")
    let reasons = table.rows.filter { $0["table"] == "funnel" }.map { row in
      LossReason.allCases.map { row[$0.name].flatMap { Int($0) } }
    }
    #expect(
      reasons
        == report.result.funnel.steps.map { step in
          LossReason.allCases.map { step.reasons?[$0] }
        })
  }

  @Test func `JSON gives trend and histogram back`() throws {
    let json = JSONReport().text(of: report)
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    let figures = Figures(report)
    func cells(_ rows: Any?, _ keys: [String]) throws -> [[Cell]] {
      try #require(rows as? [[String: Any]]).map { row in
        keys.map { key in Cell(value: (row[key] as? NSNumber)?.doubleValue, tolerance: 1e-9) }
      }
    }
    expectSame(
      try cells(object["trend"], ["entered", "converted", "rate", "open"]), figures.trend, "JSON")
    let before = try #require(object["trend"] as? [[String: Any]]).map { point in
      [
        Cell(
          value: ((point["before"] as? [String: Any])?["rate"] as? NSNumber)?.doubleValue,
          tolerance: 1e-9)
      ]
    }
    expectSame(before, figures.before.map { [$0[0]] }, "JSON periods before")
    let histogram = try #require(object["histogram"] as? [String: Any])
    expectSame(try cells(histogram["bins"], ["from", "to", "count"]), figures.bins, "JSON")
    let funnel = try #require(object["funnel"] as? [String: Any])
    expectSame(
      try cells(funnel["steps"], ["count", "from_first", "from_previous", "lost"]),
      figures.steps.map { Array($0.prefix(4)) }, "JSON")
  }

  @Test func `the picture shows each step's count and share`() {
    let texts = MarkupTree(SVGReport().text(of: report)).texts["text"] ?? []
    let pairs = texts.compactMap { text -> [Cell]? in
      let parts = text.components(separatedBy: " · ")
      return parts.count == 2 ? parts.map { Cell($0) } : nil
    }
    let expected = Figures(report.result).steps.map { [$0[0], $0[1]] }
    expectSame(pairs, expected, "SVG")
  }
}
