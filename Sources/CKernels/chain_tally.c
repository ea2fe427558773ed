#include "chain_tally.h"

#include <string.h>

#include "pick.h"
#include "sliced_rows.h"
#include "tally_bunch.h"

/// Looks up the times of the entries; returns false where one has none.
static bool look_up(
    const struct hop_times *times, const struct bunch *bunch, struct known *known) {
  uint32_t greatest = 0;
  for (size_t index = 0; index < bunch->count; index++) {
    greatest = bunch->rows[index][0] > greatest ? bunch->rows[index][0] : greatest;
  }
  if (greatest >= times->count) return bunch->count == 0;
  for (size_t index = 0; index < bunch->count; index++) {
    known->entry_times[index] = known->times[index] = times->words[bunch->rows[index][0]];
  }
  return true;
}

_Static_assert(HOP_BUNCH == 256, "a place in a bunch is a byte, and all are listed below");
_Static_assert(HOP_PAGE <= UINT16_MAX, "a page's count has 16 bits");

/// The entrants of a bunch that go on, by their places in it.
struct going {
  size_t count;
  uint8_t places[HOP_BUNCH + 64];
};

#define FOUR(first) first, first + 1, first + 2, first + 3
#define SIXTEEN(first) FOUR(first), FOUR(first + 4), FOUR(first + 8), FOUR(first + 12)
#define QUARTER(first) SIXTEEN(first), SIXTEEN(first + 16), SIXTEEN(first + 32), SIXTEEN(first + 48)
static const uint8_t all_places[HOP_BUNCH] = {QUARTER(0), QUARTER(64), QUARTER(128), QUARTER(192)};

/// Leaves those who come to a step.
static void keep_going(
    const struct chain_tally *tally, const struct bunch *bunch, size_t step, struct going *going) {
  if (tally->picks) {
    going->count = pick_bytes(
        tally->form, all_places, bunch->depths, bunch->count, (uint8_t)(step + 1), going->places,
        sizeof going->places);
    return;
  }
  size_t kept = 0;
  for (size_t index = 0; index < going->count; index++) {
    // Who does not go on is written over, without a guess at it.
    going->places[kept] = going->places[index];
    kept += bunch->depths[going->places[index]] > step;
  }
  going->count = kept;
}

/// Writes the numbers of those of a bunch who come to a step, for which there is room and as many more as
/// `room` says.
static void put_numbers(
    const struct chain_tally *tally, const struct bunch *bunch, size_t step,
    const struct going *going, const uint8_t *numbers, size_t room, uint8_t *found) {
  if (tally->picks) {
    pick_bytes(
        tally->form, numbers, bunch->depths, bunch->count, (uint8_t)(step + 1), found, room);
    return;
  }
  for (size_t place = 0; place < going->count; place++) {
    found[place] = numbers[going->places[place]];
  }
}

/// Measures the hop into a step of those entrants of a bunch that are going on, and of those who come to
/// the last step the whole way.
static bool measure_step(
    struct chain_tally *tally, const struct bunch *bunch, size_t step, const struct going *going,
    struct known *known) {
  const size_t count = going->count;
  const bool is_last = step + 1 == tally->step_count;
  if (!tally_make_room(tally, step, count)) return false;
  if (is_last && !tally_make_room(tally, 0, count)) return false;
  const struct hop_times *times = &tally->times;
  uint32_t *lengths = tally->pages.lengths + tally->next[step];
  uint32_t *ways = tally->pages.lengths + tally->next[0];
  uint32_t goes_back = 0;
  for (size_t place = 0; place < count; place++) {
    const size_t index = going->places[place];
    const uint32_t row = bunch->rows[index][step];
    if (row >= times->count) return false;
    const uint32_t time = times->words[row];
    goes_back |= time < known->times[index];
    lengths[place] = time - known->times[index];
    known->times[index] = time;
  }
  for (size_t place = 0; is_last && place < count; place++) {
    const size_t index = going->places[place];
    ways[place] = known->times[index] - known->entry_times[index];
  }
  for (size_t index = 0; index < tally->table_count; index++) {
    if (tally->tables[index].column_count == 0) continue;
    uint8_t *numbers = tally->pages.numbers + index * tally->pages.limit * HOP_PAGE;
    uint8_t *found = numbers + tally->next[step];
    put_numbers(
        tally, bunch, step, going, known->numbers[index], tally->end[step] - tally->next[step],
        found);
    if (is_last) memcpy(numbers + tally->next[0], found, count);
  }
  tally->next[step] += count;
  if (is_last) tally->next[0] += count;
  // Times that wrap seem to go back; lengths that are not right are found too long.
  return goes_back == 0 || times->wraps;
}

