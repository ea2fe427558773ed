/// A code for each row, kept once for every run of rows that share it.
///
/// The smaller form where neighbours are mostly equal: sessions, or values that few rows have.
public struct CodeRuns: @unchecked Sendable {
  /// What keeps all arrays, so that a copy of the runs has one owner to count.
  private final class Memory: Sendable {
    let marks: SharedArray<UInt64>
    let ranks: SharedArray<UInt32>
    let codes: CodeArray

    init(_ marks: SharedArray<UInt64>, _ ranks: SharedArray<UInt32>, _ codes: CodeArray) {
      self.marks = marks
      self.ranks = ranks
      self.codes = codes
    }
  }

  private let reading: Reading
  private let memory: Memory
  /// The number of rows.
  public let count: Int

  /// A bit for each row, set where a run begins: row r is bit r % 64 of word r / 64.
  var marks: SharedArray<UInt64> { memory.marks }
  /// For each word of ``marks`` how many runs begin before it, followed by the number of runs.
  var ranks: SharedArray<UInt32> { memory.ranks }
  /// The code of each run.
  var codes: CodeArray { memory.codes }

  /// Creates runs from their arrays: the first row begins one, and no bit is set behind the last.
  init(marks: SharedArray<UInt64>, ranks: SharedArray<UInt32>, codes: CodeArray, count: Int) {
    precondition(marks.count == Self.wordCount(of: count) && ranks.count == marks.count + 1)
    memory = Memory(marks, ranks, codes)
    self.count = count
    // The memory lives as long as its owner does, which is kept.
    reading = marks.withUnsafeBufferPointer { marks in
      ranks.withUnsafeBufferPointer { ranks in
        codes.withReading { Reading(marks: marks, ranks: ranks, codes: $0) }
      }
    }
  }

  /// The number of words with a bit for each of so many rows.
  static func wordCount(of rows: Int) -> Int { rows / 64 + (rows % 64 == 0 ? 0 : 1) }

  /// Returns the code at a row.
  ///
  /// - Complexity: O(1).
  @inline(__always)
  public subscript(row: Int) -> Int {
    precondition(row >= 0 && row < count, "row out of range")
    defer { withExtendedLifetime(memory) {} }
    return Int(truncatingIfNeeded: reading.code(at: row))
  }

  /// Calls `body` with the runs in memory, which are valid only until it returns.
  @inline(__always)
  func withReading<Answer>(_ body: (Reading) -> Answer) -> Answer {
    defer { withExtendedLifetime(memory) {} }
    return body(reading)
  }
}

extension CodeRuns: Equatable {
  /// Whether the runs and their codes are equal.
  ///
  /// - Complexity: O(rows / 64 + runs).
  public static func == (left: CodeRuns, right: CodeRuns) -> Bool {
    left.count == right.count && left.marks == right.marks && left.codes == right.codes
  }
}

extension CodeRuns {
  /// The runs in memory, for walks over very many rows.
  ///
  /// It is valid only while the function runs that it was given to.
  struct Reading: @unchecked Sendable {
    fileprivate let marks: UnsafeBufferPointer<UInt64>
    fileprivate let ranks: UnsafeBufferPointer<UInt32>
    fileprivate let codes: CodeArray.Reading

    /// Returns the code at a row.
    @inline(__always)
    func code(at row: Int) -> UInt64 {
      let before = marks[row &>> 6] & (.max &>> UInt64(63 &- row & 63))
      return codes.code(at: Int(ranks[row &>> 6]) &+ before.nonzeroBitCount &- 1)
    }
  }
}

extension CodeArray {
  /// The codes in memory, whatever their width.
  ///
  /// It is valid only while the function runs that it was given to.
  struct Reading: @unchecked Sendable {
    private let base: UnsafeRawPointer?
    private let width: Int

    fileprivate init<Code>(_ codes: UnsafeBufferPointer<Code>) {
      base = codes.baseAddress.map { UnsafeRawPointer($0) }
      width = MemoryLayout<Code>.stride
    }

    /// Returns the code at a row, which must be one of the array's.
    @inline(__always)
    func code(at row: Int) -> UInt64 {
      guard let base else { return 0 }
      return switch width {
      case 1: UInt64(base.load(fromByteOffset: row, as: UInt8.self))
      case 2: UInt64(base.load(fromByteOffset: row &* 2, as: UInt16.self))
      default: UInt64(base.load(fromByteOffset: row &* 4, as: UInt32.self))
      }
    }
  }

  /// Calls `body` with the codes in memory.
  func withReading<Answer>(_ body: (Reading) -> Answer) -> Answer {
    switch self {
    case .bytes(let codes): codes.withUnsafeBufferPointer { body(Reading($0)) }
    case .halves(let codes): codes.withUnsafeBufferPointer { body(Reading($0)) }
    case .words(let codes): codes.withUnsafeBufferPointer { body(Reading($0)) }
    }
  }
}
