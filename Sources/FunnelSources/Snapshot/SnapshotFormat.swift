internal import CKernels

/// How a snapshot lies in a file.
///
/// ```
/// 64 bytes   magic, byte order, version, lengths, checksums: the same in every version
/// table      40 bytes for each section, then the checksum of each block of each section
/// sections   each at a multiple of 4096 bytes, in the order of the table; zeros between them
/// ```
///
/// All numbers are in the byte order of the machine that wrote it. Every byte is either part of
/// something that has a checksum, or zero.
enum SnapshotFormat {
  /// What a file begins with: no text, and changed by whatever changes line ends.
  static let magic: [UInt8] = [0x89] + "FNL".utf8 + [0x0D, 0x0A, 0x1A, 0x0A]
  /// How much of that shows that it was meant.
  static let shortestMagic = 4
  /// The form of all that is in the file; also the layout of slices, which follows from the rows alone.
  static let version: UInt32 = 5
  static let byteOrder: UInt32 = 0x0102_0304
  static let headLength = 64
  static let entryLength = 40
  /// The size of a page, so that each section can be mapped alone.
  static let alignment = 4096
  /// How many bytes have a checksum of their own: few, because a user's events are looked at without
  /// the rest of the file.
  static let blockLength = 1 << 15

  /// Whether the first bytes of a file are those of a snapshot, whole or damaged.
  static func begins(_ bytes: [UInt8]) -> Bool { bytes.starts(with: magic.prefix(shortestMagic)) }

  /// Returns a length rounded up to where the next section may start, or nil when there is none.
  static func aligned(_ length: Int) -> Int? {
    let (sum, overflow) = length.addingReportingOverflow(alignment - 1)
    return overflow ? nil : sum / alignment * alignment
  }

  /// The number of blocks of a section.
  static func blockCount(of length: Int) -> Int {
    length / blockLength + (length % blockLength == 0 ? 0 : 1)
  }

  /// Returns the checksum of some bytes.
  static func sum(of bytes: UnsafeRawBufferPointer) -> UInt32 {
    guard let base = bytes.baseAddress, !bytes.isEmpty else { return 0 }
    return checksum(form, base, bytes.count)
  }

  private static let form =
    checksum_has_form(checksum_instruction) ? checksum_instruction : checksum_portable
}
