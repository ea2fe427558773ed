extension EventLoader {
  /// Recognises format and columns by the first bytes of a file and prepares to read its rows.
  mutating func decideHead(isFinal: Bool) throws(LoadError) {
    guard !buffer.isEmpty else { throw .empty }
    let head = Array(buffer.prefix(Self.headLength))
    let isWhole = isFinal && buffer.count <= Self.headLength
    let decision = try decision(on: head, isWhole: isWhole, options)
    guard case .delimited(let rows) = decision.reader, options.hasHeader,
      lacksHeader(rows, from: decision.start, isWhole: isWhole)
    else { return try begin(decision, isWhole: isWhole) }
    var options = options
    options.hasHeader = false
    do throws(LoadError) {
      try begin(try self.decision(on: head, isWhole: isWhole, options), isWhole: isWhole)
    } catch {
      throw .noHeader(values: rows.names)
    }
  }

  private func decision(
    on head: [UInt8], isWhole: Bool, _ options: ReadingOptions
  ) throws(LoadError) -> HeadDecision {
    let decision = head.withUnsafeBufferPointer { bytes in
      Result { () throws(LoadError) in try HeadDecision(bytes, isWhole: isWhole, options: options) }
    }
    return try decision.get()
  }

  /// Whether the first line holds values instead of names: one of them is a time.
  ///
  /// A column that the user calls by a name of the first line shows that it has names.
  private func lacksHeader(_ rows: DelimitedReader, from start: Int, isWhole: Bool) -> Bool {
    let named = [
      options.unitColumn, options.timeColumn, options.eventColumn, options.sessionColumn,
    ]
    if named.contains(where: { $0.map(rows.names.contains) ?? false }) { return false }
    return sampledColumns(rows, from: start, isWhole: isWhole).contains(
      where: \.isNamedLikeItsTimes)
  }

  private mutating func begin(_ decision: HeadDecision, isWhole: Bool) throws(LoadError) {
    switch decision.reader {
    case .delimited(let rows): try begin(rows, decision.reader, decision, isWhole: isWhole)
    case .json(let rows): try begin(rows, decision.reader, decision, isWhole: isWhole)
    case .accessLog(let rows): try begin(rows, decision.reader, decision, isWhole: isWhole)
    }
  }

  private mutating func begin<Reader: RecordReader>(
    _ rows: Reader, _ reader: AnyRecordReader, _ head: HeadDecision, isWhole: Bool
  ) throws(LoadError) {
    let columns = sampledColumns(rows, from: head.start, isWhole: isWhole)
    let names = columns.map(\.name)
    if appender == nil {
      let roles = try roles(of: columns, head.format)
      let known: [String]? = if case .json = reader { nil } else { names }
      for name in (options.keepColumns ?? []) + (options.idColumn.map { [$0] } ?? []) {
        if let known, !known.contains(name) { throw .unknownColumn(name, columns: known) }
      }
      appender = RowAppender(roles: roles, options: options)
      format = head.format
    } else if let roles = appender?.builder.roles {
      if !names.contains(roles.unit) { throw .unknownColumn(roles.unit, columns: names) }
      if !names.contains(roles.time) { throw .unknownColumn(roles.time, columns: names) }
      if !names.contains(roles.event) { throw .unknownColumn(roles.event, columns: names) }
    }
    if case .json = reader {
      // Keys are met anew while rows are read, so their columns come in that order.
      appender?.beginFile(columns: [])
    } else {
      appender?.beginFile(columns: names)
      if case .delimited(let rows) = reader { appender?.readPlainly(rows.delimiter) }
    }
    self.reader = reader
    buffer.removeSubrange(0..<head.start)
    advanceLine(by: head.lines)
  }

  private func roles(
    of columns: [SampledColumn], _ format: InputFormat
  ) throws(LoadError) -> EventStore.ColumnRoles {
    if format != .accessLog {
      let plain = Set(columns.map(\.plainName))
      let isDaily = plain.contains("date") && plain.contains("visitors")
      if isDaily, options.unitColumn == nil, plain.isDisjoint(with: ColumnGuess.unitNames) {
        throw .aggregateExport
      }
      do { return try ColumnGuess(columns: columns, options: options).roles() } catch {
        let nested = columns.first { $0.values.first.map(Self.isListOfObjects) ?? false }
        guard case .noTimeColumn = error, let nested else { throw error }
        throw .nestedEvents(key: nested.name)
      }
    }
    var options = options
    options.unitColumn = options.unitColumn ?? AccessLogReader.roles.unit
    options.timeColumn = options.timeColumn ?? AccessLogReader.roles.time
    options.eventColumn = options.eventColumn ?? AccessLogReader.roles.event
    return try ColumnGuess(columns: columns, options: options).roles()
  }

  /// Whether a value is a JSON array of objects, as in exports with all events inside one object.
  private static func isListOfObjects(_ text: String) -> Bool {
    let start = text.utf8.lazy.filter { $0 > UInt8(ascii: " ") }.prefix(2)
    return start.elementsEqual("[{".utf8)
  }

  /// Reads the first rows on trial to see what the columns hold.
  private func sampledColumns<Reader: RecordReader>(
    _ rows: Reader, from start: Int, isWhole: Bool
  ) -> [SampledColumn] {
    var rows = rows
    var columns = (0..<rows.columnCount).map { SampledColumn(name: rows.columnName($0)) }
    var record = Record()
    var position = start
    var count = 0
    let head = Array(buffer.prefix(Self.headLength))
    head.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return }
      while position < bytes.count, count < SampledColumn.rowLimit {
        record.clear()
        switch rows.next(in: bytes, from: position, isFinal: isWhole, into: &record) {
        case .record(let next, _):
          position = next
          count += 1
          while columns.count < rows.columnCount {
            columns.append(SampledColumn(name: rows.columnName(columns.count)))
          }
          for field in record.fields {
            let text = record.text(of: field, in: base).text
            columns[Int(field.column)].values.append(text)
          }
        case .skipped(let next, _), .rejected(let next, _, _): position = next
        case .rejectedLine:
          position = bytes.endOfLine(from: position, isFinal: true) ?? bytes.count
        case .incomplete: return
        }
      }
    }
    for index in columns.indices { columns[index].rows = count }
    return columns
  }
}

