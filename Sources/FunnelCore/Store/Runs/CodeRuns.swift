/// A code for each row, kept once for every run of rows that share it.
///
/// The smaller form where neighbours are mostly equal: sessions, or values that few rows have.
public struct CodeRuns: Sendable, Equatable {
  /// A bit for each row, set where a run begins: row r is bit r % 64 of word r / 64.
  let marks: SharedArray<UInt64>
  /// For each word of ``marks`` how many runs begin before it, followed by the number of runs.
  let ranks: SharedArray<UInt32>
  /// The code of each run.
  let codes: CodeArray
  /// The number of rows.
  public let count: Int

  /// Creates runs from their arrays: the first row begins one, and no bit is set behind the last.
  init(marks: SharedArray<UInt64>, ranks: SharedArray<UInt32>, codes: CodeArray, count: Int) {
    precondition(marks.count == Self.wordCount(of: count) && ranks.count == marks.count + 1)
    self.marks = marks
    self.ranks = ranks
    self.codes = codes
    self.count = count
  }

  /// The number of words with a bit for each of so many rows.
  static func wordCount(of rows: Int) -> Int { rows / 64 + (rows % 64 == 0 ? 0 : 1) }

  /// Returns the code at a row.
  ///
  /// - Complexity: O(1).
  public subscript(row: Int) -> Int {
    precondition(row >= 0 && row < count, "row out of range")
    return codes[Self.run(of: row, marks[row >> 6], ranks[row >> 6])]
  }

  /// Returns the number of the run that a row belongs to, by the row's word and that word's rank.
  @inline(__always)
  fileprivate static func run(of row: Int, _ word: UInt64, _ rank: UInt32) -> Int {
    let before = word & (.max &>> UInt64(63 &- row & 63))
    return Int(rank) &+ before.nonzeroBitCount &- 1
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
      codes.code(at: CodeRuns.run(of: row, marks[row &>> 6], ranks[row &>> 6]))
    }
  }

  /// Calls `body` with the runs in memory.
  func withReading<Answer>(_ body: (Reading) -> Answer) -> Answer {
    marks.withUnsafeBufferPointer { marks in
      ranks.withUnsafeBufferPointer { ranks in
        codes.withReading { body(Reading(marks: marks, ranks: ranks, codes: $0)) }
      }
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
