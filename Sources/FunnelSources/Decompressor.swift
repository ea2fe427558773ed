/// Turns compressed bytes into plain ones, piece by piece.
protocol Decompressor: AnyObject {
  /// Decodes as much of the input as fits the output.
  func decode(
    _ input: UnsafeBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>
  ) -> DecodedBytes

  /// Whether everything so far was whole; false in the middle of compressed data.
  var isAtEndOfFrame: Bool { get }
}

/// How far one step of decompression came.
struct DecodedBytes {
  var consumed: Int
  var produced: Int
  var isDamaged = false
}
