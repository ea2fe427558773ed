/// The beginning of a snapshot: which sections there are, where, and the checksums of their blocks.
struct SnapshotHeader: Equatable {
  /// One section.
  struct Entry: Equatable {
    /// What it is: a kind of the store's arrays, or ``SnapshotHeader/factsKind``.
    var kind: UInt32
    /// The number of the property column it belongs to.
    var column: UInt32
    /// The bytes of one element.
    var elementWidth: UInt32
    /// Whether a reader that does not know its kind may pass over it.
    var maySkip = false
    var offset: Int
    var length: Int
    /// The checksum of each block.
    var sums: [UInt32]

    var range: Range<Int> { offset..<offset + length }
  }

  /// The kind of the section with ``SnapshotFacts``, beyond those of the store.
  static let factsKind: UInt32 = 0x100

  var entries: [Entry]
  /// The number of bytes up to the end of the table.
  var length: Int {
    SnapshotFormat.headLength
      + entries.reduce(0) { $0 + SnapshotFormat.entryLength + 4 * $1.sums.count }
  }

  /// The header as bytes.
  var encoded: [UInt8] {
    var table = ByteWriter()
    for entry in entries {
      table.append(entry.kind)
      table.append(entry.column)
      table.append(entry.elementWidth)
      table.append(UInt32(entry.maySkip ? 1 : 0))
      table.append(entry.offset)
      table.append(entry.length)
      table.append(0)
    }
    for sum in entries.flatMap(\.sums) { table.append(sum) }
    var head = ByteWriter()
    for byte in SnapshotFormat.magic { head.append(byte) }
    head.append(SnapshotFormat.byteOrder)
    head.append(SnapshotFormat.version)
    head.append(length)
    head.append(entries.last?.range.upperBound ?? length)
    head.append(UInt32(entries.count))
    head.append(UInt32(SnapshotFormat.blockLength))
    head.pad(to: SnapshotFormat.headLength - 8)
    head.append(table.bytes.withUnsafeBytes { SnapshotFormat.sum(of: $0) })
    head.append(head.bytes.withUnsafeBytes { SnapshotFormat.sum(of: $0) })
    return head.bytes + table.bytes
  }
}
