#include "pick.h"

/// Defines a function that picks those of some elements from `place` on, behind the first `found` ones.
#define PICK_PLAINLY(name, element)                                                              \
  static size_t name(                                                                            \
      const element *elements, const uint8_t *depths, size_t place, size_t count, uint8_t least, \
      element *picked, size_t found, size_t limit) {                                             \
    /* What does not belong there is written over, without a guess at who got so far. */         \
    for (; place < count && found < limit; place++) {                                            \
      picked[found] = elements[place];                                                           \
      found += depths[place] >= least;                                                           \
    }                                                                                            \
    return found;                                                                                \
  }

PICK_PLAINLY(pick_bytes_plainly, uint8_t)
PICK_PLAINLY(pick_words_plainly, uint32_t)

#if defined(__x86_64__)
#include <immintrin.h>

__attribute__((target("avx512f,avx512bw,avx512vbmi2,popcnt"))) static size_t pick_avx512_bytes(
    const uint8_t *bytes, const uint8_t *depths, size_t count, uint8_t least, uint8_t *picked,
    size_t limit) {
  const __m512i bound = _mm512_set1_epi8((char)least);
  size_t found = 0;
  size_t place = 0;
  for (; place + 64 <= count && found + 64 <= limit; place += 64) {
    const __mmask64 reached =
        _mm512_cmpge_epu8_mask(_mm512_loadu_si512(depths + place), bound);
    const __m512i own = _mm512_maskz_compress_epi8(reached, _mm512_loadu_si512(bytes + place));
    _mm512_storeu_si512(picked + found, own);
    found += (size_t)__builtin_popcountll(reached);
  }
  return pick_bytes_plainly(bytes, depths, place, count, least, picked, found, limit);
}

__attribute__((target("avx512f,avx512bw,avx512vl,popcnt"))) static size_t pick_avx512_words(
    const uint32_t *words, const uint8_t *depths, size_t count, uint8_t least, uint32_t *picked,
    size_t limit) {
  const __m128i bound = _mm_set1_epi8((char)least);
  size_t found = 0;
  size_t place = 0;
  for (; place + 16 <= count && found + 16 <= limit; place += 16) {
    const __mmask16 reached =
        _mm_cmpge_epu8_mask(_mm_loadu_si128((const __m128i *)(depths + place)), bound);
    const __m512i own = _mm512_maskz_compress_epi32(reached, _mm512_loadu_si512(words + place));
    _mm512_storeu_si512(picked + found, own);
    found += (size_t)__builtin_popcount(reached);
  }
  return pick_words_plainly(words, depths, place, count, least, picked, found, limit);
}
#endif

size_t pick_words(
    enum kernel_form form, const uint32_t *words, const uint8_t *depths, size_t count, uint8_t least,
    uint32_t *picked, size_t limit) {
#if defined(__x86_64__)
  if (form == kernel_avx512) return pick_avx512_words(words, depths, count, least, picked, limit);
#endif
  return pick_words_plainly(words, depths, 0, count, least, picked, 0, limit);
}

size_t pick_bytes(
    enum kernel_form form, const uint8_t *bytes, const uint8_t *depths, size_t count, uint8_t least,
    uint8_t *picked, size_t limit) {
#if defined(__x86_64__)
  if (form == kernel_avx512) return pick_avx512_bytes(bytes, depths, count, least, picked, limit);
#endif
  return pick_bytes_plainly(bytes, depths, 0, count, least, picked, 0, limit);
}
