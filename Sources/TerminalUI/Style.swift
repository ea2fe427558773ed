/// The terminal's own colours: its default and the eight every theme defines.
///
/// Bright black is left out on purpose: it is close to invisible on some themes.
public enum Color: UInt8, Hashable, Sendable, CaseIterable {
  /// The terminal's default foreground or background.
  case standard
  case red, green, yellow, blue, magenta, cyan, white, black
}

/// How a cell looks.
///
/// Meaning never rests on colour alone, so every attribute works in mono too.
public struct Style: Hashable, Sendable {
  /// The colour of the text.
  public var foreground: Color
  /// The colour behind the text.
  public var background: Color
  /// Heavier strokes.
  public var isBold: Bool
  /// Fainter strokes.
  public var isDim: Bool
  /// Foreground and background exchanged.
  public var isReversed: Bool
  /// A line under the text.
  public var isUnderlined: Bool

  /// A style; everything not named is the terminal's default.
  public init(
    foreground: Color = .standard, background: Color = .standard, isBold: Bool = false,
    isDim: Bool = false, isReversed: Bool = false, isUnderlined: Bool = false
  ) {
    self.foreground = foreground
    self.background = background
    self.isBold = isBold
    self.isDim = isDim
    self.isReversed = isReversed
    self.isUnderlined = isUnderlined
  }

  /// The terminal's default look.
  public static let plain = Style()
}
