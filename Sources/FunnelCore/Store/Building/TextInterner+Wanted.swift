extension TextInterner {
  /// A text as it is looked for.
  struct Wanted: BitwiseCopyable {
    /// That of a long text holds 64 bits of a hash.
    var key: TextKey
    var hash: UInt32

    @inline(__always)
    init(
      _ base: UnsafePointer<UInt8>, _ count: Int, _ secret: Secret, readableTo end: UnsafeRawPointer
    ) {
      let base = UnsafeRawPointer(base)
      key =
        count <= TextKey.longestShort
        ? TextKey(words: TextCell.words(base, count, readableTo: end), count: count)
        : TextKey(number: secret.wholeHash(base, count, readableTo: end))
      hash = key.hash(secret)
    }
  }
}