static bool tally_bunch(const struct bunch *bunch, struct chain_tally *tally) {
  struct known known;
  if (!look_up(&tally->times, bunch, &known)) return false;
  for (size_t index = 0; index < tally->table_count; index++) {
    tally_count_in(tally, &tally->tables[index], bunch, known.numbers[index]);
  }
  struct going going;
  going.count = bunch->count;
  memcpy(going.places, all_places, sizeof all_places);
  for (size_t step = 1; step < tally->step_count && going.count != 0; step++) {
    keep_going(tally, bunch, step, &going);
    if (!measure_step(tally, bunch, step, &going, &known)) return false;
  }
  return true;
}

void tally_ahead(const struct chain_tally *tally, size_t start, size_t end) {
  // Not so near that what is being worked on must make room.
  for (size_t row = start; row < end; row += 16) {
    __builtin_prefetch(tally->times.words + row, 0, 2);
  }
  for (size_t index = 0; index < tally->table_count; index++) {
    const struct tally_table *table = &tally->tables[index];
    for (size_t number = 0; number < table->column_count; number++) {
      const uint8_t *codes = table->columns[number].codes;
      for (size_t row = start; row < end; row += 64) __builtin_prefetch(codes + row, 0, 2);
    }
  }
}

bool tally_places(
    const struct sliced_places *places, const intptr_t *starts, size_t count,
    struct chain_tally *tally) {
  struct bunch bunch;
  for (size_t first = 0; first < count; first += HOP_BUNCH) {
    const size_t end = count - first < HOP_BUNCH ? count : first + HOP_BUNCH;
    size_t found = 0;
    for (size_t place = first; place < end; place++) {
      // Who did not enter is written over, without a guess at it.
      put_chain_rows((uint32_t)starts[place], places->rows[place], bunch.rows[found]);
      bunch.depths[found] = places->depths[place];
      bunch.reasons[found] = places->reasons[place];
      found += (uint8_t)(places->depths[place] - 1) < SLICED_UNSURE - 1;
    }
    bunch.count = found;
    if (!tally_bunch(&bunch, tally)) return false;
  }
  return true;
}

bool tally_chains(
    const struct hop_chains *chains, const uint8_t *reasons, struct chain_tally *tally) {
  struct bunch bunch;
  const uint32_t *rows = chains->rows;
  const uint32_t *end = rows + chains->row_count;
  for (size_t first = 0; first < chains->count; first += HOP_BUNCH) {
    const size_t left = chains->count - first;
    bunch.count = left < HOP_BUNCH ? left : HOP_BUNCH;
    memcpy(bunch.depths, chains->depths + first, bunch.count);
    memcpy(bunch.reasons, reasons + first, bunch.count);
    for (size_t index = 0; index < bunch.count; index++) {
      const size_t depth = bunch.depths[index];
      if (depth > SLICED_SLOTS || depth > (size_t)(end - rows)) return false;
      memcpy(bunch.rows[index], rows, depth * sizeof *rows);
      rows += depth;
    }
    if (!tally_bunch(&bunch, tally)) return false;
  }
  return true;
}

bool tally_finish(struct chain_tally *tally) {
  bool is_right = true;
  for (size_t step = 0; step < tally->step_count; step++) {
    is_right &= tally_finish_page(tally, step);
    tally->next[step] = tally->first[step] = tally->end[step] = 0;
  }
  return is_right;
}
