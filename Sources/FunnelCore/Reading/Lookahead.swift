/// How far a reader may look for the end of something that may have none.
///
/// What is searched in vain is read again line by line. So that hostile data cannot make every
/// line search the rest of the file, searches in vain use up an allowance that grows with what is
/// read: the work stays proportional to the length of the data, wherever it is cut into pieces.
struct Lookahead {
  /// The furthest any search goes, in bytes.
  static let limit = 1 << 20
  /// The bytes that may be searched in vain for each byte that was read.
  private static let gain = 32

  /// How many bytes may be searched now.
  private(set) var length = Self.limit

  /// Whether nothing was searched in vain lately.
  var isFull: Bool { length == Self.limit }

  /// Notes bytes that were searched in vain.
  mutating func spend(_ count: Int) { length = max(0, length - count) }

  /// Notes bytes that were read to the end of a row.
  mutating func earn(_ count: Int) { length = min(Self.limit, length + count * Self.gain) }
}
