extension PartitionedRows {
  /// The codes of one column in the rows of a block.
  struct BlockColumn {
    var codes: UnsafePointer<UInt32>
    /// The cells the codes were made of; rows without a value have none.
    var cells: UnsafeBufferPointer<TextCell>
    /// How many values there were with those of rows that are left out.
    var found: Int
    /// The largest code that the column has so far.
    var largest: Int
  }

  /// The rows of a block as codes.
  struct Block {
    var count: Int
    /// What is known of the rows that came between and are not kept.
    var leftOut: LeftOutRows
    var parts: UnsafePointer<UInt8>
    var units: UnsafePointer<TextKey>
    var times: UnsafePointer<Int64>
    var events: UnsafePointer<UInt32>
    var largestEvent: Int
    var columns: [BlockColumn]
  }

  /// Adds the rows of a block, at most ``RowBlock/capacity``.
  func add(_ block: Block, _ density: inout ColumnDensity) {
    let capacity = RowBlock.capacity
    precondition(block.count <= capacity)
    note(times: UnsafeBufferPointer(start: block.times, count: block.count))
    let fitted = layout.fitted(
      to: timeSpan, UnsafeBufferPointer(start: block.units, count: block.count))
    if let changed = density.layout(for: block, from: fitted ?? layout) ?? fitted {
      change(to: changed)
    }
    let layout = layout
    withUnsafeTemporaryAllocation(of: UnsafeMutableRawPointer.self, capacity: capacity) { records in
      withUnsafeTemporaryAllocation(of: UInt32.self, capacity: capacity) { rows in
        guard let records = records.baseAddress, let rows = rows.baseAddress else { return }
        add(parts: block.parts, count: block.count, records: records, rows: rows)
        note(block.leftOut)
        layout.store(block.units, block.times, block.count, to: records)
        store(block.events, block.count, records, layout.eventOffset, layout.eventWidth)
        for (column, values) in block.columns.enumerated() {
          if values.found == 0 { continue }
          note(values.found, ofColumn: column)
          if values.cells.isEmpty { continue }
          let width = layout.width(of: column)
          if width == 0 {
            addBesides(values, ofColumn: column, block.parts, rows)
          } else if values.cells.count == block.count {
            store(values.codes, block.count, records, layout.offset(of: column), width)
          } else {
            store(values, records, layout.offset(of: column), width)
          }
        }
      }
    }
  }

  private func addBesides(
    _ values: BlockColumn, ofColumn column: Int, _ parts: UnsafePointer<UInt8>,
    _ rows: UnsafePointer<UInt32>
  ) {
    for (index, cell) in values.cells.enumerated() {
      let row = Int(cell.row)
      let side = SideCell(row: rows[row], column: UInt32(column), code: values.codes[index])
      add(side, toPart: Int(parts[row]))
    }
  }

  /// Stores a code in every record.
  @inline(__always)
  private func store(
    _ codes: UnsafePointer<UInt32>, _ count: Int,
    _ records: UnsafePointer<UnsafeMutableRawPointer>, _ offset: Int, _ width: Int
  ) {
    switch width {
    case 1:
      for index in 0..<count {
        (records[index] + offset).storeBytes(
          of: UInt8(truncatingIfNeeded: codes[index]), as: UInt8.self)
      }
    case 2:
      for index in 0..<count {
        (records[index] + offset).storeBytes(
          of: UInt16(truncatingIfNeeded: codes[index]), as: UInt16.self)
      }
    default:
      for index in 0..<count {
        (records[index] + offset).storeBytes(of: codes[index], as: UInt32.self)
      }
    }
  }

  /// Stores codes in the records of the rows that have a value; the others hold zero already.
  private func store(
    _ values: BlockColumn, _ records: UnsafePointer<UnsafeMutableRawPointer>, _ offset: Int,
    _ width: Int
  ) {
    for (index, cell) in values.cells.enumerated() {
      let place = records[Int(cell.row)] + offset
      let code = values.codes[index]
      switch width {
      case 1: place.storeBytes(of: UInt8(truncatingIfNeeded: code), as: UInt8.self)
      case 2: place.storeBytes(of: UInt16(truncatingIfNeeded: code), as: UInt16.self)
      default: place.storeBytes(of: code, as: UInt32.self)
      }
    }
  }
}
