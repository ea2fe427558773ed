#include "hop_picks.h"

#define BODY static inline __attribute__((always_inline))

/// Writes a place, and over it again unless it is wanted, without a guess at that.
BODY size_t pick_one(
    const struct bucketed *lengths, size_t place, const uint32_t *wanted, uint32_t *places,
    size_t found) {
  size_t group = lengths->groups == NULL ? 0 : lengths->groups[place];
  if (lengths->group_numbers != NULL) group = lengths->group_numbers[group];
  places[found] = (uint32_t)(lengths->first_place + place);
  return found + (wanted[group * HOP_BUCKETS + lengths->buckets[place]] != 0);
}

static size_t pick_plainly(
    const struct bucketed *lengths, size_t start, size_t end, const uint32_t *wanted,
    uint32_t *places) {
  size_t found = 0;
  for (size_t place = start; place < end; place++) {
    found = pick_one(lengths, place, wanted, places, found);
  }
  return found;
}

#if defined(__x86_64__)
#include <immintrin.h>

/// The lengths whose buckets are compared before the groups of those that remain are looked at.
enum { stretch = 2048 };

__attribute__((target("avx512f,avx512bw,avx512vbmi2,popcnt"))) static size_t pick_avx512(
    const struct bucketed *lengths, size_t start, size_t end, const uint32_t *wanted,
    const struct bucket_range *ranges, size_t range_count, uint32_t *places) {
  const __m512i firsts = _mm512_set_epi16(
      31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7,
      6, 5, 4, 3, 2, 1, 0);
  uint16_t near[stretch + 32];
  size_t found = 0;
  for (size_t first = start; first < end; first += stretch) {
    const size_t own = end - first < stretch ? end - first : stretch;
    size_t count = 0;
    for (size_t place = 0; place < own; place += 32) {
      const size_t left = own - place;
      const __mmask32 all = left < 32 ? ((__mmask32)1 << left) - 1 : ~(__mmask32)0;
      const __m512i buckets =
          _mm512_maskz_loadu_epi16(all, lengths->buckets + first + place);
      __mmask32 in_any = 0;
      for (size_t range = 0; range < range_count; range++) {
        const __m512i distance =
            _mm512_sub_epi16(buckets, _mm512_set1_epi16((short)ranges[range].first));
        in_any |= _mm512_cmplt_epu16_mask(
            distance, _mm512_set1_epi16((short)ranges[range].count));
      }
      in_any &= all;
      const __m512i numbers = _mm512_add_epi16(firsts, _mm512_set1_epi16((short)place));
      _mm512_storeu_si512(near + count, _mm512_maskz_compress_epi16(in_any, numbers));
      count += (size_t)__builtin_popcount(in_any);
    }
    for (size_t index = 0; index < count; index++) {
      found = pick_one(lengths, first + near[index], wanted, places, found);
    }
  }
  return found;
}
#endif

size_t pick_hops(
    enum kernel_form form, const struct bucketed *lengths, size_t start, size_t end,
    const uint32_t *wanted, const struct bucket_range *ranges, size_t range_count, uint32_t *places) {
#if defined(__x86_64__)
  if (form == kernel_avx512) {
    return pick_avx512(lengths, start, end, wanted, ranges, range_count, places);
  }
#endif
  return pick_plainly(lengths, start, end, wanted, places);
}
