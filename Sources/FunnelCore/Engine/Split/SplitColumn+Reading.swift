extension SplitColumn {
  /// The codes of a column in memory, for walks over very many rows.
  ///
  /// It is valid only while the function runs that it was given to.
  enum Reading: @unchecked Sendable {
    case bytes(UnsafeBufferPointer<UInt8>)
    case halves(UnsafeBufferPointer<UInt16>)
    case words(UnsafeBufferPointer<UInt32>)
    case eventBytes(UnsafeBufferPointer<UInt8>)
    case eventHalves(UnsafeBufferPointer<UInt16>)
    case eventWords(UnsafeBufferPointer<UInt32>)
    case runs(CodeRuns.Reading)
    case decimals(UnsafeBufferPointer<Int64>)

    /// Returns the code of a row's value, zero where it is missing.
    @inline(__always)
    func code(at row: Int) -> UInt64 {
      switch self {
      case .bytes(let codes): UInt64(codes[row])
      case .halves(let codes): UInt64(codes[row])
      case .words(let codes): UInt64(codes[row])
      case .eventBytes(let codes): UInt64(codes[row]) &+ 1
      case .eventHalves(let codes): UInt64(codes[row]) &+ 1
      case .eventWords(let codes): UInt64(codes[row]) &+ 1
      case .runs(let runs): runs.code(at: row)
      case .decimals(let mantissas): SplitColumn.code(ofMantissa: mantissas[row])
      }
    }
  }

  /// Calls `body` with the column's codes in memory.
  func withReading<Answer>(_ body: (Reading) -> Answer) -> Answer {
    switch self {
    case .coded(.bytes(let codes), _): codes.withUnsafeBufferPointer { body(.bytes($0)) }
    case .coded(.halves(let codes), _): codes.withUnsafeBufferPointer { body(.halves($0)) }
    case .coded(.words(let codes), _): codes.withUnsafeBufferPointer { body(.words($0)) }
    case .event(.bytes(let codes), _): codes.withUnsafeBufferPointer { body(.eventBytes($0)) }
    case .event(.halves(let codes), _): codes.withUnsafeBufferPointer { body(.eventHalves($0)) }
    case .event(.words(let codes), _): codes.withUnsafeBufferPointer { body(.eventWords($0)) }
    case .runs(let codes, _): codes.withReading { body(.runs($0)) }
    case .decimal(let decimals):
      decimals.mantissas.withUnsafeBufferPointer { body(.decimals($0)) }
    }
  }

  /// A number that is greater than all codes; nil where codes are any numbers.
  var codeBound: Int? {
    switch self {
    case .coded(_, let texts), .runs(_, let texts), .event(_, let texts): texts.count + 1
    case .decimal: nil
    }
  }
}
