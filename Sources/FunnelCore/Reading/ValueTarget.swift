/// Where the values of a file's column go.
enum ValueTarget: Equatable, Sendable {
  /// To a slot of a block.
  case slot(Int)
  /// The column is left out.
  case leftOut
  /// Nothing was decided about the column yet.
  case undecided
}
