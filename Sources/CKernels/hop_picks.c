#include "hop_picks.h"

#include "hop_sets.h"

#define BODY static inline __attribute__((always_inline))

/// Writes a place, and over it again unless it is wanted, without a guess at that.
BODY size_t pick_one(
    const uint16_t *buckets, const uint8_t *groups, size_t place, const uint32_t *wanted,
    uint32_t *places, size_t found) {
  const size_t group = groups == NULL ? 0 : groups[place];
  places[found] = (uint32_t)place;
  return found + (wanted[group * HOP_BUCKETS + buckets[place]] != 0);
}

static size_t pick_plainly(
    const uint16_t *buckets, const uint8_t *groups, size_t start, size_t end,
    const uint32_t *wanted, uint32_t *places) {
  size_t found = 0;
  for (size_t place = start; place < end; place++) {
    found = pick_one(buckets, groups, place, wanted, places, found);
  }
  return found;
}

#if defined(__x86_64__)
AVX512 static size_t pick_avx512(
    const uint16_t *buckets, const uint8_t *groups, size_t start, size_t end,
    const uint32_t *wanted, const struct bucket_set *set, uint32_t *places) {
  uint16_t inside[stretch + 32];
  size_t found = 0;
  for (size_t first = start; first < end; first += stretch) {
    const size_t own = end - first < stretch ? end - first : stretch;
    const size_t count = find_in_set(buckets + first, own, set, inside);
    for (size_t index = 0; index < count; index++) {
      found = pick_one(buckets, groups, first + inside[index], wanted, places, found);
    }
  }
  return found;
}
#endif

size_t pick_hops(
    enum kernel_form form, const uint16_t *buckets, const uint8_t *groups, size_t start, size_t end,
    const uint32_t *wanted, const struct bucket_set *set, uint32_t *places) {
#if defined(__x86_64__)
  if (form == kernel_avx512) return pick_avx512(buckets, groups, start, end, wanted, set, places);
#else
  (void)set;
#endif
  return pick_plainly(buckets, groups, start, end, wanted, places);
}
