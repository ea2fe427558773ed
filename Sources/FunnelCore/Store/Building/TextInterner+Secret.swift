extension TextInterner {
  /// Two random numbers that make a hash function.
  struct Secret: Sendable {
    let seed: UInt64
    let factor: UInt64

    /// The function of this process, another in every process.
    static let ofProcess = Secret(
      seed: .random(in: .min ... .max), factor: .random(in: .min ... .max))

    init(seed: UInt64, factor: UInt64) {
      self.seed = seed
      // An odd factor loses no bit of what it multiplies.
      self.factor = factor | 1
    }

    /// Returns the unfinished hash of a text.
    ///
    /// Mixes eight bytes at a time by multiplication to 128 bits, whose halves are folded.
    ///
    /// The difference that a changed byte makes in the upper half depends on the secret factor,
    /// so changes that cancel out cannot be found without it.
    @inline(__always)
    func wholeHash(
      _ raw: UnsafeRawPointer, _ count: Int, readableTo end: UnsafeRawPointer
    ) -> UInt64 {
      if count > 16 { return longHash(raw, count) }
      return wholeHash(words: TextCell.words(raw, count, readableTo: end), count: count)
    }

    /// Returns the unfinished hash of a text of more than 16 bytes.
    private func longHash(_ raw: UnsafeRawPointer, _ count: Int) -> UInt64 {
      var hash = seed ^ UInt64(truncatingIfNeeded: count)
      var offset = 0
      while offset &+ 16 < count {
        hash = mix(hash, raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        offset &+= 8
      }
      hash = mix(hash, raw.loadUnaligned(fromByteOffset: count &- 16, as: UInt64.self))
      return mix(hash, raw.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self))
    }

    /// Returns the hash of a text of up to 16 bytes.
    @inline(__always)
    func hash(words: (UInt64, UInt64), count: Int) -> UInt32 {
      finish(wholeHash(words: words, count: count))
    }

    @inline(__always)
    private func wholeHash(words: (UInt64, UInt64), count: Int) -> UInt64 {
      mix(mix(seed ^ UInt64(truncatingIfNeeded: count), words.0), words.1)
    }

    @inline(__always)
    func finish(_ hash: UInt64) -> UInt32 {
      let mixed = (hash ^ hash &>> 33) &* 0xFF51_AFD7_ED55_8CCD
      return UInt32(truncatingIfNeeded: mixed &>> 32)
    }

    @inline(__always)
    private func mix(_ hash: UInt64, _ word: UInt64) -> UInt64 {
      let product = (hash ^ word).multipliedFullWidth(by: factor)
      return product.high ^ product.low
    }
  }
}
