internal import CKernels

/// A few hundred rows whose texts still lie in the buffer they were read from.
///
/// Columns are coded one after the other for the whole block, which keeps each column's table
/// near the processor and lets look-ups overlap. The buffer must outlive the rows in the block.
struct RowBlock: ~Copyable {
  /// The number of rows that are coded together.
  static let capacity = 256

  /// The places in a block: for the unit, the event, the time, and the columns.
  static let unitSlot = 0
  static let eventSlot = 1
  static let timeSlot = 2
  static func slot(ofColumn index: Int) -> Int { 3 &+ index }

  /// The places that have a text for every row.
  static let requiredSlots = unitSlot...timeSlot

  /// The number of rows.
  private(set) var count = 0
  let times = UnsafeMutablePointer<Int64>.allocate(capacity: capacity)
  /// How many columns have room.
  private(set) var columnCount: Int
  /// The texts of each slot.
  private var cells: UnsafeMutablePointer<TextCell>
  /// Room for the codes of each slot.
  private var codes: UnsafeMutablePointer<UInt32>
  /// How many cells each slot has.
  private var fills: UnsafeMutablePointer<Int>
  /// Where each row was put when only some were kept; the greatest number for the others.
  private let places = UnsafeMutablePointer<UInt32>.allocate(capacity: capacity)
  /// The end of the buffer that the texts lie in.
  let end: UnsafeRawPointer
  /// Texts that could not be taken from the buffer as they stand.
  private var copies: [UnsafeMutablePointer<UInt8>] = []

  /// Creates a block for rows of a buffer with an end.
  init(columnCount: Int, end: UnsafeRawPointer) {
    self.end = end
    self.columnCount = columnCount
    let slots = Self.slot(ofColumn: columnCount)
    fills = .allocate(capacity: slots)
    fills.initialize(repeating: 0, count: slots)
    cells = .allocate(capacity: slots * Self.capacity)
    codes = .allocate(capacity: slots * Self.capacity)
  }

  deinit {
    times.deallocate()
    places.deallocate()
    unitKeys.deallocate()
    unitParts.deallocate()
    codes.deallocate()
    fills.deallocate()
    cells.deallocate()
    for copy in copies { copy.deallocate() }
  }

  var isFull: Bool { count == Self.capacity }

  /// The texts of the units, one for each row.
  var units: UnsafeBufferPointer<TextCell> { texts(inSlot: Self.unitSlot) }

  /// The names of the events, one for each row.
  var events: UnsafeBufferPointer<TextCell> { texts(inSlot: Self.eventSlot) }

  /// The values of a column, in the order of their rows; rows without a value have none.
  func values(ofColumn index: Int) -> UnsafeBufferPointer<TextCell> {
    texts(inSlot: Self.slot(ofColumn: index))
  }

  private func texts(inSlot slot: Int) -> UnsafeBufferPointer<TextCell> {
    UnsafeBufferPointer(start: cells + slot * Self.capacity, count: fills[slot])
  }

  /// Room for the keys of the units, and behind ``capacity`` for those of rows that are not kept.
  let unitKeys = UnsafeMutablePointer<TextKey>.allocate(capacity: 2 * capacity)
  /// Room for the parts that the rows belong to, as for the keys.
  let unitParts = UnsafeMutablePointer<UInt8>.allocate(capacity: 2 * capacity)

  /// Room for the codes of units with long texts.
  var unitCodes: UnsafeMutablePointer<UInt32> { codes + Self.unitSlot * Self.capacity }

  /// Room for the codes of the events.
  var eventCodes: UnsafeMutablePointer<UInt32> { codes + Self.eventSlot * Self.capacity }

  /// Room for the codes of a column's values.
  func codes(ofColumn index: Int) -> UnsafeMutablePointer<UInt32> {
    codes + Self.slot(ofColumn: index) * Self.capacity
  }

  /// Adds a row, of which there must be fewer than the capacity.
  @inline(__always)
  mutating func append(unit: ByteSlice, time: Timestamp, event: ByteSlice) {
    precondition(count < Self.capacity)
    let row = UInt32(truncatingIfNeeded: count)
    times[count] = time.rawValue
    cells[Self.unitSlot * Self.capacity + count] = TextCell(unit, row: row)
    cells[Self.eventSlot * Self.capacity + count] = TextCell(event, row: row)
    count += 1
    for slot in Self.requiredSlots { fills[slot] = count }
  }

  /// Sets a property of the row that is appended next; when it is set again, the last value counts.
  @inline(__always)
  mutating func set(_ text: ByteSlice, inColumn index: Int) {
    if index >= columnCount { makeRoom(for: index + 1) }
    let slot = Self.slot(ofColumn: index)
    let row = UInt32(truncatingIfNeeded: count)
    let fill = fills[slot]
    var cell = cells + (slot &* Self.capacity &+ fill)
    if fill > 0, cell[-1].row == row { cell -= 1 } else { fills[slot] = fill &+ 1 }
    cell.pointee = TextCell(text, row: row)
  }

