/// When to try to read objects as plain ones, and with which keys.
struct PlainObjectsTrial: Sendable {
  /// Beyond so many keys no more are looked for, so that objects which all bring new ones cost little.
  static let keyLimit = 128

  /// Reads objects; nil while too little is known of them.
  fileprivate(set) var objects: PlainObjects?
  /// How many keys and columns were known when that was made.
  fileprivate var known = (keys: 0, columns: 0)
  fileprivate var updates = 0
  /// How many rows to let pass before the next trial, and after how many of them it was the last time.
  private var left = 0
  private var pause = 0
  /// How many rows were taken.
  private(set) var rowCount = 0

  /// Whether to try at the next row.
  fileprivate mutating func isDue() -> Bool {
    if left == 0 { return true }
    left -= 1
    return false
  }

  /// Notes how many rows a trial took; after one in vain the next has time.
  fileprivate mutating func note(rows: Int) {
    rowCount += rows
    left = rows > 0 ? 0 : pause
    pause = rows > 0 ? 0 : min(max(1, pause * 2), 64)
  }
}

extension RowAppender {
  /// Takes in the keys that objects have, where there are new ones or new columns for them.
  mutating func preparePlainObjects(of reader: some RecordReader) {
    let keyCount = reader.plainKeyCount
    guard keyCount > 0, (keyCount, decidedColumnCount) != trial.known,
      trial.updates < 2 * PlainObjectsTrial.keyLimit
    else { return }
    trial.known = (keyCount, decidedColumnCount)
    trial.updates += 1
    let keys = reader.plainKeys.map { key in
      PlainObjects.Key(text: key.text, slot: slot(ofFileColumn: key.column))
    }
    trial.objects = hasRolesApart ? PlainObjects(keys) : nil
  }

  /// Takes plain objects from a position on, as many as the block has room for.
  mutating func appendObjects(
    _ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int, into block: inout RowBlock
  ) -> PlainRows.Progress? {
    guard let objects = trial.objects, trial.isDue() else { return nil }
    block.makeRoom(for: builder.columns.count)
    let progress = objects.read(bytes, from: start, to: end, into: &block, &minute, parser)
    trial.note(rows: progress.count)
    return finishPlain(progress, &block)
  }
}
