internal import Synchronization

/// Rows in the order of reading, put into parts by their unit.
///
/// Each part holds all rows of its units, so that whatever is done unit by unit later finds them
/// together. A row is a record of codes (``RecordLayout``); values of columns that few rows have are
/// kept besides the records.
///
/// Only a single owner may add rows: ask `isKnownUniquelyReferenced` first. All others see it as a
/// value that never changes.
final class PartitionedRows: @unchecked Sendable {
  /// Many enough that a part of a large file fits a processor's cache.
  static let partCount = 256

  /// Of fewer rows it is known in which order they were added.
  static let orderedCount = 1 << 16

  /// Consecutive rows of a part with one layout.
  struct Run {
    var base: UnsafeMutableRawPointer
    var count: Int
    var layout: Int
  }

  /// A value of a column that has no place in the records.
  struct SideCell {
    /// The row within its part.
    var row: UInt32
    var column: UInt32
    var code: UInt32
  }

  private struct Cursor {
    var next = UnsafeMutableRawPointer(bitPattern: 1).unsafelyUnwrapped
    /// How many more records the piece of memory has room for.
    var room = 0
    /// The end of the memory that may be used.
    var end = UnsafeMutableRawPointer(bitPattern: 1).unsafelyUnwrapped
    var rowCount = 0
    /// How many records the piece of memory that was taken last had room for.
    var pieceLength = 0
  }

  private let cursors: UnsafeMutablePointer<Cursor>
  private var runs = Array(repeating: [Run](), count: partCount)
  private(set) var sideCells = Array(repeating: [SideCell](), count: partCount)
  private(set) var layouts: [RecordLayout]
  private(set) var rowCount = 0
  /// What is known of the rows that came between and are not kept.
  private(set) var leftOut = LeftOutRows()
  /// The number of rows that were read: those that are kept and the others.
  var readCount: Int { rowCount + leftOut.count }
  /// What the times of the rows have in common.
  private(set) var timeSpan = TimeSpan()
  /// The part of each row in the order of reading, as long as there are fewer than ``orderedCount``.
  private(set) var partsInOrder: [UInt8] = []
  /// The units of rows that are not kept.
  private(set) var unitsLeftOut = UnitsLeftOut()
  /// How many of the rows that were read have a value of each column.
  private(set) var valueCounts: [Int] = []
  /// Where records are put.
  private let memory: RecordMemory
  /// The slabs that the records of each shelf lie in.
  private var slabs = Array(repeating: [LargeMemory](), count: RecordMemory.shelfCount)
  private var recordBytes = 0
  private let hasGivenRest = Atomic(false)

  /// Creates an empty set of parts for records of a layout.
  convenience init(layout: RecordLayout = RecordLayout()) {
    self.init(layout, in: RecordMemory())
  }

  /// Creates an empty set of parts whose records go behind those of others, in the rest of their
  /// memory where nobody else has taken it.
  convenience init(after others: PartitionedRows) {
    self.init(others.layout, in: others.memory)
    for part in 0..<Self.partCount { cursors[part].pieceLength = others.cursors[part].pieceLength }
    guard !others.hasGivenRest.exchange(true, ordering: .acquiringAndReleasing) else { return }
    slabs = others.slabs
    for part in 0..<Self.partCount where others.cursors[part].room > 0 {
      open(part, others.cursors[part].next, upTo: others.cursors[part].end)
    }
  }

  private init(_ layout: RecordLayout, in memory: RecordMemory) {
    layouts = [layout]
    self.memory = memory
    cursors = .allocate(capacity: Self.partCount)
    cursors.initialize(repeating: Cursor(), count: Self.partCount)
  }

  deinit { cursors.deallocate() }

  /// Whether others go on where these rows end; no more rows may be added then.
  var isContinued: Bool { hasGivenRest.load(ordering: .acquiring) }

  /// The layout of the records that are added next.
  var layout: RecordLayout { layouts[layouts.count - 1] }

  /// The bytes that records and other values take up.
  var byteCount: Int {
    recordBytes
      + sideCells.reduce(0) { $0 + $1.capacity * MemoryLayout<SideCell>.stride }
  }

  /// Adds records of another layout from now on.
  func change(to layout: RecordLayout) {
    layouts.append(layout)
    for part in 0..<Self.partCount where cursors[part].room > 0 {
      close(part)
      open(part, cursors[part].next, upTo: cursors[part].end)
    }
  }

