// What became of units, put together from what the forms of the search find.
#include "sliced_functions.h"

#include <string.h>

typedef uint16_t eight_words __attribute__((ext_vector_type(SLICED_SLOTS)));
typedef uint32_t eight_longs __attribute__((ext_vector_type(SLICED_SLOTS)));

/// Writes the store's rows of a chain; those behind its end are any.
static void put_chain_rows(
    uint32_t unit_start, const uint16_t rows[SLICED_SLOTS], uint32_t found[SLICED_SLOTS]) {
  eight_words words;
  memcpy(&words, rows, sizeof words);
  const eight_longs own = __builtin_convertvector(words, eight_longs) + unit_start;
  memcpy(found, &own, sizeof own);
}

/// Whether events that fill one of these slots may fill another as well.
static bool have_twins(const struct sliced_steps *steps, int slots) {
  bool have = false;
  for (int slot = 0; slot < slots; slot++) have |= steps->twins[slot] < slot;
  return have;
}

/// Returns the units without an event for a slot that they want.
static uint64_t missing(const uint64_t *wanted, const uint64_t *present, int slots) {
  uint64_t missing = 0;
  for (int slot = 0; slot < slots; slot++) missing |= wanted[slot] & ~present[slot];
  return missing;
}

uint64_t sliced_outcomes(
    enum kernel_form form, const struct sliced_question *question,
    const struct sliced_steps *steps, int slots, const struct sliced_block *block,
    uint8_t *entering, struct sliced_outcomes *outcomes) {
  const struct sliced_functions *functions = sliced_functions_of(form);
  struct sliced_entered found;
  if (!sliced_find_entered(functions, question, steps, slots, block, entering, &found)) {
    memset(outcomes->depths, 0, sizeof outcomes->depths);
    return 0;
  }

  struct sliced_sets sets;
  memset(&sets, 0, sizeof sets);
  memcpy(sets.got, found.got, sizeof found.got);
  const struct sliced_chains *chains = &found.chains;
  if (!found.is_brief) {
    functions->follow(slots, found.own, found.entries.rows, block->rows, &found.chains);
  }
  // Without an event for the first slot nobody enters, whatever the order of the others.
  sets.unsure = found.depths.is_uncertain | found.depths.is_tied |
                (found.entries.is_uncertain & sets.got[0]);
  sets.unsure &= chains->present[0];

  uint64_t candidates = 0;
  uint64_t wanted[SLICED_SLOTS] = {0};
  for (int step = 0; step + 1 < steps->count; step++) {
    const uint64_t lost = found.exact[step] & ~sets.unsure;
    const int next_first = steps->last_slots[step] + 1;
    const int next_last = steps->last_slots[step + 1];
    const uint64_t late = next_last < slots ? lost & chains->unlimited[next_last] : 0;
    const uint64_t rest = lost & ~late;
    const uint64_t ended = rest & ~(found.entries.is_open | found.entries.is_open_uncertain);
    const uint64_t maybe = next_last < slots ? ended & chains->present[next_first] : 0;
    sets.late |= late;
    sets.open |= rest & found.entries.is_open;
    sets.unsure |= rest & found.entries.is_open_uncertain;
    sets.left |= ended & ~maybe;
    candidates |= maybe;
    for (int slot = 0; maybe != 0 && slot <= next_last; slot++) wanted[slot] |= maybe;
  }
  if (candidates != 0) {
    struct sliced_order order = {0, 0};
    if (found.is_brief && !have_twins(steps, slots)) {
      order.is_there = ~missing(wanted, chains->present, slots);
    } else {
      functions->find_any_order(
          question, slots, steps->twins, wanted, block->fills, block->times, block->rows, &order);
    }
    // Where events share some slots only, being there is not enough.
    if (!steps->fills_are_apart) order.is_uncertain |= order.is_there;
    sets.unsure |= candidates & order.is_uncertain;
    sets.out_of_order = candidates & order.is_there & ~order.is_uncertain;
    sets.left |= candidates & ~order.is_there & ~order.is_uncertain;
  }
  functions->tell(steps, &sets, outcomes);
  for (int step = 0; step < steps->count && steps->last_slots[step] < slots; step++) {
    memcpy(outcomes->rows[step], chains->rows[steps->last_slots[step]], sizeof outcomes->rows[step]);
  }
  return sets.unsure;
}

/// Turns the rows of steps, one unit beside the other, into the rows of each of eight units.
static void turn(const uint16_t rows[SLICED_SLOTS][SLICED_LANES], size_t first, eight_words turned[8]) {
  for (size_t step = 0; step < 8; step++) memcpy(&turned[step], rows[step] + first, sizeof *turned);
  // Three times the halves of two vectors are shuffled into each other.
  for (int round = 0; round < 3; round++) {
    eight_words next[8];
    for (int half = 0; half < 4; half++) {
      next[2 * half] = __builtin_shufflevector(
          turned[half], turned[half + 4], 0, 8, 1, 9, 2, 10, 3, 11);
      next[2 * half + 1] = __builtin_shufflevector(
          turned[half], turned[half + 4], 4, 12, 5, 13, 6, 14, 7, 15);
    }
    memcpy(turned, next, sizeof next);
  }
}

