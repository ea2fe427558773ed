/// Where text stands in a field wider than itself.
public enum Alignment: Hashable, Sendable {
  case left, right
}

extension DisplayText {
  /// The text cut to at most `columns`, at a character bound.
  ///
  /// With `ellipsis` the last column says that something is missing.
  public func clipped(to columns: Int, ellipsis: Bool = true) -> DisplayText {
    if width <= columns { return self }
    guard columns > 0 else { return DisplayText(safe: "") }
    let room = ellipsis ? columns - 1 : columns
    var kept = ""
    var used = 0
    for character in string {
      let next = displayWidth(of: character)
      if used + next > room { break }
      kept.append(character)
      used += next
    }
    return DisplayText(safe: ellipsis ? kept + "…" : kept)
  }

  /// The text with spaces up to `columns`; text that is longer already stays as it is.
  public func padded(to columns: Int, alignment: Alignment = .left) -> DisplayText {
    let missing = columns - width
    if missing <= 0 { return self }
    let before =
      switch alignment {
      case .left: 0
      case .right: missing
      }
    return DisplayText(
      safe: String(repeating: " ", count: before) + string
        + String(repeating: " ", count: missing - before))
  }
}