  /// Forgets the properties of a row that is not appended.
  mutating func dropValues() { truncate(to: count) }

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
    fills.update(repeating: 0, count: Self.slot(ofColumn: columnCount))
    for copy in copies { copy.deallocate() }
    copies.removeAll(keepingCapacity: true)
  }

  /// Makes sure that there is room for so many columns.
  mutating func makeRoom(for columns: Int) {
    if columns <= columnCount { return }
    let old = Self.slot(ofColumn: columnCount)
    columnCount = max(columns, columnCount * 2)
    let new = Self.slot(ofColumn: columnCount)
    cells = Self.enlarged(cells, from: old * Self.capacity, to: new * Self.capacity)
    codes = Self.enlarged(codes, from: 0, to: new * Self.capacity)
    fills = Self.enlarged(fills, from: old, to: new)
    (fills + old).initialize(repeating: 0, count: new - old)
  }

  private static func enlarged<Element: BitwiseCopyable>(
    _ memory: UnsafeMutablePointer<Element>, from count: Int, to capacity: Int
  ) -> UnsafeMutablePointer<Element> {
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity)
    larger.update(from: memory, count: count)
    memory.deallocate()
    return larger
  }
}

extension RowBlock {
  /// Keeps only the rows whose event's code has a one, the others a zero, and returns what is known of
  /// the others; where there are any, the values of each column are still to be kept.
  ///
  /// Only once units have their keys and events their codes: they stay as these alone.
  mutating func keepRows(ofEvents isAsked: UnsafePointer<UInt8>) -> LeftOutRows {
    let (times, events, places) = (times, eventCodes, places)
    let (units, parts) = (unitKeys, unitParts)
    var leftOut = LeftOutRows()
    for row in 0..<count {
      leftOut.earliest = min(leftOut.earliest, times[row])
      leftOut.latest = max(leftOut.latest, times[row])
    }
    var kept = 0
    for row in 0..<count {
      // What is not kept is written over: a branch could hardly be predicted.
      let one = isAsked[Int(truncatingIfNeeded: events[row])]
      places[row] = UInt32(truncatingIfNeeded: kept) | (UInt32(one) &- 1)
      times[kept] = times[row]
      let other = Self.capacity &+ row &- kept
      (units[other], parts[other]) = (units[row], parts[row])
      (units[kept], parts[kept]) = (units[row], parts[row])
      events[kept] = events[row]
      kept &+= Int(one)
    }
    if kept == count { return LeftOutRows() }
    leftOut.count = count - kept
    count = kept
    return leftOut
  }

  /// Keeps only the values of a column, and their codes where they have some, that belong to rows that
  /// were kept; to be called once.
  mutating func keepValues(ofColumn column: Int) {
    let slot = Self.slot(ofColumn: column)
    let (cells, codes, places) = (cells + slot * Self.capacity, codes(ofColumn: column), places)
    var kept = 0
    for index in 0..<fills[slot] {
      let place = places[Int(truncatingIfNeeded: cells[index].row)]
      cells[kept] = cells[index]
      cells[kept].row = place
      codes[kept] = codes[index]
      kept &+= place == .max ? 0 : 1
    }
    fills[slot] = kept
  }

  /// Calls `body` with where the values of a file's columns go, and takes in how many there are then.
  mutating func withColumns<Result>(
    _ kept: [PlainRows.KeptColumn], _ body: (UnsafeMutablePointer<plain_column>) -> Result
  ) -> Result {
    // The cells as C sees them.
    let cells = UnsafeMutableRawPointer(cells).assumingMemoryBound(to: text_cell.self)
    let fills = fills
    return withUnsafeTemporaryAllocation(of: plain_column.self, capacity: kept.count) { columns in
      for (index, kept) in kept.enumerated() {
        columns[index] = plain_column(
          next: cells + (kept.slot * Self.capacity + fills[kept.slot]), column: kept.column,
          is_required: Self.requiredSlots.contains(kept.slot))
      }
      defer {
        for (index, kept) in kept.enumerated() {
          fills[kept.slot] = columns[index].next - (cells + kept.slot * Self.capacity)
        }
      }
      guard let first = columns.baseAddress else { preconditionFailure("no columns are kept") }
      return body(first)
    }
  }

  /// The texts of the times of plain rows.
  var timeTexts: UnsafePointer<TextCell> { UnsafePointer(cells + Self.timeSlot * Self.capacity) }

  /// Makes the block hold so many rows and forgets the values of all others.
  mutating func truncate(to rows: Int) {
    count = rows
    for slot in Self.requiredSlots { fills[slot] = rows }
    for column in 0..<columnCount {
      let slot = Self.slot(ofColumn: column)
      while fills[slot] > 0, Int(cells[slot * Self.capacity + fills[slot] - 1].row) >= rows {
        fills[slot] -= 1
      }
    }
  }
}
