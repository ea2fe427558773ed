// Loops over bytes that need the processor's vector instructions.
//
// Each has a portable form; which one is compiled in does not change any result.
#pragma once

#include <stdint.h>

#include "checksum.h"
#include "column_bounds.h"
#include "json.h"
#include "large_memory.h"
#include "mapped_guard.h"
#include "pick.h"
#include "plain_rows.h"
#include "sliced.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/// Returns which of 64 bytes are a delimiter, a line feed or a carriage return, the first in the
/// lowest bit.
static inline uint64_t separator_bits(const uint8_t *_Nonnull bytes, uint8_t delimiter) {
#if defined(__SSE2__)
  const __m128i wanted = _mm_set1_epi8((char)delimiter);
  const __m128i feed = _mm_set1_epi8('\n');
  const __m128i carriage = _mm_set1_epi8('\r');
  uint64_t bits = 0;
  for (int part = 0; part < 4; part++) {
    const __m128i block = _mm_loadu_si128((const __m128i *)(bytes + 16 * part));
    const __m128i hits = _mm_or_si128(
        _mm_cmpeq_epi8(block, wanted),
        _mm_or_si128(_mm_cmpeq_epi8(block, feed), _mm_cmpeq_epi8(block, carriage)));
    bits |= (uint64_t)(uint32_t)_mm_movemask_epi8(hits) << (16 * part);
  }
  return bits;
#else
  uint64_t bits = 0;
  for (int index = 0; index < 64; index++) {
    const uint8_t byte = bytes[index];
    bits |= (uint64_t)(byte == delimiter || byte == '\n' || byte == '\r') << index;
  }
  return bits;
#endif
}
