// Entrants counted by the values of columns.
#include "entrant_counts.h"
#include "tally_bunch.h"

#define BODY static inline __attribute__((always_inline))

/// Finds the codes of those who have none at their entry.
static void find_later(
    struct tally_column *column, const struct bunch *bunch, size_t row_count, uint8_t *codes) {
  for (size_t step = 1; step < SLICED_SLOTS && bunch->row_counts[step] != 0; step++) {
    const uint32_t *rows = bunch->rows[step];
    for (size_t index = 0; index < bunch->count; index++) {
      if (bunch->depths[index] <= step) continue;
      const uint32_t row = *rows++;
      if (codes[index] != 0 || row >= row_count) continue;
      codes[index] = column->codes[row];
      column->later += codes[index] != 0;
    }
  }
}

/// Finds the codes of entrants in a column.
BODY void find_codes(
    struct tally_column *column, const struct bunch *bunch, size_t row_count, uint8_t *codes) {
  const uint8_t *all = column->codes;
  const uint32_t *rows = bunch->rows[0];
  // Taken out first: a byte that is written might be part of anything.
  const size_t count = bunch->count;
// The vector instructions that read from places here and there take longer.
#pragma clang loop vectorize(disable) unroll_count(4)
  for (size_t index = 0; index < count; index++) codes[index] = all[rows[index]];
  uint32_t lacking = 0;
  for (size_t index = 0; index < count; index++) lacking += codes[index] == 0;
  column->at_entry += count - lacking;
  if (lacking != 0) find_later(column, bunch, row_count, codes);
}

BODY void find_numbers(
    const struct chain_tally *tally, const struct tally_table *table, const struct bunch *bunch,
    uint8_t *numbers) {
  const size_t row_count = tally->times.count;
  const size_t count = bunch->count;
  for (size_t index = 0; index < table->column_count; index++) {
    struct tally_column *column = &table->columns[index];
    if (index == 0) {
      find_codes(column, bunch, row_count, numbers);
      continue;
    }
    uint8_t codes[HOP_BUNCH];
    find_codes(column, bunch, row_count, codes);
    const uint16_t width = (uint16_t)column->code_count;
    for (size_t place = 0; place < count; place++) {
      numbers[place] = (uint8_t)((uint16_t)(numbers[place] * width) + codes[place]);
    }
  }
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) static void find_avx2(
    const struct chain_tally *tally, const struct tally_table *table, const struct bunch *bunch,
    uint8_t *numbers) {
  find_numbers(tally, table, bunch, numbers);
}

__attribute__((target("avx512f,avx512bw,avx512vl,avx512dq"))) static void find_avx512(
    const struct chain_tally *tally, const struct tally_table *table, const struct bunch *bunch,
    uint8_t *numbers) {
  find_numbers(tally, table, bunch, numbers);
}
#endif

void tally_count_in(
    const struct chain_tally *tally, const struct tally_table *table, const struct bunch *bunch,
    uint8_t *numbers) {
  switch (tally->form) {
#if defined(__x86_64__)
  case kernel_avx2: find_avx2(tally, table, bunch, numbers); break;
  case kernel_avx512: find_avx512(tally, table, bunch, numbers); break;
#endif
  default: find_numbers(tally, table, bunch, numbers); break;
  }
  const struct entrants entrants = {
      bunch->depths, bunch->reasons, table->column_count == 0 ? NULL : numbers, bunch->count};
  const size_t depth_count = tally->step_count + 1;
  count_entrants(
      tally->form, &entrants, depth_count, tally->reason_count, table->cells,
      table->number_count * depth_count * tally->reason_count);
}
