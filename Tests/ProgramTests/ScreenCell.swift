import CPseudoTerminal
import Glibc

/// What one position of the emulated screen shows.
struct ScreenCell: Equatable {
  /// The character, a space when blank, empty for the second half of a wide one.
  let text: String
  /// 0xRRGGBB, nil for the terminal's own colour.
  let foreground: Int?
  let background: Int?
  let isBold: Bool
  let isDim: Bool
  let isReversed: Bool
  let isUnderlined: Bool

  init(_ cell: pt_cell) {
    let scalars = withUnsafeBytes(of: cell.scalars) { bytes in
      bytes.bindMemory(to: UInt32.self).prefix { $0 != 0 }.compactMap(Unicode.Scalar.init)
    }
    var characters = String.UnicodeScalarView()
    characters.append(contentsOf: scalars)
    text = cell.width == 0 ? "" : scalars.isEmpty ? " " : String(characters)
    foreground = cell.foreground < 0 ? nil : Int(cell.foreground)
    background = cell.background < 0 ? nil : Int(cell.background)
    isBold = cell.bold
    isDim = cell.dim
    isReversed = cell.reverse
    isUnderlined = cell.underline
  }

  /// Whether two cells differ at most in their text.
  func looksLike(_ other: ScreenCell) -> Bool {
    foreground == other.foreground && background == other.background && isBold == other.isBold
      && isDim == other.isDim && isReversed == other.isReversed
      && isUnderlined == other.isUnderlined
  }
}

/// A list of C strings ended by a null pointer, alive as long as the value.
final class CStringList {
  let pointers: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
  private let count: Int

  init(_ strings: [String]) {
    count = strings.count
    pointers = .allocate(capacity: count + 1)
    pointers.initialize(repeating: nil, count: count + 1)
    for (index, string) in strings.enumerated() { pointers[index] = strdup(string) }
  }

  deinit {
    for index in 0..<count { free(pointers[index]) }
    pointers.deallocate()
  }
}
