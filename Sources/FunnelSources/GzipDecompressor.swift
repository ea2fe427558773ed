internal import CZlib

/// Unpacks gzip, including several members one after another.
final class GzipDecompressor: Decompressor {
  // zlib keeps the address of the stream, so it must never move.
  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  private(set) var isAtEndOfFrame = false
  /// Whether what follows the last member is padding to be ignored.
  private var isDone = false

  init() {
    stream.initialize(to: z_stream())
    // 32 more than the largest window lets zlib recognise the header itself.
    inflateInit2_(stream, 15 + 32, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  func decode(
    _ input: UnsafeBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>
  ) -> DecodedBytes {
    if isAtEndOfFrame, let first = input.first {
      isDone = isDone || first != 0x1F
      if !isDone {
        inflateReset(stream)
        isAtEndOfFrame = false
      }
    }
    if isDone { return DecodedBytes(consumed: input.count, produced: 0) }
    stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
    stream.pointee.avail_in = UInt32(input.count)
    stream.pointee.next_out = output.baseAddress
    stream.pointee.avail_out = UInt32(output.count)
    let status = inflate(stream, Z_NO_FLUSH)
    isAtEndOfFrame = status == Z_STREAM_END
    return DecodedBytes(
      consumed: input.count - Int(stream.pointee.avail_in),
      produced: output.count - Int(stream.pointee.avail_out),
      isDamaged: status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR)
  }
}
