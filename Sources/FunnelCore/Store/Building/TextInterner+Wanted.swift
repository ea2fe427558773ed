extension TextInterner {
  /// A text as it is looked for, in the form in which slots keep it.
  struct Wanted: BitwiseCopyable {
    /// The first eight bytes of a short text, zero behind its end; of others 64 bits of a hash.
    var low: UInt64
    /// The next three bytes and, in the highest byte, the length + 1; ``long`` for other texts.
    ///
    /// Never zero, so that no text looks like an empty slot.
    var high: UInt32
    var hash: UInt32

    /// The length of the longest text that a slot holds as a whole.
    static let longestShort = 11
    /// What stands for the length of texts that are longer.
    static let long: UInt32 = 0xFF << 24

    /// Whether the text is longer than what a slot holds.
    @inline(__always)
    var isLong: Bool { high >= Self.long }

    @inline(__always)
    init(
      _ base: UnsafePointer<UInt8>, _ count: Int, _ secret: Secret, readableTo end: UnsafeRawPointer
    ) {
      if count <= Self.longestShort {
        let words = TextCell.words(UnsafeRawPointer(base), count, readableTo: end)
        low = words.0
        high =
          UInt32(truncatingIfNeeded: words.1) | UInt32(truncatingIfNeeded: count &+ 1) &<< 24
        hash = secret.hash(words: words, count: count)
      } else {
        low = secret.wholeHash(UnsafeRawPointer(base), count, readableTo: end)
        high = Self.long
        hash = secret.finish(low)
      }
    }
  }
}

extension TextInterner {
  /// Where a text is found; all zero while it is empty.
  struct Slot: BitwiseCopyable, Sendable {
    /// As in ``Wanted``: with a short text in the slot itself, a look-up touches nothing else.
    var low: UInt64
    var high: UInt32
    /// The number of the text + 1.
    var number: UInt32

    init(_ wanted: Wanted, number: UInt32) {
      (low, high) = (wanted.low, wanted.high)
      self.number = number
    }

    @inline(__always)
    var isEmpty: Bool { number == 0 }

    /// The hash of the text.
    @inline(__always)
    func hash(_ secret: Secret) -> UInt32 {
      if high >= Wanted.long { return secret.finish(low) }
      return secret.hash(words: (low, UInt64(high & 0xFF_FFFF)), count: Int(high &>> 24) &- 1)
    }
  }
}
