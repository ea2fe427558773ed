// The rows of a chain within its unit, and those of the store.
#pragma once

#include <string.h>

#include "sliced.h"

typedef uint16_t eight_words __attribute__((ext_vector_type(SLICED_SLOTS)));
typedef uint32_t eight_longs __attribute__((ext_vector_type(SLICED_SLOTS)));

/// Writes the store's rows of a chain; those behind its end are any.
static inline void put_chain_rows(
    uint32_t unit_start, const uint16_t rows[SLICED_SLOTS], uint32_t found[SLICED_SLOTS]) {
  eight_words words;
  memcpy(&words, rows, sizeof words);
  const eight_longs own = __builtin_convertvector(words, eight_longs) + unit_start;
  memcpy(found, &own, sizeof own);
}