void sliced_put(
    const struct sliced_outcomes *outcomes, const uint16_t *places, size_t count,
    const struct sliced_places *stretch) {
  // Taken out first: a byte that is written might be part of anything.
  uint8_t *depths = stretch->depths;
  uint8_t *reasons = stretch->reasons;
  uint16_t (*rows)[SLICED_SLOTS] = stretch->rows;
  eight_words turned[8];
  for (size_t lane = 0; lane < count; lane++) {
    if (lane % 8 == 0) turn(outcomes->rows, lane, turned);
    const size_t place = places[lane];
    depths[place] = outcomes->depths[lane];
    reasons[place] = outcomes->reasons[lane];
    memcpy(rows[place], &turned[lane % 8], sizeof *turned);
  }
}

size_t sliced_total(const uint8_t *depths, size_t count, size_t *rows) {
  uint32_t entrants = 0;
  uint32_t row_count = 0;
  for (size_t place = 0; place < count; place++) {
    entrants += depths[place] != 0;
    row_count += depths[place] == SLICED_UNSURE ? 0 : depths[place];
  }
  *rows = row_count;
  return entrants;
}

/// Whether 16 units all entered and none must be searched in the store.
static inline bool all_entered(const uint8_t depths[16]) {
  bool all = true;
  for (int place = 0; place < 16; place++) {
    all &= (uint8_t)(depths[place] - 1) < SLICED_UNSURE - 1;
  }
  return all;
}

size_t sliced_append(
    const struct sliced_places *places, size_t first, const intptr_t *starts,
    const uint32_t *order, size_t start, size_t end, struct sliced_entrants *entrants) {
  // Taken out first: a byte that is written might be part of anything.
  const uint8_t *depths = places->depths;
  const uint8_t *reasons = places->reasons;
  const uint16_t (*places_rows)[SLICED_SLOTS] = (const uint16_t(*)[SLICED_SLOTS])places->rows;
  uint32_t *units_found = entrants->units;
  uint8_t *depths_found = entrants->depths;
  uint8_t *reasons_found = entrants->reasons;
  uint32_t *rows_found = entrants->rows;
  const size_t row_limit = entrants->row_limit;
  size_t count = entrants->count;
  size_t row_count = entrants->row_count;
  size_t place = start;
  while (place < end) {
    if (order == NULL && place + 16 <= end && row_count + 16 * SLICED_SLOTS <= row_limit &&
        all_entered(depths + place)) {
      memcpy(depths_found + count, depths + place, 16);
      memcpy(reasons_found + count, reasons + place, 16);
      for (uint32_t own = 0; own < 16; own++) {
        units_found[count + own] = (uint32_t)(first + place) + own;
      }
      for (size_t own = place; own < place + 16; own++) {
        // All places are written, and those behind the chain written over by the next one.
        put_chain_rows((uint32_t)starts[first + own], places_rows[own], rows_found + row_count);
        row_count += depths[own];
      }
      count += 16;
      place += 16;
      continue;
    }
    const uint8_t depth = depths[place];
    if (depth == SLICED_UNSURE) break;
    if (depth != 0) {
      units_found[count] = (uint32_t)(first + place);
      depths_found[count] = depth;
      reasons_found[count] = reasons[place];
      count++;
      const uint32_t unit_start = (uint32_t)starts[first + place];
      if (order == NULL && row_count + SLICED_SLOTS <= row_limit) {
        put_chain_rows(unit_start, places_rows[place], rows_found + row_count);
      } else {
        for (int step = 0; step < depth; step++) {
          const uint32_t row = unit_start + places_rows[place][step];
          rows_found[row_count + step] = order == NULL ? row : order[row];
        }
      }
      row_count += depth;
    }
    place++;
  }
  entrants->count = count;
  entrants->row_count = row_count;
  return place;
}

/// Turns 64 words of 64 bits, so that bit i of word j becomes bit j of word i.
///
/// Squares of bits change places, half the size each time (H. Warren, "Hacker's Delight", 7-3).
static void turn_square(uint64_t square[64]) {
  uint64_t mask = 0x00000000FFFFFFFF;
  for (int size = 32; size != 0; size >>= 1, mask ^= mask << size) {
    for (int word = 0; word < 64; word = ((word | size) + 1) & ~size) {
      const uint64_t swapped = ((square[word] >> size) ^ square[word | size]) & mask;
      square[word] ^= swapped << size;
      square[word | size] ^= swapped;
    }
  }
}

void sliced_turn(
    const uint64_t *set, const intptr_t *starts, const uint16_t *places, size_t count, size_t rows,
    uint64_t *lanes) {
  for (size_t first = 0; first < rows; first += 64) {
    uint64_t square[64] = {0};
    for (size_t lane = 0; lane < count; lane++) {
      const size_t start = (size_t)starts[places[lane]] + first;
      const size_t end = (size_t)starts[places[lane] + 1];
      if (end <= start) break;
      const size_t shift = start & 63;
      uint64_t word = set[start >> 6] >> shift;
      if (shift != 0 && end - start > 64 - shift) word |= set[(start >> 6) + 1] << (64 - shift);
      if (end - start < 64) word &= ((uint64_t)1 << (end - start)) - 1;
      square[lane] = word;
    }
    turn_square(square);
    const size_t left = rows - first;
    memcpy(lanes + first, square, (left < 64 ? left : 64) * sizeof *square);
  }
}
