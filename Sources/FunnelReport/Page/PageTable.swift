/// A table of words, numbers and bars, before any format writes it.
struct PageTable: Equatable {
  /// What a column holds.
  enum Kind: Equatable {
    case name, number, verdict
    /// Bars, whose cells hold no words.
    case bar
  }

  /// One column.
  struct Column: Equatable {
    var title: String
    var kind = Kind.name
    /// The width down to which a page of text may cut it; nil when it must not be.
    var leastWidth: Int?
  }

  /// One cell.
  enum Cell: Equatable {
    /// Words or a written number, safe to print.
    case text(String)
    /// A bar as long as the fraction; an open one can still grow.
    case bar(Double, isOpen: Bool)
  }

  /// What the table is about, for readers who do not see what stands around it.
  var caption: String
  var columns: [Column]
  var rows: [[Cell]] = []
  /// Whether a page that is too narrow leaves the table out instead of breaking its lines.
  var isDispensable = false
}
