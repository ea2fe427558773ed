#include "sliced_check.h"

enum { lanes = 64 };

/// The least and the greatest code of each lane.
struct bounds {
  uint8_t least[lanes];
  uint8_t greatest[lanes];
};

static inline __attribute__((always_inline)) uint8_t beyond(uint8_t number, uint8_t limit) {
  return number > limit ? number - limit : 0;
}

static inline __attribute__((always_inline)) bool
fit(const uint8_t *codes, size_t rows, size_t names, const uint32_t *longer, size_t first,
    size_t count) {
  if (names == 0) return rows == 0;
  struct bounds bounds;
  size_t known = lanes + 1;
  uint8_t bad[lanes] = {0};
  for (size_t row = 0; row < rows; row++, codes += lanes) {
    const size_t units = longer[row] < first ? 0 : longer[row] - first;
    const size_t live = units < count ? units : count;
    // Most rows have as many as the one before.
    if (live != known) {
      for (size_t lane = 0; lane < lanes; lane++) {
        bounds.least[lane] = lane < live ? 0 : 0xFF;
        bounds.greatest[lane] = lane < live ? (uint8_t)(names - 1) : 0xFF;
      }
      known = live;
    }
    for (size_t lane = 0; lane < lanes; lane++) {
      bad[lane] |= beyond(codes[lane], bounds.greatest[lane]) |
          beyond(bounds.least[lane], codes[lane]);
    }
  }
  uint8_t any = 0;
  for (size_t lane = 0; lane < lanes; lane++) any |= bad[lane];
  return any == 0;
}

static inline __attribute__((always_inline)) bool
rise(const uint16_t *times, size_t rows, bool continues, const uint32_t *longer, size_t first,
     size_t count) {
  uint16_t live_lanes[lanes];
  size_t known = lanes + 1;
  uint16_t bad[lanes] = {0};
  for (size_t row = continues ? 0 : 1; row < rows; row++) {
    const uint16_t *own = times + row * lanes;
    const size_t units = longer[row] < first ? 0 : longer[row] - first;
    const size_t live = units < count ? units : count;
    if (live != known) {
      for (size_t lane = 0; lane < lanes; lane++) live_lanes[lane] = lane < live ? 0xFFFF : 0;
      known = live;
    }
    for (size_t lane = 0; lane < lanes; lane++) {
      const uint16_t before = *(own + lane - lanes);
      bad[lane] |= (before > own[lane] ? before - own[lane] : 0) & live_lanes[lane];
    }
  }
  uint16_t any = 0;
  for (size_t lane = 0; lane < lanes; lane++) any |= bad[lane];
  return any == 0;
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) static bool fit_wide(
    const uint8_t *codes, size_t rows, size_t names, const uint32_t *longer, size_t first,
    size_t count) {
  return fit(codes, rows, names, longer, first, count);
}

__attribute__((target("avx2"))) static bool rise_wide(
    const uint16_t *times, size_t rows, bool continues, const uint32_t *longer, size_t first,
    size_t count) {
  return rise(times, rows, continues, longer, first, count);
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

bool sliced_times_rise(
    const uint16_t *times, size_t rows, bool continues, const uint32_t *longer, size_t first,
    size_t count) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2"))
    return rise_wide(times, rows, continues, longer, first, count);
#endif
  return rise(times, rows, continues, longer, first, count);
}
