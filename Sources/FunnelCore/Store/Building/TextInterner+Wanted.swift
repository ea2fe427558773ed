extension TextInterner {
  /// A text as it is looked for.
  struct Wanted: BitwiseCopyable {
    /// The bytes of a text of up to 16, zero behind its end.
    var words: (UInt64, UInt64)
    var hash: UInt32

    @inline(__always)
    init(
      _ base: UnsafePointer<UInt8>, _ count: Int, _ secret: Secret, readableTo end: UnsafeRawPointer
    ) {
      if count <= 16 {
        words = TextCell.words(UnsafeRawPointer(base), count, readableTo: end)
        hash = secret.hash(words: words, count: count)
      } else {
        words = (0, 0)
        hash = secret.finish(secret.longHash(UnsafeRawPointer(base), count))
      }
    }
  }
}
