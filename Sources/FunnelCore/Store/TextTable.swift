/// An immutable list of texts kept as one run of bytes.
///
/// Texts are the exact bytes that were read; they need not be valid UTF-8.
public struct TextTable: Sendable, Equatable {
  /// The bytes of one text.
  public typealias Text = Slice<SharedArray<UInt8>>

  let bytes: SharedArray<UInt8>
  let ends: TextEnds<UInt32>

  init(bytes: SharedArray<UInt8>, ends: TextEnds<UInt32>) {
    self.bytes = bytes
    self.ends = ends
  }

  /// Creates a table of the given texts, in order.
  public init(_ texts: [String]) {
    var table = GrowingTexts()
    for text in texts {
      var text = text
      text.withUTF8 { table.append($0) }
    }
    self = table.table
  }

  /// The number of texts.
  public var count: Int { ends.count }

  /// The byte positions of one text.
  func range(of index: Int) -> Range<Int> { ends.range(of: index) }

  /// Returns the bytes of the text at a position.
  ///
  /// - Complexity: O(length of the text).
  public func bytes(at index: Int) -> Text { bytes[range(of: index)] }

  /// Returns the text at a position, with invalid UTF-8 replaced by U+FFFD.
  ///
  /// - Complexity: O(length of the text).
  public subscript(index: Int) -> String { String(decoding: bytes(at: index), as: UTF8.self) }

  /// Returns the position of the first text with exactly the given bytes, or nil.
  ///
  /// - Complexity: O(total bytes).
  public func firstIndex(of text: String) -> Int? {
    let wanted = Array(text.utf8)
    return (0..<count).first { bytes(at: $0).elementsEqual(wanted) }
  }

  /// Whether two tables have the same texts in the same order.
  ///
  /// - Complexity: O(total bytes).
  public static func == (left: TextTable, right: TextTable) -> Bool {
    left.bytes == right.bytes && left.ends.lows == right.ends.lows
      && left.ends.carries == right.ends.carries
  }
}
