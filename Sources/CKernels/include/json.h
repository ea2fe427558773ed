// The kernel that finds where plain text in JSON ends.
//
// Both forms give the same result; which one is used depends on the processor compiled for.
#pragma once

#include <stdint.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/// Returns how many bytes come before the first quote, backslash, line feed or carriage return, or
/// -1 when there is none of them before the end.
static inline int64_t
json_plain_length_portable(const uint8_t *_Nonnull bytes, const uint8_t *_Nonnull end) {
  for (const uint8_t *place = bytes; place < end; place++) {
    if (*place == '"' || *place == '\\' || *place == '\n' || *place == '\r') return place - bytes;
  }
  return -1;
}

/// The same, 16 bytes at a time where the processor can.
static inline int64_t
json_plain_length(const uint8_t *_Nonnull bytes, const uint8_t *_Nonnull end) {
  const uint8_t *place = bytes;
#if defined(__SSE2__)
  const __m128i quote = _mm_set1_epi8('"');
  const __m128i escape = _mm_set1_epi8('\\');
  const __m128i feed = _mm_set1_epi8('\n');
  const __m128i carriage = _mm_set1_epi8('\r');
  for (; end - place >= 16; place += 16) {
    const __m128i block = _mm_loadu_si128((const __m128i *)place);
    const __m128i hits = _mm_or_si128(
        _mm_or_si128(_mm_cmpeq_epi8(block, quote), _mm_cmpeq_epi8(block, escape)),
        _mm_or_si128(_mm_cmpeq_epi8(block, feed), _mm_cmpeq_epi8(block, carriage)));
    const unsigned bits = (unsigned)_mm_movemask_epi8(hits);
    if (bits != 0) return place - bytes + __builtin_ctz(bits);
  }
#endif
  const int64_t rest = json_plain_length_portable(place, end);
  return rest < 0 ? rest : place - bytes + rest;
}
