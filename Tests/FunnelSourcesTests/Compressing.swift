import CIsal
import CZstandard

/// Returns text as one member of a gzip file.
func gzip(_ text: String) -> [UInt8] {
  var bytes = Array(text.utf8)
  let stream = UnsafeMutablePointer<isal_zstream>.allocate(capacity: 1)
  defer { stream.deallocate() }
  // Several blocks, each with codes of its own.
  var memory = [UInt8](repeating: 0, count: 1 << 19)
  var output = [UInt8](repeating: 0, count: bytes.count + 1000)
  let capacity = output.count
  bytes.withUnsafeMutableBufferPointer { input in
    output.withUnsafeMutableBufferPointer { output in
      memory.withUnsafeMutableBufferPointer { memory in
        isal_deflate_init(stream)
        stream.pointee.level = 1
        stream.pointee.level_buf = memory.baseAddress
        stream.pointee.level_buf_size = UInt32(memory.count)
        stream.pointee.gzip_flag = UInt16(IGZIP_GZIP)
        stream.pointee.end_of_stream = 1
        stream.pointee.next_in = input.baseAddress
        stream.pointee.avail_in = UInt32(input.count)
        stream.pointee.next_out = output.baseAddress
        stream.pointee.avail_out = UInt32(capacity)
        isal_deflate(stream)
      }
    }
  }
  return Array(output.prefix(capacity - Int(stream.pointee.avail_out)))
}

/// Returns text as one Zstandard frame.
func zstandard(_ text: String) -> [UInt8] {
  let bytes = Array(text.utf8)
  var output = [UInt8](repeating: 0, count: ZSTD_compressBound(bytes.count))
  let count = ZSTD_compress(&output, output.count, bytes, bytes.count, 3)
  return Array(output.prefix(count))
}
