// Entrants counted by the values of columns.
#include "entrant_counts.h"
#include "tally_bunch.h"

/// Finds the codes of those who have none at their entry.
static void find_later(
    struct tally_column *column, const struct bunch *bunch, size_t row_count, uint8_t *codes) {
  for (size_t index = 0; index < bunch->count; index++) {
    for (uint8_t step = 1; step < bunch->depths[index] && codes[index] == 0; step++) {
      const uint32_t row = bunch->rows[index][step];
      codes[index] = row < row_count ? column->codes[row] : 0;
      column->later += codes[index] != 0;
    }
  }
}

/// Finds the codes of entrants in a column.
static void find_codes(
    struct tally_column *column, const struct bunch *bunch, size_t row_count, uint8_t *codes) {
  size_t at_entry = 0;
  for (size_t index = 0; index < bunch->count; index++) {
    codes[index] = column->codes[bunch->rows[index][0]];
    at_entry += codes[index] != 0;
  }
  column->at_entry += at_entry;
  if (at_entry != bunch->count) find_later(column, bunch, row_count, codes);
}

void tally_count_in(
    const struct chain_tally *tally, const struct tally_table *table, const struct bunch *bunch,
    uint8_t *numbers) {
  for (size_t index = 0; index < table->column_count; index++) {
    struct tally_column *column = &table->columns[index];
    if (index == 0) {
      find_codes(column, bunch, tally->times.count, numbers);
      continue;
    }
    uint8_t codes[HOP_BUNCH];
    find_codes(column, bunch, tally->times.count, codes);
    const uint8_t width = (uint8_t)column->code_count;
    for (size_t place = 0; place < bunch->count; place++) {
      numbers[place] = (uint8_t)(numbers[place] * width + codes[place]);
    }
  }
  const struct entrants entrants = {
      bunch->depths, bunch->reasons, table->column_count == 0 ? NULL : numbers, bunch->count};
  const size_t depth_count = tally->step_count + 1;
  count_entrants(
      tally->form, &entrants, depth_count, tally->reason_count, table->cells,
      table->number_count * depth_count * tally->reason_count);
}
