import CKernels
import Testing

@testable import FunnelCore

/// Plain rows whose separators stand close together, up to one after the other, in every form.
struct CrowdedRowsTests {
  /// Reads rows of which some columns are kept besides unit, time and event.
  private static func read(
    _ text: String, width: Int, keeping columns: [Int], from start: Int, first: Int,
    _ form: KernelForm
  ) -> [String] {
    var targets = Array(repeating: ValueTarget.leftOut, count: width)
    for (index, column) in columns.enumerated() {
      targets[column] = .slot(RowBlock.slot(ofColumn: index))
    }
    targets[1] = .slot(RowBlock.unitSlot)
    targets[width / 2] = .slot(RowBlock.timeSlot)
    targets[width - 2] = .slot(RowBlock.eventSlot)
    let rows = PlainRows(targets: targets, delimiter: UInt8(ascii: ","))
    var minute = RecentMinute()
    let parser = TimestampParser()
    return Array(text.utf8).withUnsafeBufferPointer { bytes in
      guard let rows, let base = bytes.baseAddress else { return [] }
      var block = RowBlock(columnCount: columns.count, holding: first, of: bytes)
      let progress = rows.read(
        base, from: start, to: bytes.count, into: &block, &minute, parser, form: form)
      return block.lines(behind: first, columns: columns.count, progress)
    }
  }

  /// Lines of so many fields, most of them empty, and now and then one too many.
  private static func fields(
    _ width: Int, rows: Int, _ random: inout SeededGenerator
  ) -> [[String]] {
    (0..<rows).map { row in
      let filled = [2, 8, 30][row % 3]
      var fields = (0..<(row % 90 == 77 ? width + 1 : width)).map { _ in
        Int.random(in: 0..<filled, using: &random) == 0
          ? ["x", "yz", "\"\"", "\",\""].randomElement(using: &random) ?? "" : ""
      }
      fields[1] = "u\(row)"
      fields[width / 2] = "\(row)"
      fields[width - 2] = "e"
      return fields
    }
  }

  private static func text(_ rows: [[String]]) -> String {
    rows.map { $0.joined(separator: ",") + "\n" }.joined() + String(repeating: "-", count: 64)
  }

  private static let forms = KernelForm.available(plain_rows_has_form)

  @Test(arguments: [5, 16, 17, 33, 64, 65, 300])
  func `are the same in every form, from every line on`(width: Int) {
    var random = SeededGenerator(state: UInt64(width))
    let text = Self.text(Self.fields(width, rows: 100, &random))
    let plain = compareForms(Self.forms, on: text.utf8, lines: 100) { start, first, form in
      Self.read(
        text, width: width, keeping: [0, width - 1], from: start, first: first, form)
    }
    #expect(plain > 1000)
  }

  @Test(arguments: [5, 16, 17, 33, 64, 65, 300])
  func `have every value that was written`(width: Int) {
    var random = SeededGenerator(state: UInt64(width) + 1)
    let rows = Self.fields(width, rows: 100, &random)
    let others = (0..<width).filter { ![1, width / 2, width - 2].contains($0) }
    let expected = rows[..<77].enumerated().map { row, fields in
      let values = others.map { column -> [String] in
        let value = fields[column]
        if value.isEmpty { return [] }
        return value.hasPrefix("\"") ? [String(value.dropFirst().dropLast())] : [value]
      }
      return "u\(row) \(row * 1_000_000) e \(values)"
    }
    for form in Self.forms {
      let found = Self.read(
        Self.text(rows), width: width, keeping: others, from: 0, first: 0, form)
      #expect(Array(found.dropFirst()) == expected)
    }
  }
}
