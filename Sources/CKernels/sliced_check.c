#include "sliced_check.h"

enum { lanes = 64 };

#define BODY static inline __attribute__((always_inline))

BODY bool sliced_codes_fit_body(
    const uint8_t *codes, size_t first, size_t end, size_t names, const intptr_t *starts,
    const uint32_t *units, size_t count) {
  // The first lanes, up to `live`, have an event in the row under way.
  size_t live = count;
  uint8_t bad = 0;
  for (size_t row = first; row < end; row++, codes += lanes) {
    while (live > 0 && (size_t)(starts[units[live - 1] + 1] - starts[units[live - 1]]) <= row) live--;
    for (uint8_t lane = 0; lane < lanes; lane++) {
      const uint8_t code = codes[lane];
      const uint8_t beyond = code >= (uint8_t)names;
      const uint8_t none = code == 0xFF;
      bad |= lane < (uint8_t)live ? beyond : !none;
    }
  }
  return bad == 0;
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) static bool sliced_codes_fit_wide(
    const uint8_t *codes, size_t first, size_t end, size_t names, const intptr_t *starts,
    const uint32_t *units, size_t count) {
  return sliced_codes_fit_body(codes, first, end, names, starts, units, count);
}
#endif

bool sliced_codes_fit(
    const uint8_t *codes, size_t first, size_t end, size_t names, const intptr_t *starts,
    const uint32_t *units, size_t count) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2"))
    return sliced_codes_fit_wide(codes, first, end, names, starts, units, count);
#endif
  return sliced_codes_fit_body(codes, first, end, names, starts, units, count);
}
