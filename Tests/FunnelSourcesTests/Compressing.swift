import CZlib
import CZstandard

/// Returns text as one member of a gzip file.
func gzip(_ text: String) -> [UInt8] {
  var bytes = Array(text.utf8)
  var stream = z_stream()
  let size = Int32(MemoryLayout<z_stream>.size)
  var output = [UInt8](repeating: 0, count: bytes.count + 1000)
  let capacity = output.count
  bytes.withUnsafeMutableBufferPointer { input in
    output.withUnsafeMutableBufferPointer { output in
      withUnsafeMutablePointer(to: &stream) { stream in
        deflateInit2_(stream, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size)
        stream.pointee.next_in = input.baseAddress
        stream.pointee.avail_in = UInt32(input.count)
        stream.pointee.next_out = output.baseAddress
        stream.pointee.avail_out = UInt32(capacity)
        deflate(stream, Z_FINISH)
        deflateEnd(stream)
      }
    }
  }
  return Array(output.prefix(capacity - Int(stream.avail_out)))
}

/// Returns text as one Zstandard frame.
func zstandard(_ text: String) -> [UInt8] {
  let bytes = Array(text.utf8)
  var output = [UInt8](repeating: 0, count: ZSTD_compressBound(bytes.count))
  let count = ZSTD_compress(&output, output.count, bytes, bytes.count, 3)
  return Array(output.prefix(count))
}
