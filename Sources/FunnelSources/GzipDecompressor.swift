internal import CIsal

/// Unpacks gzip, including several members one after another.
///
/// What is given out of damaged data is all that stands before the damage, wherever input and
/// output are cut.
final class GzipDecompressor: Decompressor {
  /// What is unpacked next.
  private enum Part {
    case header, data
    /// Data that are damaged somewhere near.
    case damagedData
    /// Bytes unpacked before the damage; nothing follows them.
    case rest
    /// Padding behind the last member, to be ignored.
    case padding
  }

  // Each of 85 KB, as the library keeps them, and never moved.
  private let stream = UnsafeMutablePointer<inflate_state>.allocate(capacity: 1)
  private let before = UnsafeMutablePointer<inflate_state>.allocate(capacity: 1)
  /// What is known of a header that has been read in part.
  private var header = isal_gzip_header()
  private var part = Part.header
  private(set) var isAtEndOfFrame = false

  /// The bits of a header's flags that no version of the format uses.
  private static let unknownFlags: UInt32 = 0xE0
  /// With more bytes than these the library decodes in a way that may write too much before it
  /// notices damage.
  private static let carefulLength: UInt32 = 7

  init() {
    isal_inflate_init(stream)
    // The checksum and the length behind each member are compared. Headers are read apart: where
    // one is cut, the library would forget its flags.
    stream.pointee.crc_flag = UInt32(ISAL_GZIP_NO_HDR_VER)
    isal_gzip_header_init(&header)
  }

  deinit {
    stream.deallocate()
    before.deallocate()
  }

  func decode(
    _ input: UnsafeBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>
  ) -> DecodedBytes {
    if isAtEndOfFrame, let first = input.first, part != .padding { beginMember(first) }
    if part == .padding { return DecodedBytes(consumed: input.count, produced: 0) }
    if part == .rest { return takeRest(into: output, from: 0) }
    stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
    stream.pointee.avail_in = UInt32(input.count)
    stream.pointee.next_out = output.baseAddress
    stream.pointee.avail_out = UInt32(output.count)
    var status = ISAL_DECOMP_OK
    if part == .header { status = readHeader() }
    if part == .data { status = readData() }
    if part == .damagedData { status = readDamagedData() }
    isAtEndOfFrame = status == ISAL_DECOMP_OK && stream.pointee.block_state == ISAL_BLOCK_FINISH
    // Where it fails, the library may give back more than it was given last.
    let consumed = input.isEmpty ? 0 : max(0, input.count - Int(stream.pointee.avail_in))
    let produced = output.count - Int(stream.pointee.avail_out)
    let isStuck = consumed + produced == 0 && !input.isEmpty && !isAtEndOfFrame
    guard status < 0 || isStuck else {
      return DecodedBytes(consumed: consumed, produced: produced)
    }
    part = .rest
    var step = takeRest(into: output, from: produced)
    step.consumed = consumed
    return step
  }

  /// Starts another member, or nothing when the next byte is not the first of one.
  private func beginMember(_ first: UInt8) {
    guard first == 0x1F else {
      part = .padding
      return
    }
    isal_inflate_reset(stream)
    isal_gzip_header_init(&header)
    part = .header
    isAtEndOfFrame = false
  }

  private func readHeader() -> Int32 {
    let status = isal_read_gzip_header(stream, &header)
    guard status == ISAL_DECOMP_OK else { return status }
    if header.flags & Self.unknownFlags != 0 { return ISAL_INVALID_WRAPPER }
    part = .data
    return status
  }

  private func readData() -> Int32 {
    if stream.pointee.avail_in <= Self.carefulLength { return isal_inflate(stream) }
    before.update(from: stream, count: 1)
    let status = isal_inflate(stream)
    // All that belongs to a wrong checksum has been given out.
    if status < 0, status != ISAL_INCORRECT_CHECKSUM {
      stream.update(from: before, count: 1)
      part = .damagedData
    }
    return status
  }

  /// Goes on in small steps, which give out nothing wrong.
  private func readDamagedData() -> Int32 {
    var left = stream.pointee.avail_in
    while true {
      let length = min(left, Self.carefulLength)
      stream.pointee.avail_in = length
      let status = isal_inflate(stream)
      left = left &+ stream.pointee.avail_in &- length
      stream.pointee.avail_in = left
      let isOver = status < 0 || stream.pointee.block_state == ISAL_BLOCK_FINISH
      if isOver || left == 0 || stream.pointee.avail_out == 0 { return status }
    }
  }

  /// Gives out what was unpacked before the damage; that shows when there is no more of it.
  private func takeRest(
    into output: UnsafeMutableBufferPointer<UInt8>, from start: Int
  ) -> DecodedBytes {
    var produced = start
    if start < output.count, let base = output.baseAddress {
      produced += Int(isal_inflate_take(stream, base + start, UInt32(output.count - start)))
    }
    return DecodedBytes(consumed: 0, produced: produced, isDamaged: produced < output.count)
  }
}
