extension SnapshotHeader {
  /// Reads the header of a whole file.
  ///
  /// Every section then lies within the file, one after the other, with the checksums of its blocks.
  init(reading file: UnsafeRawBufferPointer) throws(SnapshotFault) {
    let head = try Self.head(of: file)
    if file.count < head.fileLength {
      throw .cutShort(found: file.count, expected: head.fileLength)
    }
    if file.count > head.fileLength {
      throw .tooLong(found: file.count, expected: head.fileLength)
    }
    let table = UnsafeRawBufferPointer(
      rebasing: file[SnapshotFormat.headLength..<head.tableEnd])
    guard SnapshotFormat.sum(of: table) == head.tableSum else { throw .damagedHeader }
    do throws(ByteReader.Nonsense) {
      entries = try Self.entries(table, count: head.entryCount)
      try check(fileLength: head.fileLength)
    } catch {
      throw .damagedHeader
    }
    guard length == head.tableEnd else { throw .damagedHeader }
  }

  /// What the first bytes say.
  private struct Head {
    var tableEnd: Int
    var fileLength: Int
    var entryCount: Int
    var tableSum: UInt32
  }

  /// Whether the first bytes are the magic ones and the order of bytes but for the line ends among them.
  private static func hasChangedLineEnds(_ file: UnsafeRawBufferPointer) -> Bool {
    func others(_ bytes: some Sequence<UInt8>) -> [UInt8] {
      bytes.filter { $0 != 0x0D && $0 != 0x0A }
    }
    let order = withUnsafeBytes(of: SnapshotFormat.byteOrder) { Array($0) }
    let first = others(SnapshotFormat.magic + order)
    return others(file.prefix(SnapshotFormat.headLength)).starts(with: first)
  }

  /// Reads the first bytes, which have the same form in every version.
  private static func head(of file: UnsafeRawBufferPointer) throws(SnapshotFault) -> Head {
    let magic = SnapshotFormat.magic
    guard file.prefix(magic.count).elementsEqual(magic) else {
      if magic.starts(with: file) { throw .cutShort(found: file.count, expected: nil) }
      throw hasChangedLineEnds(file) ? .changedLineEnds : .damagedHeader
    }
    guard file.count >= SnapshotFormat.headLength else {
      throw .cutShort(found: file.count, expected: nil)
    }
    func word(_ offset: Int) -> UInt32 {
      file.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
    }
    func number(_ offset: Int) -> Int {
      Int(file.loadUnaligned(fromByteOffset: offset, as: Int64.self))
    }
    if word(8) == SnapshotFormat.byteOrder.byteSwapped { throw .otherByteOrder }
    let summed = UnsafeRawBufferPointer(rebasing: file[..<(SnapshotFormat.headLength - 4)])
    guard word(8) == SnapshotFormat.byteOrder, SnapshotFormat.sum(of: summed) == word(60) else {
      throw .damagedHeader
    }
    if word(12) > SnapshotFormat.version { throw .newer(version: Int(word(12))) }
    if word(12) < SnapshotFormat.version { throw .older(version: Int(word(12))) }
    let head = Head(
      tableEnd: number(16), fileLength: number(24), entryCount: Int(word(32)), tableSum: word(56))
    guard word(36) == UInt32(SnapshotFormat.blockLength),
      head.tableEnd >= SnapshotFormat.headLength, head.tableEnd <= head.fileLength
    else { throw .damagedHeader }
    return head
  }

  private static func entries(
    _ table: UnsafeRawBufferPointer, count: Int
  ) throws(ByteReader.Nonsense) -> [Entry] {
    guard count <= table.count / SnapshotFormat.entryLength else { throw ByteReader.Nonsense() }
    var reader = ByteReader(table)
    var entries: [Entry] = []
    for _ in 0..<count {
      let (kind, column) = (try reader.word(), try reader.word())
      let (elementWidth, flags) = (try reader.word(), try reader.word())
      let (offset, length) = (try reader.count(), try reader.count())
      guard flags <= 1, try reader.number() == 0 else { throw ByteReader.Nonsense() }
      entries.append(
        Entry(
          kind: kind, column: column, elementWidth: elementWidth, maySkip: flags == 1,
          offset: offset, length: length, sums: []))
    }
    for index in entries.indices {
      let blocks = SnapshotFormat.blockCount(of: entries[index].length)
      entries[index].sums = try reader.words(blocks)
    }
    guard reader.isAtEnd else { throw ByteReader.Nonsense() }
    return entries
  }

  /// Throws unless the sections follow each other up to the end of the file.
  private func check(fileLength: Int) throws(ByteReader.Nonsense) {
    var end = length
    for entry in entries {
      // Lengths and offsets are counts, which are far from overflowing.
      guard let start = SnapshotFormat.aligned(end), entry.offset == start else {
        throw ByteReader.Nonsense()
      }
      end = entry.range.upperBound
    }
    guard end == fileLength else { throw ByteReader.Nonsense() }
  }
}
