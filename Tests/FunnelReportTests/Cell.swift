import Foundation

/// A number read back from a report, and how far rounding may have moved it.
struct Cell {
  var value: Double?
  var tolerance: Double

  init(value: Double?, tolerance: Double) {
    self.value = value
    self.tolerance = tolerance
  }

  /// Reads a number with all its digits.
  init(exactly text: String) {
    self.init(value: Double(text), tolerance: 0)
  }

  /// Reads a count, a percentage, percentage points or a length of time as people are shown it.
  init(_ text: String) {
    let plain = text.replacing(",", with: "").replacing("<", with: "").replacing(">", with: "")
    if plain.hasSuffix("%") {
      // `<0.1%` stands for anything below.
      let isBound = text != text.replacing("<", with: "").replacing(">", with: "")
      value = Double(plain.dropLast()).map { $0 / 100 }
      tolerance = isBound ? 0.001 : 0.000_501
    } else if plain.hasSuffix(" pp") {
      value = Double(plain.dropLast(3)).map { $0 / 100 }
      tolerance = 0.000_501
    } else if plain.contains(" ") {
      let sizes: [Substring: Double] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
      let words = plain.split(separator: " ")
      var (sum, last) = (0.0, 1.0)
      for index in stride(from: 0, to: words.count - 1, by: 2) {
        last = sizes[words[index + 1]] ?? .nan
        sum += (Double(words[index]) ?? .nan) * last
      }
      value = sum
      tolerance = plain.contains(".") ? 0.051 : last
    } else {
      value = Double(plain)
      tolerance = 0
    }
  }
}

/// A table of a text report, its cells found by the ends of their columns' titles.
struct TextTable {
  private(set) var cells: [[String]]

  init(_ lines: [String]) {
    let head = Array(lines[0])
    let titles = [
      "Users", "of first", "of prev.", "Lost", "Median", "Entered", "Converted", "Rate", "vs rest",
      "Period", "Open", "From", "To", "Share", "then", "of first then", "change",
      "Rate then", "Change",
    ]
    var columns: [(title: String, end: Int)] = []
    for title in titles {
      let letters = Array(title)
      let start = head.indices.first { head[$0...].starts(with: letters) }
      if let start { columns.append((title, start + letters.count)) }
    }
    cells =
      [columns.map(\.title)]
      + lines.dropFirst().map { line in
        columns.map { column in
          let part = line.prefix(column.end)
          guard line.count >= column.end, part.last != " " else { return "" }
          return part.components(separatedBy: "  ").last?.trimmingPrefix(" ").description ?? ""
        }
      }
  }
}
