/// Escapes text for HTML and XML.
enum MarkupText {
  /// Returns text that is no markup, neither between tags nor in a quoted attribute.
  static func escaped(_ text: String) -> String {
    var output = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "<": output += "&lt;".unicodeScalars
      case ">": output += "&gt;".unicodeScalars
      case "&": output += "&amp;".unicodeScalars
      case "\"": output += "&quot;".unicodeScalars
      case "'": output += "&#39;".unicodeScalars
      default: output.append(scalar)
      }
    }
    return String(output)
  }
}
