// Lengths of some buckets put one behind the other, and sets of buckets.
#include <string.h>

#include "hop_buckets.h"
#include "hop_sets.h"

#define BODY static inline __attribute__((always_inline))

void make_bucket_set(const uint16_t *buckets, size_t count, struct bucket_set *set) {
  memset(set, 0, sizeof *set);
  if (count == 0) return;
  uint16_t last = 0;
  set->first = HOP_BUCKETS;
  for (size_t index = 0; index < count; index++) {
    set->first = buckets[index] < set->first ? buckets[index] : set->first;
    last = buckets[index] > last ? buckets[index] : last;
  }
  set->window_count = (uint16_t)((last - set->first) / BUCKET_WINDOW + 1);
  for (size_t index = 0; index < count; index++) {
    const size_t bit = buckets[index] - set->first;
    set->bits[bit / 8] |= (uint8_t)(1 << bit % 8);
  }
}

/// Puts lengths where their shares go on; `inside` has the places of those whose buckets are in the set of
/// all shares, or is null where any may be.
BODY void gather_some(
    const struct grouped_lengths *lengths, size_t first, const uint16_t *inside, size_t count,
    const uint32_t *shares, size_t *ends, uint32_t *found) {
  uint32_t own[stretch];
  uint32_t own_shares[stretch];
  size_t kept = 0;
  for (size_t index = 0; index < count; index++) {
    const size_t place = first + (inside == NULL ? index : inside[index]);
    const size_t group = lengths->numbers == NULL ? 0 : lengths->groups[lengths->numbers[place]];
    // What is in no share is written over, without a guess at it.
    own[kept] = lengths->lengths[place];
    own_shares[kept] = shares[group * HOP_BUCKETS + bucket_of(own[kept])];
    kept += own_shares[kept] != 0;
  }
  for (size_t index = 0; index < kept; index++) found[ends[own_shares[index] - 1]++] = own[index];
}

#if defined(__x86_64__)
AVX512 static void gather_avx512(
    const struct grouped_lengths *lengths, const uint32_t *shares, const struct bucket_set *set,
    size_t *ends, uint32_t *found) {
  uint16_t buckets[stretch];
  uint16_t inside[stretch + 32];
  for (size_t first = 0; first < lengths->count; first += stretch) {
    const size_t left = lengths->count - first;
    const size_t own = left < stretch ? left : stretch;
    bucket_hops(kernel_avx512, lengths->lengths + first, own, buckets);
    const size_t count = find_in_set(buckets, own, set, inside);
    gather_some(lengths, first, inside, count, shares, ends, found);
  }
}
#endif

void gather_hops(
    enum kernel_form form, const struct grouped_lengths *lengths, const uint32_t *shares,
    const struct bucket_set *set, size_t *ends, uint32_t *found) {
#if defined(__x86_64__)
  if (form == kernel_avx512) {
    gather_avx512(lengths, shares, set, ends, found);
    return;
  }
#else
  (void)set;
#endif
  for (size_t first = 0; first < lengths->count; first += stretch) {
    const size_t left = lengths->count - first;
    gather_some(lengths, first, NULL, left < stretch ? left : stretch, shares, ends, found);
  }
}
