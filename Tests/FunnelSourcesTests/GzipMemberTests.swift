import Testing

@testable import FunnelSources

/// Members as zlib wrote them, whole, cut and damaged, given in pieces of every length.
struct GzipMemberTests {
  /// What came of some bytes.
  private struct Unpacked: Equatable {
    var bytes: [UInt8] = []
    /// Whether the last member was whole.
    var isWhole = false
    var isDamaged = false

    var text: String { String(decoding: bytes, as: UTF8.self) }
  }

  /// Unpacks bytes so many at a time into so much room at a time.
  private static func unpack(_ bytes: [UInt8], by length: Int, room: Int) -> Unpacked {
    let decompressor = GzipDecompressor()
    var unpacked = Unpacked()
    var output = [UInt8](repeating: 0, count: room)
    var (position, isFull) = (0, false)
    while position < bytes.count || isFull {
      let step = bytes[position..<min(bytes.count, position + length)].withUnsafeBufferPointer {
        input in
        output.withUnsafeMutableBufferPointer { decompressor.decode(input, into: $0) }
      }
      position += step.consumed
      unpacked.bytes += output.prefix(step.produced)
      isFull = step.produced == room && !decompressor.isAtEndOfFrame
      unpacked.isDamaged = step.isDamaged
      if step.isDamaged { break }
    }
    unpacked.isWhole = decompressor.isAtEndOfFrame
    return unpacked
  }

  private static func bytes(_ hexadecimal: String) -> [UInt8] {
    let digits = hexadecimal.filter(\.isHexDigit).compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
  }

  private static let text =
    "user,time,event\nu1,1600000001,view\nu2,1600000002,buy\nu1,1600000003,buy\n"

  /// A stored block; a block of fixed codes behind a name; a block of codes of its own behind an
  /// extra field, a name, a comment and the checksum of the header.
  private static let members = [
    """
    1f8b080000105e5f0003014700b8ff757365722c74696d652c6576656e740a75312c313630303030303030312c76
    6965770a75322c313630303030303030322c6275790a75312c313630303030303030332c6275790ad3aefb994700
    0000
    """,
    """
    1f8b080800105e5f00036576656e74732e637376002b2d4e2dd229c9cc4dd5492d4bcd2be12a35d4313433800043
    9db2ccd472ae52238490914e5269258a2263b00800d3aefb9947000000
    """,
    """
    1f8b081e00105e5f00030600414202007879652e637376006772f6df65007ebb05c1b10dc0200c45c1deb3fce299
    481e08c90545522418c4f6b9ab2f5fcd71a772e533ad5c1e00806b8ddc564d1e004053af63e5f200002ef53af603
    d3aefb9947000000
    """,
  ].map(bytes)

  @Test func `are unpacked whole, however they are cut`() {
    for member in Self.members {
      for padding in [[], [0, 0, 0x1F], Array("more".utf8)] as [[UInt8]] {
        for length in 1...member.count {
          for room in [1, 7, 70, 71, 100_000] {
            let unpacked = Self.unpack(member + padding, by: length, room: room)
            #expect(unpacked == .init(bytes: Array(Self.text.utf8), isWhole: true))
          }
        }
      }
    }
    let joined = Self.members.joined()
    let text = Self.text + Self.text + Self.text
    for length in 1...joined.count {
      let unpacked = Self.unpack(Array(joined), by: length, room: 100_000)
      #expect(unpacked == .init(bytes: Array(text.utf8), isWhole: true))
    }
  }

  @Test func `that end too early give what there is`() {
    for member in Self.members {
      for end in 1..<member.count {
        for length in [1, 9, end] {
          let unpacked = Self.unpack(Array(member.prefix(end)), by: length, room: 100_000)
          #expect(!unpacked.isWhole && !unpacked.isDamaged)
          #expect(Self.text.utf8.starts(with: unpacked.bytes))
        }
      }
      // All but the checksum and the length is there.
      let unpacked = Self.unpack(Array(member.dropLast(8)), by: 11, room: 100_000)
      #expect(unpacked == .init(bytes: Array(Self.text.utf8)))
    }
  }

  @Test func `with a wrong bit are damaged, cut short or the same`() {
    for member in Self.members {
      for bit in 0..<(member.count * 8) {
        var wrong = member
        wrong[bit / 8] ^= 1 << (bit % 8)
        let unpacked = Self.unpack(wrong, by: wrong.count, room: 100_000)
        if unpacked.isWhole { #expect(unpacked.text == Self.text, "bit \(bit)") }
        // The checksum, the length, and what the header says of itself.
        let isChecked = bit / 8 >= member.count - 8 || bit / 8 < 3 || 29..<32 ~= bit
        if isChecked { #expect(unpacked.isDamaged && !unpacked.isWhole, "bit \(bit)") }
        // Cut in every way at some of the bits.
        for (length, room) in [(1, 100_000), (3, 7), (11, 100_000), (wrong.count, 9)]
        where bit % 5 == 0 {
          #expect(Self.unpack(wrong, by: length, room: room) == unpacked, "bit \(bit)")
        }
      }
    }
    // Where the header has a checksum, no bit before it may be wrong, but for what it would hide.
    var wrong = Self.members[2]
    wrong[5] ^= 1
    #expect(Self.unpack(wrong, by: wrong.count, room: 10) == .init(isDamaged: true))
  }

  @Test func `of some size are the same, however they are cut, and up to where they are damaged`() {
    let text = rows(0..<20_000)
    let whole = gzip(text)
    var damaged = whole
    for index in 0..<64 { damaged[damaged.count / 2 + index] ^= 0x5A }
    for bytes in [whole, whole + whole, Array(whole.dropLast(3)), damaged] {
      let expected = Self.unpack(bytes, by: bytes.count, room: 1 << 20)
      #expect(expected.bytes.count > 100_000)
      for (length, room) in [
        (23, 1 << 20), (1000, 1000), (bytes.count, 301), (bytes.count, 65_536), (3000, 40_001),
        (5, 70_001),
      ] {
        #expect(Self.unpack(bytes, by: length, room: room) == expected, "\(length) \(room)")
      }
    }
    #expect(Self.unpack(whole, by: 777, room: 3001).text == text)
    #expect(Self.unpack(damaged, by: 777, room: 3001).isDamaged)
  }
}
