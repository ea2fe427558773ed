internal import CKernels

/// The forms in which the search of a block is compiled; all give the same answer.
enum SlicedKernel: CaseIterable, Sendable {
  case portable, avx2, avx512

  /// The fastest one that this machine can run.
  static let best = allCases.last { $0.isAvailable } ?? .portable

  /// Whether this machine can run it.
  var isAvailable: Bool { sliced_has_form(form) }

  var form: sliced_form {
    switch self {
    case .portable: sliced_portable
    case .avx2: sliced_avx2
    case .avx512: sliced_avx512
    }
  }
}
