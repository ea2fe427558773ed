/// A few hundred rows whose texts still lie in the buffer they were read from.
///
/// Columns are coded one after the other for the whole block, which keeps each column's table
/// near the processor and lets look-ups overlap. The buffer must outlive the rows in the block.
struct RowBlock: ~Copyable {
  /// The number of rows that are coded together.
  static let capacity = 256

  /// The number of rows.
  private(set) var count = 0
  let times = UnsafeMutablePointer<Int64>.allocate(capacity: capacity)
  /// Room for the codes of one column.
  let codes = UnsafeMutablePointer<UInt32>.allocate(capacity: capacity)
  /// The texts of the units, of the events, and of each column.
  private var cells: UnsafeMutablePointer<TextCell>
  /// How many cells each of them has.
  private var fills: UnsafeMutablePointer<Int>
  /// How many columns have room.
  private(set) var columnCount: Int
  /// The end of the buffer that the texts lie in.
  let end: UnsafeRawPointer
  /// Texts that could not be taken from the buffer as they stand.
  private var copies: [UnsafeMutablePointer<UInt8>] = []

  /// Creates a block for rows of a buffer with an end.
  init(columnCount: Int, end: UnsafeRawPointer) {
    self.end = end
    self.columnCount = columnCount
    fills = .allocate(capacity: columnCount + 2)
    fills.initialize(repeating: 0, count: columnCount + 2)
    cells = .allocate(capacity: (columnCount + 2) * Self.capacity)
  }

  deinit {
    times.deallocate()
    codes.deallocate()
    fills.deallocate()
    cells.deallocate()
    for copy in copies { copy.deallocate() }
  }

  var isFull: Bool { count == Self.capacity }

  /// The texts of the units, one for each row.
  var units: UnsafeBufferPointer<TextCell> { UnsafeBufferPointer(start: cells, count: count) }

  /// The names of the events, one for each row.
  var events: UnsafeBufferPointer<TextCell> {
    UnsafeBufferPointer(start: cells + Self.capacity, count: count)
  }

  /// The values of a column, in the order of their rows; rows without a value have none.
  func values(ofColumn index: Int) -> UnsafeBufferPointer<TextCell> {
    UnsafeBufferPointer(start: cells + (index + 2) * Self.capacity, count: fills[index + 2])
  }

  /// Adds a row, of which there must be fewer than the capacity.
  @inline(__always)
  mutating func append(unit: ByteSlice, time: Timestamp, event: ByteSlice) {
    precondition(count < Self.capacity)
    let row = UInt32(truncatingIfNeeded: count)
    times[count] = time.rawValue
    cells[count] = TextCell(
      base: unit.base, count: UInt32(truncatingIfNeeded: unit.count), row: row)
    cells[Self.capacity + count] = TextCell(
      base: event.base, count: UInt32(truncatingIfNeeded: event.count), row: row)
    count += 1
  }

  /// Sets a property of the row that is appended next; when it is set again, the last value counts.
  @inline(__always)
  mutating func set(_ text: ByteSlice, inColumn index: Int) {
    if index >= columnCount { makeRoom(for: index + 1) }
    let row = UInt32(truncatingIfNeeded: count)
    let fill = fills[index &+ 2]
    var cell = cells + ((index &+ 2) &* Self.capacity &+ fill)
    if fill > 0, cell[-1].row == row { cell -= 1 } else { fills[index &+ 2] = fill &+ 1 }
    cell.pointee = TextCell(
      base: text.base, count: UInt32(truncatingIfNeeded: text.count), row: row)
  }

  /// Forgets the properties of a row that is not appended.
  mutating func dropValues() {
    for index in 2..<columnCount + 2 where fills[index] > 0 {
      if Int(cells[index * Self.capacity + fills[index] - 1].row) == count { fills[index] -= 1 }
    }
  }

  /// Keeps a copy of a text until the block is emptied.
  mutating func copy(_ text: ByteSlice) -> ByteSlice {
    // As much as is looked at of a short text, in case it lies before the end of the buffer.
    let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: text.count + 16)
    copy.initialize(repeating: 0, count: text.count + 16)
    copy.update(from: text.base, count: text.count)
    copies.append(copy)
    return ByteSlice(base: copy, count: text.count)
  }

  /// Takes all rows out.
  mutating func removeAll() {
    count = 0
    fills.update(repeating: 0, count: columnCount + 2)
    for copy in copies { copy.deallocate() }
    copies.removeAll(keepingCapacity: true)
  }

  private mutating func makeRoom(for columns: Int) {
    let wanted = max(columns, columnCount * 2)
    let larger = UnsafeMutablePointer<TextCell>.allocate(capacity: (wanted + 2) * Self.capacity)
    larger.update(from: cells, count: (columnCount + 2) * Self.capacity)
    cells.deallocate()
    cells = larger
    let counts = UnsafeMutablePointer<Int>.allocate(capacity: wanted + 2)
    counts.initialize(repeating: 0, count: wanted + 2)
    counts.update(from: fills, count: columnCount + 2)
    fills.deallocate()
    fills = counts
    columnCount = wanted
  }
}

extension EventStoreBuilder {
  /// Appends the rows of a block and empties it.
  ///
  /// - Complexity: O(bytes of the texts) on average.
  mutating func append(_ block: inout RowBlock) {
    let rows = block.count
    guard rows > 0 else { return }
    let first = open.count
    let codes = UnsafeMutableBufferPointer(start: block.codes, count: rows)
    units.intern(block.units, block.codes, readableTo: block.end)
    open.unitCodes.append(contentsOf: codes)
    open.times.append(contentsOf: UnsafeBufferPointer(start: block.times, count: rows))
    events.intern(block.events, block.codes, readableTo: block.end)
    open.eventCodes.append(codes.span, largest: UInt32(events.count))
    for index in 0..<min(columns.count, block.columnCount) {
      let cells = block.values(ofColumn: index)
      if cells.isEmpty { continue }
      columns[index].texts.intern(cells, block.codes, readableTo: block.end)
      for position in cells.indices { block.codes[position] &+= 1 }
      open.makeColumn(index)
      if cells.count == rows {
        open.columns[index].set(
          codes.span, largest: UInt32(columns[index].texts.count), fromRow: first)
      } else {
        for (position, cell) in cells.enumerated() {
          open.columns[index].set(block.codes[position], row: first + Int(cell.row))
        }
      }
    }
    block.removeAll()
  }
}
