internal import CKernels

/// Reads plain rows of delimited values into a block: one line, no faults, and no quotes in the
/// values that are kept, as nearly all rows are.
struct PlainRows: Sendable {
  /// A column of the file that is kept, and the slot of the block its values go to.
  struct KeptColumn: Sendable {
    var column: Int
    var slot: Int
  }

  private let kept: [KeptColumn]
  private let width: Int
  let delimiter: UInt8

  /// Prepares to read rows by where the values of each column go; those of unit, event and time must be
  /// kept.
  init?(targets: [ValueTarget], delimiter: UInt8) {
    guard RowBlock.requiredSlots.allSatisfy({ targets.contains(.slot($0)) }) else { return nil }
    kept = targets.enumerated().compactMap { column, target in
      guard case .slot(let slot) = target else { return nil }
      return KeptColumn(column: column, slot: slot)
    }
    width = targets.count
    self.delimiter = delimiter
  }

  /// Where reading came to.
  struct Progress {
    /// The start of the first row that was not taken.
    var next: Int
    /// The number of rows taken, each of one line.
    var count: Int
    /// The earliest and the latest time of the rows taken.
    var earliest = Int64.max
    var latest = Int64.min
  }

  /// Takes rows from a position on until the block is full or a row needs a closer look.
  ///
  /// It leaves nothing behind of the row where it stops, which may also end after the bytes.
  func read(
    _ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int, into block: inout RowBlock,
    _ minute: inout RecentMinute, _ parser: TimestampParser, form: KernelForm = .bestForRows
  ) -> Progress {
    let first = block.count
    return withUnsafeTemporaryAllocation(of: Int.self, capacity: RowBlock.capacity + 1) { starts in
      guard let starts = starts.baseAddress else { return Progress(next: start, count: 0) }
      let found = block.withColumns(kept) { columns in
        var rows = plain_rows(
          bytes: bytes, end: end, delimiter: delimiter, columns: columns,
          column_count: kept.count, width: width, longest: EventLoader.recordLimit,
          capacity: RowBlock.capacity, starts: starts)
        return plain_rows_read(form.form, &rows, start, first)
      }
      return block.keepTimely(first..<found, startingAt: starts, &minute, parser)
    }
  }
}

extension RowBlock {
  /// Keeps rows that were read up to the first whose time cannot be, and takes in the times.
  mutating func keepTimely(
    _ rows: Range<Int>, startingAt starts: UnsafePointer<Int>, _ minute: inout RecentMinute,
    _ parser: TimestampParser
  ) -> PlainRows.Progress {
    let first = rows.lowerBound
    var progress = PlainRows.Progress(next: starts[first], count: 0)
    let texts = timeTexts
    for row in rows {
      let text = ByteSlice(base: texts[row].base, count: Int(texts[row].count))
      guard let moment = minute.parse(text, by: parser)?.rawValue else { break }
      times[row] = moment
      progress.earliest = min(progress.earliest, moment)
      progress.latest = max(progress.latest, moment)
      progress.count &+= 1
    }
    truncate(to: first + progress.count)
    progress.next = starts[first + progress.count]
    return progress
  }
}

extension RowAppender {
  /// Takes plain rows from a position on, as many as the block has room for.
  mutating func appendPlain(
    _ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int, into block: inout RowBlock
  ) -> PlainRows.Progress? {
    guard let plainRows else { return nil }
    block.makeRoom(for: builder.columns.count)
    let progress = plainRows.read(bytes, from: start, to: end, into: &block, &minute, parser)
    return finishPlain(progress, &block)
  }

  /// Takes in what was read by other means; nil when it is nothing.
  mutating func finishPlain(
    _ progress: PlainRows.Progress, _ block: inout RowBlock
  ) -> PlainRows.Progress? {
    if progress.count == 0 { return nil }
    note(progress.earliest)
    note(progress.latest)
    if block.isFull { flush(&block) }
    return progress
  }
}
