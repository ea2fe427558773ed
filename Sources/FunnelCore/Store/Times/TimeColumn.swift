/// The time of each row in microseconds since the epoch, in as few bytes as their span needs.
public struct TimeColumn: @unchecked Sendable {
  /// What keeps both arrays, so that a copy of the column has one owner to count.
  private final class Memory: Sendable {
    let words: SharedArray<UInt32>
    let extras: SharedArray<UInt8>

    init(_ words: SharedArray<UInt32>, _ extras: SharedArray<UInt8>) {
      self.words = words
      self.extras = extras
    }
  }

  private let reading: TimeReading
  private let memory: Memory

  /// How the times are kept.
  public var form: TimeForm { reading.form }
  /// The first 32 bits of each code.
  var words: SharedArray<UInt32> { memory.words }
  /// The further bits of each code.
  var extras: SharedArray<UInt8> { memory.extras }

  /// Creates a column from its arrays, which must be as long as the form says.
  init(_ form: TimeForm, words: SharedArray<UInt32>, extras: SharedArray<UInt8>) {
    precondition(extras.count == form.extraBytes(words.count), "each code has its further bits")
    memory = Memory(words, extras)
    // The memory lives as long as its owner does, which is kept.
    reading = words.withUnsafeBufferPointer { words in
      extras.withUnsafeBufferPointer { TimeReading(form: form, words: words, extras: $0) }
    }
  }

  /// Creates a column of times.
  ///
  /// - Complexity: O(times).
  public init(_ times: some Collection<Int64>) {
    let form = TimeForm(TimeSpan(times))
    self = TimeColumn(form, count: times.count) { writing in
      for (row, time) in times.enumerated() { writing.set(row, to: form.code(of: time)) }
    }
  }

  /// Creates a column of which `fill` sets the codes, each once.
  ///
  /// There is room for so many times to be added later.
  init(_ form: TimeForm, count: Int, spare: Int = 0, fill: (TimeWriting) -> Void) {
    var extras: SharedArray<UInt8> = []
    let words = SharedArray<UInt32>(count: count, spare: spare) { words in
      let length = form.extraBytes(count)
      extras = SharedArray(count: length, spare: form.extraBytes(count + spare) - length) {
        fill(TimeWriting(form, words: words, extras: $0))
      }
    }
    self.init(form, words: words, extras: extras)
  }

  /// Calls `body` with the times in memory, which are valid only until it returns.
  @inline(__always)
  func withReading<Answer, Failure: Error>(
    _ body: (TimeReading) throws(Failure) -> Answer
  ) throws(Failure) -> Answer {
    defer { withExtendedLifetime(memory) {} }
    return try body(reading)
  }
}

extension TimeColumn: RandomAccessCollection {
  /// The first row.
  public var startIndex: Int { 0 }
  /// The number of rows.
  public var endIndex: Int { reading.words.count }

  /// Returns the time of a row, which must be one of the column's.
  ///
  /// - Complexity: O(1).
  @inline(__always)
  public subscript(row: Int) -> Int64 {
    precondition(row >= 0 && row < reading.words.count, "row out of range")
    defer { withExtendedLifetime(memory) {} }
    return reading[row]
  }
}

extension TimeColumn: Equatable {
  /// Whether all times are equal, however they are kept.
  ///
  /// - Complexity: O(rows).
  public static func == (left: TimeColumn, right: TimeColumn) -> Bool {
    left.elementsEqual(right)
  }
}

extension TimeColumn: ExpressibleByArrayLiteral {
  /// Creates a column of the times of a literal.
  public init(arrayLiteral elements: Int64...) { self.init(elements) }
}
