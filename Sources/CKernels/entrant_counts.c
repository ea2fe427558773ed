#include "entrant_counts.h"

#define BODY static inline __attribute__((always_inline))

/// The number of entrants whose cells are worked out at once.
enum { stretch = 1024 };

BODY void count(
    const struct entrants *entrants, size_t depth_count, size_t reason_count, uint32_t *tables,
    size_t size) {
  uint32_t cells[stretch];
  const uint32_t depth_width = (uint32_t)reason_count;
  const uint32_t group_width = (uint32_t)(depth_count * reason_count);
  const uint8_t last = (uint8_t)(reason_count - 1);
  for (size_t first = 0; first < entrants->count; first += stretch) {
    const size_t left = entrants->count - first;
    const size_t own = left < stretch ? left : stretch;
    const uint8_t *depths = entrants->depths + first;
    const uint8_t *reasons = entrants->reasons + first;
    for (size_t place = 0; place < own; place++) {
      const uint8_t reason = reasons[place] < last ? reasons[place] : last;
      cells[place] = depths[place] * depth_width + reason;
    }
    if (entrants->groups != NULL) {
      const uint8_t *groups = entrants->groups + first;
      for (size_t place = 0; place < own; place++) cells[place] += groups[place] * group_width;
    }
    size_t place = 0;
    for (; place + ENTRANT_TABLES <= own; place += ENTRANT_TABLES) {
      for (size_t table = 0; table < ENTRANT_TABLES; table++) {
        tables[table * size + cells[place + table]]++;
      }
    }
    for (; place < own; place++) tables[cells[place]]++;
  }
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) static void count_avx2(
    const struct entrants *entrants, size_t depth_count, size_t reason_count, uint32_t *tables,
    size_t size) {
  count(entrants, depth_count, reason_count, tables, size);
}

__attribute__((target("avx512f,avx512bw,avx512vl,avx512dq"))) static void count_avx512(
    const struct entrants *entrants, size_t depth_count, size_t reason_count, uint32_t *tables,
    size_t size) {
  count(entrants, depth_count, reason_count, tables, size);
}
#endif

void count_entrants(
    enum kernel_form form, const struct entrants *entrants, size_t depth_count, size_t reason_count,
    uint32_t *tables, size_t size) {
  switch (form) {
#if defined(__x86_64__)
  case kernel_avx2: count_avx2(entrants, depth_count, reason_count, tables, size); return;
  case kernel_avx512: count_avx512(entrants, depth_count, reason_count, tables, size); return;
#endif
  default: count(entrants, depth_count, reason_count, tables, size); return;
  }
}
