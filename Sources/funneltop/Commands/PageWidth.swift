import Glibc

/// How wide a text may be that is printed.
struct PageWidth {
  /// The columns of sentences.
  let page: Int
  /// The columns of tables, which grow rather than cut a name.
  let table: Int

  /// A terminal's own width, where a longer line would break; otherwise 80, and tables up to 120.
  init(_ options: Options) {
    var size = winsize()
    guard options.output == nil, isatty(STDOUT_FILENO) == 1,
      ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0
    else {
      (page, table) = (80, 120)
      return
    }
    (page, table) = (Int(size.ws_col), Int(size.ws_col))
  }
}
