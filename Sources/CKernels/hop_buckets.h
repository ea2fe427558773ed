// The bucket of a length.
#pragma once

#include <stdint.h>
#include <string.h>

static inline __attribute__((always_inline)) uint32_t bucket_of(uint32_t length) {
  // A float has the power of two in its upper bits and then the bits behind the first one; what rounding
  // does to the others leaves greater numbers greater or equal.
  const float number = (float)length;
  int32_t bits;
  memcpy(&bits, &number, sizeof bits);
  const int32_t bucket = (bits >> 17) - ((127 << 6) - 1);
  return (uint32_t)(bucket < 0 ? 0 : bucket);
}
