/// A column whose values are told apart by a number.
enum SplitColumn: Sendable {
  /// Zero for a missing value, otherwise the text's position plus one.
  case coded(CodeArray, TextTable)
  /// The same, kept once for every run of rows with one value.
  case runs(CodeRuns, TextTable)
  /// The event name, which no row lacks.
  case event(CodeArray, TextTable)
  /// The decimal's bits, rotated so that a missing value is zero.
  case decimal(DecimalColumn)

  /// Finds a column, or returns nil.
  init?(named name: String, in store: EventStore) {
    switch store.columns.first(where: { $0.name == name })?.values {
    case .coded(let codes, let texts): self = .coded(codes, texts)
    case .runs(let codes, let texts): self = .runs(codes, texts)
    case .decimal(let decimals): self = .decimal(decimals)
    case nil:
      guard name == store.roles.event else { return nil }
      self = .event(store.eventCodes, store.eventNames)
    }
  }

  /// Finds a column, or throws an error that names the nearest ones.
  init(required name: String, in store: EventStore) throws(QueryError) {
    guard let column = SplitColumn(named: name, in: store) else {
      throw .unknownColumn(
        name: name, suggestions: nearestNames(to: name, in: store.columnNames))
    }
    self = column
  }

  /// Returns the code of a row's value, zero where it is missing.
  @inline(__always)
  func code(at row: Int) -> UInt64 {
    switch self {
    case .coded(let codes, _): UInt64(codes[row])
    case .runs(let codes, _): UInt64(codes[row])
    case .event(let codes, _): UInt64(codes[row]) + 1
    case .decimal(let decimals): Self.code(ofMantissa: decimals.mantissas[row])
    }
  }

  /// Returns the code of a value given as text, or nil when no row has it.
  ///
  /// - Complexity: O(different values).
  func code(of text: String?) -> UInt64? {
    guard let text else { return 0 }
    switch self {
    case .coded(_, let texts), .runs(_, let texts), .event(_, let texts):
      // Bytes that are no UTF-8 are shown with U+FFFD, and may come back so.
      let position =
        texts.firstIndex(of: text)
        ?? (text.unicodeScalars.contains("\u{FFFD}")
          ? (0..<texts.count).first { texts[$0] == text } : nil)
      return position.map { UInt64($0) + 1 }
    case .decimal(let decimals):
      guard let parsed = DecimalColumn.parse(text.utf8),
        parsed.fractionDigits == decimals.fractionDigits
      else { return nil }
      return Self.code(ofMantissa: parsed.mantissa)
    }
  }

  /// Returns the text of a code, nil for a missing value.
  func text(of code: UInt64) -> String? {
    guard code != 0 else { return nil }
    switch self {
    case .coded(_, let texts), .runs(_, let texts), .event(_, let texts):
      return texts[Int(code) - 1]
    case .decimal(let decimals):
      let mantissa = Int64(bitPattern: code) &+ DecimalColumn.missing
      let one = DecimalColumn(fractionDigits: decimals.fractionDigits, mantissas: [mantissa])
      return one.text(at: 0)
    }
  }

  static func code(ofMantissa mantissa: Int64) -> UInt64 {
    UInt64(bitPattern: mantissa &- DecimalColumn.missing)
  }
}
