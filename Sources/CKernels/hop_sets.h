// Lengths whose buckets are in a set, before their groups are looked at.
#pragma once

#include "hop_picks.h"

/// How many lengths are looked at together.
enum { stretch = 2048 };

#if defined(__x86_64__)
#include <immintrin.h>

#define AVX512 __attribute__((target("avx512f,avx512bw,avx512vbmi,avx512vbmi2,popcnt")))

/// Returns which of 32 distances from the begin of a window are those of buckets in a set.
AVX512 static inline __mmask32 find_in_window(const uint8_t *bits, __m512i distance) {
  const __mmask32 inside =
      _mm512_cmplt_epu16_mask(distance, _mm512_set1_epi16(BUCKET_WINDOW));
  // One instruction looks a byte up in 128; the upper bytes are not wanted.
  const __m512i bytes = _mm512_permutex2var_epi8(
      _mm512_loadu_si512(bits), _mm512_srli_epi16(distance, 3), _mm512_loadu_si512(bits + 64));
  const __m512i bit = _mm512_sllv_epi16(
      _mm512_set1_epi16(1), _mm512_and_si512(distance, _mm512_set1_epi16(7)));
  return inside & _mm512_test_epi16_mask(bytes, bit);
}

/// Finds those of at most a stretch of lengths whose buckets are in a set; returns how many.
AVX512 static inline size_t find_in_set(
    const uint16_t *buckets, size_t count, const struct bucket_set *set, uint16_t *inside) {
  const __m512i firsts = _mm512_set_epi16(
      31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7,
      6, 5, 4, 3, 2, 1, 0);
  size_t found = 0;
  for (size_t place = 0; place < count; place += 32) {
    const size_t left = count - place;
    const __mmask32 all = left < 32 ? ((__mmask32)1 << left) - 1 : ~(__mmask32)0;
    __m512i distance = _mm512_sub_epi16(
        _mm512_maskz_loadu_epi16(all, buckets + place), _mm512_set1_epi16((short)set->first));
    __mmask32 in_any = 0;
    for (size_t window = 0; window < set->window_count; window++) {
      in_any |= find_in_window(set->bits + window * BUCKET_WINDOW / 8, distance);
      distance = _mm512_sub_epi16(distance, _mm512_set1_epi16(BUCKET_WINDOW));
    }
    in_any &= all;
    const __m512i numbers = _mm512_add_epi16(firsts, _mm512_set1_epi16((short)place));
    _mm512_storeu_si512(inside + found, _mm512_maskz_compress_epi16(in_any, numbers));
    found += (size_t)__builtin_popcount(in_any);
  }
  return found;
}
#endif
