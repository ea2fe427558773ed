internal import CZstandard

/// Unpacks Zstandard, including several frames one after another.
final class ZstandardDecompressor: Decompressor {
  private let context = ZSTD_createDCtx()
  private(set) var isAtEndOfFrame = false

  init() {
    // Files packed with --long need windows beyond the default limit.
    ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, 31)
  }

  deinit { ZSTD_freeDCtx(context) }

  func decode(
    _ input: UnsafeBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>
  ) -> DecodedBytes {
    var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
    var target = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
    let status = ZSTD_decompressStream(context, &target, &source)
    let isDamaged = ZSTD_isError(status) != 0
    isAtEndOfFrame = !isDamaged && status == 0
    return DecodedBytes(consumed: source.pos, produced: target.pos, isDamaged: isDamaged)
  }
}
