#include "sliced_check.h"

enum { lanes = 64 };

static inline __attribute__((always_inline)) bool fit(
    const uint8_t *codes, size_t rows, size_t names, const uint32_t *longer, size_t first,
    size_t count) {
  uint8_t bad = 0;
  for (size_t row = 0; row < rows; row++, codes += lanes) {
    const size_t units = longer[row] < first ? 0 : longer[row] - first;
    const uint8_t live = (uint8_t)(units < count ? units : count);
    for (uint8_t lane = 0; lane < lanes; lane++) {
      const uint8_t beyond = codes[lane] >= (uint8_t)names;
      const uint8_t any = codes[lane] != 0xFF;
      bad |= lane < live ? beyond : any;
    }
  }
  return bad == 0;
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) static bool fit_wide(
    const uint8_t *codes, size_t rows, size_t names, const uint32_t *longer, size_t first,
    size_t count) {
  return fit(codes, rows, names, longer, first, count);
}
#endif

bool sliced_codes_fit(
    const uint8_t *codes, size_t rows, size_t names, const uint32_t *longer, size_t first,
    size_t count) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) return fit_wide(codes, rows, names, longer, first, count);
#endif
  return fit(codes, rows, names, longer, first, count);
}
