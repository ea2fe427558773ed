extension JSONScanner {
  /// Appends a string's text to some bytes, with its escapes replaced by what they stand for.
  func unescape(_ text: Text, into bytes: inout [UInt8]) throws(JSONFault) {
    let end = text.start + text.count
    var index = text.start
    while index < end {
      let byte = base[index]
      index += 1
      guard byte == UInt8(ascii: "\\") else {
        bytes.append(byte)
        continue
      }
      let escape = base[index]
      index += 1
      switch escape {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): bytes.append(escape)
      case UInt8(ascii: "b"): bytes.append(0x08)
      case UInt8(ascii: "f"): bytes.append(0x0C)
      case UInt8(ascii: "n"): bytes.append(0x0A)
      case UInt8(ascii: "r"): bytes.append(0x0D)
      case UInt8(ascii: "t"): bytes.append(0x09)
      case UInt8(ascii: "u"):
        guard let unit = hexadecimal(at: index, before: end) else { throw .invalid }
        index += 4
        var scalar = UInt32(unit)
        if unit & 0xFC00 == 0xD800, index + 1 < end, base[index] == UInt8(ascii: "\\"),
          base[index + 1] == UInt8(ascii: "u"),
          let low = hexadecimal(at: index + 2, before: end), low & 0xFC00 == 0xDC00
        {
          scalar = 0x10000 + (UInt32(unit & 0x3FF) << 10 | UInt32(low & 0x3FF))
          index += 6
        }
        // Half a surrogate pair stands for nothing.
        let character = Unicode.Scalar(scalar) ?? "\u{FFFD}"
        bytes.append(contentsOf: UTF8.encode(character) ?? UTF8.encodedReplacementCharacter)
      default: throw .invalid
      }
    }
  }

  private func hexadecimal(at start: Int, before end: Int) -> UInt16? {
    guard start + 4 <= end else { return nil }
    var value: UInt16 = 0
    for index in start..<start + 4 {
      let byte = base[index]
      let digit: UInt8
      if byte &- 48 < 10 {
        digit = byte - 48
      } else if (byte | 0x20) &- 97 < 6 {
        digit = (byte | 0x20) - 87
      } else {
        return nil
      }
      value = value << 4 | UInt16(digit)
    }
    return value
  }
}