/// What the first bytes of a file say: its format, its header, and where its rows start.
struct HeadDecision {
  let format: InputFormat
  let reader: AnyRecordReader
  let start: Int
  let lines: Int

  init(
    _ bytes: UnsafeBufferPointer<UInt8>, isWhole: Bool, options: ReadingOptions
  ) throws(LoadError) {
    let detector = FormatDetector(bytes: bytes, isWhole: isWhole)
    if let given = options.inputFormat {
      try detector.refuseWhatIsNoText()
      format = given
    } else {
      format = try detector.detect()
    }
    switch format {
    case .accessLog:
      (reader, start, lines) = (.accessLog(AccessLogReader()), detector.markLength, 0)
    case .jsonl, .json:
      (reader, start, lines) = (
        .json(JSONReader(isLines: format == .jsonl)), detector.markLength, 0
      )
    case .csv, .tsv:
      let delimiter = format == .tsv ? 9 : detector.delimiter(among: [44, 59, 124])
      let header = try Self.header(bytes, delimiter, from: detector.markLength, isWhole: isWhole)
      if options.hasHeader {
        reader = .delimited(DelimitedReader(delimiter: delimiter, names: header.names))
        (start, lines) = (header.end, header.lines)
      } else {
        let names = header.names.indices.map { "column\($0 + 1)" }
        reader = .delimited(DelimitedReader(delimiter: delimiter, names: names))
        (start, lines) = (detector.markLength, 0)
      }
    }
  }

  /// Reads the names of the columns, of which there is at least one; without them no row is read.
  private static func header(
    _ bytes: UnsafeBufferPointer<UInt8>, _ delimiter: UInt8, from start: Int, isWhole: Bool
  ) throws(LoadError) -> (names: [String], end: Int, lines: Int) {
    var reader = DelimitedReader(delimiter: delimiter)
    var record = Record()
    var position = start
    var passed = 0
    while let base = bytes.baseAddress {
      record.clear()
      switch reader.next(in: bytes, from: position, isFinal: isWhole, into: &record) {
      case .skipped(let next, let lines): (position, passed) = (next, passed + lines)
      case .record(let next, let lines):
        var names: [String] = []
        for field in record.fields {
          while names.count < Int(field.column) { names.append("") }
          names.append(record.text(of: field, in: base).trimmed.text)
        }
        // The fields at the end may have no name.
        while names.count < reader.lastWidth { names.append("") }
        return (unique(names), next, passed + lines)
      case .incomplete where position == bytes.count: throw .empty
      default: throw .badHeader
      }
    }
    throw .empty
  }

  /// Gives columns without a name their number, and repeated names a number behind.
  private static func unique(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    // Ten thousand columns of one name must not count from two ten thousand times.
    var numbers: [String: Int] = [:]
    return names.enumerated().map { index, name in
      let wanted = name.isEmpty ? "column\(index + 1)" : name
      var result = wanted
      while !seen.insert(result).inserted {
        let number = numbers[wanted, default: 1] + 1
        numbers[wanted] = number
        result = "\(wanted)_\(number)"
      }
      return result
    }
  }
}
