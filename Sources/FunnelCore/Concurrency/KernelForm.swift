internal import CKernels

/// The forms in which loops in C are compiled; all forms of a loop give the same result.
enum KernelForm: CaseIterable, Sendable {
  case portable, avx2, avx512

  var form: kernel_form {
    switch self {
    case .portable: kernel_portable
    case .avx2: kernel_avx2
    case .avx512: kernel_avx512
    }
  }

  /// Returns the forms that this machine can run, by what a loop says of each; the fastest is the last.
  static func available(_ isAvailable: (kernel_form) -> Bool) -> [KernelForm] {
    allCases.filter { isAvailable($0.form) }
  }

  private static func best(_ isAvailable: (kernel_form) -> Bool) -> KernelForm {
    available(isAvailable).last ?? .portable
  }

  /// The fastest forms that this machine can run.
  static let bestForRows = best(plain_rows_has_form)
  static let bestForObjects = best(plain_objects_has_form)
  static let bestForLanes = best(lanes_has_form)
  static let bestForPicking = best(picking_has_form)
}
