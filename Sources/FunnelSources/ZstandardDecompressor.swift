internal import CZstandard

/// Unpacks Zstandard, including several frames one after another.
final class ZstandardDecompressor: Decompressor {
  private let context = ZSTD_createDCtx()
  private(set) var isAtEndOfFrame = false
  /// How many bytes the next block, or what is read next of a header, still takes.
  private var wanted = 1

  init() {
    // Files packed with --long need windows beyond the default limit.
    ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, 31)
  }

  deinit { ZSTD_freeDCtx(context) }

  /// Decodes block by block: those before a damaged one are given out wherever the input is cut.
  func decode(
    _ input: UnsafeBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>
  ) -> DecodedBytes {
    var source = ZSTD_inBuffer(src: input.baseAddress, size: 0, pos: 0)
    var target = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
    while target.pos < target.size {
      source.size = min(input.count, source.pos + wanted)
      let before = source.pos + target.pos
      let status = ZSTD_decompressStream(context, &target, &source)
      guard ZSTD_isError(status) == 0 else {
        isAtEndOfFrame = false
        return DecodedBytes(consumed: source.pos, produced: target.pos, isDamaged: true)
      }
      // At the end of a frame another one may follow.
      isAtEndOfFrame = status == 0
      wanted = max(1, status)
      if source.pos == input.count && isAtEndOfFrame || source.pos + target.pos == before { break }
    }
    return DecodedBytes(consumed: source.pos, produced: target.pos)
  }
}
