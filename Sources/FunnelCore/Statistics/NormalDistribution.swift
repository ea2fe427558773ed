// The C library's erfc is exact to the last digits far out in the tail, where a series of our own
// would have to be proved.
#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Returns the probability that a standard normal value lies at least `z` from zero, on either side.
func twoSidedNormalTail(_ z: Double) -> Double {
  erfc(abs(z) / 2.0.squareRoot())
}
