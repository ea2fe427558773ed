internal import Synchronization

/// Puts rows of reading into the order of a store, part by part on all cores.
///
/// Each part of ``PartitionedRows`` holds all rows of its units. They are counted by unit, get their
/// places in time order, and only then are their columns written, each to a short stretch of memory.
struct StoreAssembly: Sendable {
  /// The rows in the order of reading, with what their codes are called in the store.
  struct Group: Sendable {
    var rows: PartitionedRows
    var translation: CodeTranslation?
  }

  let groups: [Group]
  /// Neighbouring parts whose units are laid out together.
  let spans: [Range<Int>]
  /// The first row of each span, followed by the number of rows.
  let firstRows: [Int]
  /// The texts of units that rows call by codes.
  let longUnits: TextInterner
  let eventWidth: Int
  /// The columns of the builder that the store has, and the bytes of their codes.
  let columns: [(index: Int, width: Int)]

  /// The memory that is filled.
  struct Target: Sendable {
    var times: TimeWriting
    var events: LargeMemory
    var columns: [LargeMemory]
  }

  /// Fills a store's memory, which must be zero, and gives back that of the rows meanwhile if asked to.
  ///
  /// Returns the units in their order: as they were met first where all are one span, otherwise span after
  /// span, in each those with the most rows first.
  ///
  /// - Complexity: O(events × columns), plus sorting for units whose events came out of time order.
  func fill(_ target: Target, givesBack: Bool) -> [FoundUnits] {
    // A span is work for a moment: a few of many at a time keep all processors busy to the end.
    let pieces = min(spans.count, 64)
    let shelves = RecordMemory.shelfCount
    // How many pieces of each shelf are left; small data are one piece, over in a moment.
    let left = Mutex(
      givesBack && pieces.isMultiple(of: shelves)
        ? Array(repeating: pieces / shelves, count: shelves) : [])
    return concurrently(pieces) { piece in
      var places = RowPlaces()
      var found = FoundUnits()
      for span in spans.count * piece / pieces..<spans.count * (piece + 1) / pieces {
        places.find(span, of: self, target)
        places.addUnits(to: &found, longUnits)
        write(span, places, target)
      }
      left.withLock { left in
        if left.isEmpty { return }
        let shelf = piece * shelves / pieces
        left[shelf] -= 1
        if left[shelf] == 0 { for group in groups { group.rows.giveBack(shelf: shelf) } }
      }
      return found
    }
  }

  /// The number of rows.
  var rowCount: Int { firstRows[spans.count] }

  /// Writes events and columns of a span to their places.
  private func write(_ span: Int, _ places: borrowing RowPlaces, _ target: Target) {
    places.withPlaces { places in
      var first = 0
      for group in groups {
        for part in spans[span] {
          let count = group.rows.rowCount(ofPart: part)
          if count == 0 { continue }
          write(part, group, places + first, target)
          first += count
        }
      }
    }
  }

  private func write(
    _ part: Int, _ group: Group, _ places: UnsafePointer<UInt32>, _ target: Target
  ) {
    var first = 0
    group.rows.forEachRun(ofPart: part) { run in
      let layout = group.rows.layouts[run.layout]
      let records = CodedRecords(
        base: run.base, size: layout.size, count: run.count, places: places + first)
      records.copy(
        from: layout.eventOffset, layout.eventWidth, group.translation?.events.codes,
        isOptional: false, to: target.events.base, eventWidth)
      for (place, column) in columns.enumerated() {
        guard let source = source(of: column.index, in: group) else { continue }
        let width = layout.width(of: source)
        if width == 0 { continue }
        records.copy(
          from: layout.offset(of: source), width,
          group.translation?.table(ofColumn: column.index).codes, isOptional: true,
          to: target.columns[place].base, column.width)
      }
      first += run.count
    }
    writeSideCells(part, group, places, target)
  }

  private func source(of column: Int, in group: Group) -> Int? {
    guard let translation = group.translation else { return column }
    return translation.source(ofColumn: column)
  }

  private func writeSideCells(
    _ part: Int, _ group: Group, _ places: UnsafePointer<UInt32>, _ target: Target
  ) {
    let cells = group.rows.sideCells[part]
    if cells.isEmpty { return }
    var targets: [Int: Int] = [:]
    for (place, column) in columns.enumerated() {
      if let source = source(of: column.index, in: group) { targets[source] = place }
    }
    for cell in cells {
      guard let place = targets[Int(cell.column)] else { continue }
      let column = columns[place]
      let code =
        group.translation?.table(ofColumn: column.index).codes[Int(cell.code) - 1]
        .advanced(by: 1) ?? cell.code
      let base = target.columns[place].base
      let row = Int(places[Int(cell.row)])
      switch column.width {
      case 1: base.storeBytes(of: UInt8(code), toByteOffset: row, as: UInt8.self)
      case 2: base.storeBytes(of: UInt16(code), toByteOffset: row * 2, as: UInt16.self)
      default: base.storeBytes(of: code, toByteOffset: row * 4, as: UInt32.self)
      }
    }
  }
}