  /// Makes room for rows of the given parts and returns where each record begins.
  func add(
    parts: UnsafePointer<UInt8>, count: Int,
    records: UnsafeMutablePointer<UnsafeMutableRawPointer>,
    rows: UnsafeMutablePointer<UInt32>
  ) {
    precondition(!isContinued, "others go on where these rows end")
    let size = layout.size
    let cursors = cursors
    for index in 0..<count {
      let part = Int(parts[index])
      if cursors[part].room == 0 { extend(part) }
      records[index] = cursors[part].next
      rows[index] = UInt32(truncatingIfNeeded: cursors[part].rowCount)
      cursors[part].next += size
      cursors[part].room &-= 1
      cursors[part].rowCount &+= 1
    }
    rowCount += count
    if rowCount < Self.orderedCount {
      partsInOrder.append(contentsOf: UnsafeBufferPointer(start: parts, count: count))
    } else if !partsInOrder.isEmpty {
      partsInOrder = []
    }
  }

  /// Adds a value that has no place in its row's record.
  func add(_ cell: SideCell, toPart part: Int) { sideCells[part].append(cell) }

  /// Takes in how many rows have a value of a column.
  func note(_ count: Int, ofColumn column: Int) {
    while valueCounts.count <= column { valueCounts.append(0) }
    valueCounts[column] += count
  }

  /// Takes in what is known of rows that are not added.
  func note(_ others: LeftOutRows) { leftOut.formUnion(others) }

  /// Takes in the units of rows that are not added.
  func note(
    unitsLeftOut units: UnsafePointer<TextKey>, ofParts parts: UnsafePointer<UInt8>, count: Int
  ) {
    unitsLeftOut.note(units, ofParts: parts, count: count)
  }

  /// Takes in the units of rows that are added while others are not.
  func note(
    unitsKept units: UnsafePointer<TextKey>, ofParts parts: UnsafePointer<UInt8>, count: Int
  ) {
    unitsLeftOut.noteKept(units, ofParts: parts, count: count)
  }

  /// Takes in the times of rows that were added.
  func note(times: UnsafeBufferPointer<Int64>) { timeSpan.note(times) }

  /// The number of rows of a part.
  func rowCount(ofPart part: Int) -> Int { cursors[part].rowCount }

  /// Calls `body` with the runs of a part in order.
  func forEachRun(ofPart part: Int, _ body: (Run) -> Void) {
    for (index, run) in runs[part].enumerated() {
      let isOpen = index == runs[part].count - 1
      let length = isOpen ? openLength(part) : run.count
      if length > 0 { body(Run(base: run.base, count: length, layout: run.layout)) }
    }
  }

  /// Calls `body` with the runs of several parts, part after part.
  func forEachRun(of parts: Range<Int>, _ body: (Run) -> Void) {
    for part in parts { forEachRun(ofPart: part, body) }
  }

  /// The number of records of the last run of a part.
  private func openLength(_ part: Int) -> Int {
    guard let run = runs[part].last else { return 0 }
    return (cursors[part].next - run.base) / layouts[run.layout].size
  }

  private func close(_ part: Int) {
    guard !runs[part].isEmpty else { return }
    runs[part][runs[part].count - 1].count = openLength(part)
  }

  private func open(
    _ part: Int, _ base: UnsafeMutableRawPointer, upTo end: UnsafeMutableRawPointer
  ) {
    runs[part].append(Run(base: base, count: 0, layout: layouts.count - 1))
    cursors[part].next = base
    cursors[part].end = end
    cursors[part].room = (end - base) / layout.size
  }

  /// Gives a part another piece of memory, larger than the one before.
  private func extend(_ part: Int) {
    let records = min(1024, max(8, cursors[part].pieceLength * 2))
    cursors[part].pieceLength = records
    let bytes = records * layout.size
    close(part)
    let shelf = part / RecordMemory.partsPerShelf
    let (base, slab) = memory.take(bytes, on: shelf)
    if slabs[shelf].last !== slab { slabs[shelf].append(slab) }
    recordBytes += bytes
    open(part, base, upTo: base + bytes)
  }

  /// Gives back the memory of the records on a shelf, which must not be looked at any more.
  ///
  /// The shelves are given back by one thread at a time; others may look at other records.
  func giveBack(shelf: Int) {
    slabs[shelf] = []
    memory.giveUp(shelf: shelf)
  }
}
