internal import CKernels

/// Reads plain JSON objects into a block: one a line, with the expected keys in their order, as
/// nearly all are.
struct PlainObjects: Sendable {
  /// A key that objects may have.
  struct Key {
    /// The key with its quotes and colon.
    var text: ArraySlice<UInt8>
    /// Where its values go: the slot of a block, nil within for nowhere; nil while that is unknown.
    var slot: Int??
  }

  private let keys: [plain_key]
  private let kept: [PlainRows.KeptColumn]

  /// Prepares to read objects with these keys, of which three are unit, event and time.
  init?(_ keys: [Key]) {
    let keys = keys.filter { $0.text.count <= plain_key_limit }
    guard RowBlock.requiredSlots.allSatisfy({ slot in keys.contains { $0.slot == slot } }) else {
      return nil
    }
    var kept: [PlainRows.KeptColumn] = []
    self.keys = keys.enumerated().map { index, key in
      switch key.slot {
      case nil: return Self.key(key.text, column: Int32(plain_undecided))
      case .some(nil): return Self.key(key.text, column: Int32(plain_left_out))
      case .some(let slot?):
        kept.append(PlainRows.KeptColumn(column: index, slot: slot))
        return Self.key(key.text, column: Int32(kept.count - 1))
      }
    }
    self.kept = kept
  }

  private static func key(_ text: ArraySlice<UInt8>, column: Int32) -> plain_key {
    var key = plain_key()
    key.length = text.count
    key.is_long = text.count > MemoryLayout.size(ofValue: key.masks)
    key.column = column
    withUnsafeMutableBytes(of: &key.text) { $0.copyBytes(from: text) }
    withUnsafeMutableBytes(of: &key.masks) { masks in
      for index in 0..<min(text.count, masks.count) { masks[index] = 0xFF }
    }
    return key
  }

  /// Takes objects from a position on until the block is full or one needs a closer look.
  ///
  /// It leaves nothing behind of the object where it stops, which may also end after the bytes.
  func read(
    _ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int, into block: inout RowBlock,
    _ minute: inout RecentMinute, _ parser: TimestampParser, form: PlainObjectsForm = .best
  ) -> PlainRows.Progress {
    let first = block.count
    return withUnsafeTemporaryAllocation(of: Int.self, capacity: RowBlock.capacity + 1) { starts in
      guard let starts = starts.baseAddress else {
        return PlainRows.Progress(next: start, count: 0)
      }
      let found = keys.withUnsafeBufferPointer { keys in
        block.withColumns(kept) { columns in
          guard let keys = keys.baseAddress else { return first }
          var objects = plain_objects(
            bytes: bytes, end: end, keys: keys, key_count: self.keys.count, columns: columns,
            column_count: kept.count, capacity: RowBlock.capacity, starts: starts)
          return plain_objects_read(form.form, &objects, start, first)
        }
      }
      return block.keepTimely(first..<found, startingAt: starts, &minute, parser)
    }
  }
}

/// The forms in which plain objects are read; all give the same rows.
enum PlainObjectsForm: CaseIterable, Sendable {
  case portable, avx2, avx512

  /// The fastest one that this machine can run.
  static let best = allCases.last { $0.isAvailable } ?? .portable

  /// Whether this machine can run it.
  var isAvailable: Bool { plain_objects_has_form(form) }

  var form: plain_form {
    switch self {
    case .portable: plain_portable
    case .avx2: plain_avx2
    case .avx512: plain_avx512
    }
  }
}
