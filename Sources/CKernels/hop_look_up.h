// The times of rows here and there.
#pragma once

#include <stdbool.h>

#include "hop_lengths.h"

/// How many look-ups before it a row's time is asked of the memory.
enum { rows_ahead = 384 };

/// Looks up the times of rows; returns false where one has none.
///
/// `count_ahead` of the rows from the first on are known, whose times are asked for ahead: zero where they
/// are near anyway.
static inline __attribute__((always_inline)) bool look_up_times(
    const struct hop_times *times, const uint32_t *rows, size_t count, size_t count_ahead,
    uint32_t *found) {
  const uint32_t *words = times->words;
  uint32_t greatest = 0;
  for (size_t place = 0; place < count; place++) {
    greatest = rows[place] > greatest ? rows[place] : greatest;
  }
  if (greatest >= times->count) return count == 0;
  const size_t asked = count_ahead < rows_ahead ? 0 : count_ahead - rows_ahead;
  const size_t first = asked < count ? asked : count;
  for (size_t place = 0; place < first; place++) {
    // Asking for what is not there does no harm.
    __builtin_prefetch(words + rows[place + rows_ahead]);
    found[place] = words[rows[place]];
  }
// The vector instructions that read from places here and there take longer.
#pragma clang loop vectorize(disable) unroll_count(4)
  for (size_t place = first; place < count; place++) found[place] = words[rows[place]];
  return true;
}
