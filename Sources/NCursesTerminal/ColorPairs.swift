import CNCurses
import TerminalUI

/// The terminal's colour pairs, made on first use.
struct ColorPairs {
  private var pairs: [UInt16: Int32] = [:]
  private let hasColors: Bool
  private let standard: (foreground: Int32, background: Int32)

  /// Asks the terminal for colours; without them, or when not wanted, every style is colourless.
  init(wanted: Bool) {
    guard wanted, has_colors(), start_color() != ERR, nc_colors() >= 8 else {
      hasColors = false
      standard = (-1, -1)
      return
    }
    hasColors = true
    // Some terminals cannot return to their own colours; white on black is what they start with.
    standard = use_default_colors() == ERR ? (COLOR_WHITE, COLOR_BLACK) : (-1, -1)
  }

  /// The pair for a style, 0 for the terminal's own colours.
  mutating func pair(for style: Style) -> Int32 {
    guard hasColors, style.foreground != .standard || style.background != .standard else {
      return 0
    }
    let key = UInt16(style.foreground.rawValue) << 8 | UInt16(style.background.rawValue)
    if let pair = pairs[key] { return pair }
    let pair = max(
      0,
      alloc_pair(
        number(of: style.foreground) ?? standard.foreground,
        number(of: style.background) ?? standard.background))
    pairs[key] = pair
    return pair
  }

  private func number(of color: Color) -> Int32? {
    switch color {
    case .standard: nil
    case .red: COLOR_RED
    case .green: COLOR_GREEN
    case .yellow: COLOR_YELLOW
    case .blue: COLOR_BLUE
    case .magenta: COLOR_MAGENTA
    case .cyan: COLOR_CYAN
    case .white: COLOR_WHITE
    case .black: COLOR_BLACK
    }
  }
}

extension Style {
  /// The curses attributes of the style, colour aside.
  var attributes: attr_t {
    var attributes: attr_t = 0
    if isBold { attributes |= nc_bold }
    if isDim { attributes |= nc_dim }
    if isReversed { attributes |= nc_reverse }
    if isUnderlined { attributes |= nc_underline }
    return attributes
  }
}
