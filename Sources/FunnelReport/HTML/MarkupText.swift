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

  /// Returns a length or place in a picture with at most one decimal.
  static func number(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1e9 else { return "0" }
    let tenths = Int((value * 10).rounded())
    let rest = tenths.magnitude % 10
    return (tenths < 0 ? "-" : "") + "\(tenths.magnitude / 10)" + (rest == 0 ? "" : ".\(rest)")
  }
}
