/// Escapes text for Markdown.
enum MarkdownText {
  /// Round brackets and braces are no markup once square brackets are escaped.
  private static let special: Set<Unicode.Scalar> = [
    "\\", "`", "*", "_", "[", "]", "#", "|", "~", "$",
  ]

  private static let www = ["w", "w", "w"]

  /// Returns text of one line in which nothing is markup, a mention or a link.
  static func escaped(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    var output = String.UnicodeScalarView()
    for (index, scalar) in scalars.enumerated() {
      switch scalar {
      case "<": output += "&lt;".unicodeScalars
      case ">": output += "&gt;".unicodeScalars
      case "&": output += "&amp;".unicodeScalars
      // The person of that name would be told of the report.
      case "@": output += "&#64;".unicodeScalars
      // An address would become a link.
      case ":" where scalars[(index + 1)...].starts(with: ["/", "/"]):
        output += "&#58;".unicodeScalars
      // So would one without its scheme.
      case "." where scalars[..<index].suffix(3).map(\.properties.lowercaseMapping) == www:
        output += "&#46;".unicodeScalars
      case _ where special.contains(scalar):
        output.append("\\")
        output.append(scalar)
      default: output.append(scalar)
      }
    }
    return String(output)
  }
}
