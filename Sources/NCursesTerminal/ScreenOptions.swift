/// How the screen is to look, as asked for on the command line.
public struct ScreenOptions: Hashable, Sendable {
  /// When colour is used.
  public enum ColorUse: Hashable, Sendable {
    /// When the terminal has colours and NO_COLOR is empty.
    case auto
    /// When the terminal has colours, whatever NO_COLOR says.
    case always
    /// Not at all; bold, reverse and underline remain.
    case never
  }

  /// When colour is used.
  public var color: ColorUse
  /// Whether nothing but ASCII is sent to the terminal.
  public var ascii: Bool

  /// Options; without arguments, whatever the terminal offers.
  public init(color: ColorUse = .auto, ascii: Bool = false) {
    self.color = color
    self.ascii = ascii
  }
}
