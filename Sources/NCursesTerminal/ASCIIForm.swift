/// The nearest ASCII text for a cell, for terminals and locales that know nothing else.
///
/// Frames and bars keep their shape; anything else becomes `?`, never raw bytes.
func asciiForm(of text: String) -> String {
  guard let scalar = text.unicodeScalars.first, !text.utf8.allSatisfy({ $0 < 0x80 }) else {
    return text
  }
  switch scalar {
  case "─", "━", "═", "╌", "┄", "–", "—", "−": return "-"
  case "│", "┃", "║", "╎", "┆": return "|"
  case "\u{250C}"..."\u{254B}", "\u{2550}"..."\u{256C}", "╭", "╮", "╯", "╰": return "+"
  case "\u{2580}"..."\u{2593}": return "#"
  case "…": return "~"
  case "·", "•": return "."
  case "→", "›", "▶", "▸": return ">"
  case "←", "‹", "◀", "◂": return "<"
  case "↑", "▲", "▴": return "^"
  case "↓", "▼", "▾": return "v"
  case "×": return "x"
  default: return "?"
  }
}
