/// Comma-separated values read back by RFC 4180, each row by the names of its columns.
struct CSVTable {
  var rows: [[String: String]] = []
  var widths: Set<Int> = []

  init(_ text: String) {
    var records: [[String]] = [[""]]
    var isQuoted = false
    let scalars = Array(text.unicodeScalars)
    var index = 0
    func append(_ scalar: Unicode.Scalar) {
      let cell = records[records.count - 1].count - 1
      records[records.count - 1][cell].unicodeScalars.append(scalar)
    }
    while index < scalars.count {
      let scalar = scalars[index]
      let next = index + 1 < scalars.count ? scalars[index + 1] : nil
      switch scalar {
      case "\"" where isQuoted && next == "\"":
        append(scalar)
        index += 1
      case "\"": isQuoted.toggle()
      case "," where !isQuoted: records[records.count - 1].append("")
      case "\n" where !isQuoted: records.append([""])
      default: append(scalar)
      }
      index += 1
    }
    if records.last == [""] { records.removeLast() }
    widths = Set(records.map(\.count))
    guard let names = records.first else { return }
    rows = records.dropFirst().map { record in
      Dictionary(uniqueKeysWithValues: zip(names, record))
    }
  }
}
