internal import Synchronization

/// Memory of a column of times that is being filled; it must be zero before.
///
/// Several threads may fill a stretch of rows each.
final class TimeWriting: Sendable {
  let form: TimeForm
  private let words: SharedMemory<UInt32>
  private let extras: SharedMemory<UInt8>
  /// Whoever shares a byte with the rows before or behind its stretch waits for it.
  private let sharing = Mutex(())

  init(_ form: TimeForm, words: SharedMemory<UInt32>, extras: SharedMemory<UInt8>) {
    self.form = form
    self.words = words
    self.extras = extras
  }

  /// Sets the code of a row once; no other thread may do so for any other row meanwhile.
  @inline(__always)
  func set(_ row: Int, to code: UInt64) {
    words.base[row] = UInt32(truncatingIfNeeded: code)
    let extra = code &>> 32
    switch form.extraBits {
    case 0: break
    case 16: bytes.storeBytes(of: UInt16(extra), toByteOffset: row &* 2, as: UInt16.self)
    case 32: bytes.storeBytes(of: UInt32(extra), toByteOffset: row &* 4, as: UInt32.self)
    case let bits:
      let place = row &* bits
      extras.base[place &>> 3] |= UInt8(truncatingIfNeeded: extra &<< UInt64(place & 7))
    }
  }

  private var bytes: UnsafeMutableRawPointer { UnsafeMutableRawPointer(extras.base) }

  /// Sets the times of a stretch of rows once; other threads may set those of other stretches.
  ///
  /// - Complexity: O(times).
  func set(from first: Int, to times: UnsafeBufferPointer<Int64>) {
    // No byte has bits of more than eight rows.
    let inner = min(first + times.count, (first + 7) / 8 * 8)
    let last = max(inner, (first + times.count) / 8 * 8)
    func fill(_ rows: Range<Int>) {
      for row in rows { set(row, to: form.code(of: times[row &- first])) }
    }
    sharing.withLock { _ in fill(first..<inner) }
    fill(inner..<last)
    sharing.withLock { _ in fill(last..<first + times.count) }
  }
}
