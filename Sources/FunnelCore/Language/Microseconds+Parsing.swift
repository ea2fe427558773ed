extension Microseconds {
  /// Reads a length of time: a whole positive number of `s`, `m`, `h`, `d` or `w`, such as `30m`,
  /// in capitals or not.
  public init(parsing text: String) throws(ExpressionError) {
    switch Self.parse(text) {
    case .success(let length): self = length
    case .failure(let problem): throw ExpressionError(problem.message, text: text, offset: 0)
    }
  }

  /// The length as the step language writes it, in the largest of days, hours, minutes and seconds
  /// that divides it; parts of a second are rounded up.
  public var expression: String {
    let seconds = max(1, rawValue / 1_000_000 + (rawValue % 1_000_000 > 0 ? 1 : 0))
    for (unit, length) in [("d", Int64(86_400)), ("h", 3600), ("m", 60)]
    where seconds.isMultiple(of: length) {
      return "\(seconds / length)\(unit)"
    }
    return "\(seconds)s"
  }

  struct ParsingProblem: Error {
    var message: String
  }

  /// Reads a length of time without a place to point at.
  static func parse(_ text: String) -> Result<Microseconds, ParsingProblem> {
    let lengths: [Character: Int64] = ["s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800]
    let digits = text.utf8.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    let advice = "write a whole number and s, m, h, d or w, such as 30m, 12h or 7d"
    guard !digits.isEmpty, digits.count + 1 == text.utf8.count, let unit = text.lowercased().last,
      let length = lengths[unit]
    else {
      return .failure(ParsingProblem(message: "this is no length of time: \(advice)"))
    }
    guard let number = Int64(text.dropLast()),
      case (let microseconds, false) = number.multipliedReportingOverflow(by: length * 1_000_000)
    else { return .failure(ParsingProblem(message: "this length of time is too long")) }
    guard number > 0 else {
      return .failure(ParsingProblem(message: "a length of time must be longer than nothing"))
    }
    return .success(Microseconds(rawValue: microseconds))
  }
}
