#include "chain_tally.h"

#include <string.h>

#include "hop_look_up.h"
#include "large_memory.h"
#include "pick.h"
#include "tally_bunch.h"

_Static_assert(HOP_PAGE <= UINT16_MAX, "a page's count has 16 bits");

#define BODY static inline __attribute__((always_inline))

/// The entrants of a bunch who came to a step.
struct comers {
  size_t count;
  uint8_t depths[HOP_BUNCH];
  /// The times of the step.
  uint32_t times[HOP_BUNCH];
};

/// Writes how far times are apart; returns whether any goes back.
BODY bool put_lengths(const uint32_t *from, const uint32_t *to, size_t count, uint32_t *lengths) {
  uint32_t goes_back = 0;
  for (size_t place = 0; place < count; place++) {
    goes_back |= to[place] < from[place];
    lengths[place] = to[place] - from[place];
  }
  return goes_back != 0;
}

/// Measures the hop into a step from the one before, whose comers become those of the step, and of those
/// who come to the last step the whole way from `entry_times`.
BODY bool measure_step(
    struct chain_tally *tally, size_t step, const uint8_t (*numbers)[HOP_BUNCH],
    const uint32_t *entry_times, struct comers *comers) {
  struct bunch *bunch = tally->bunch;
  const enum kernel_form form = tally->picks ? tally->form : kernel_portable;
  const uint8_t least = (uint8_t)(step + 1);
  const bool is_last = step + 1 == tally->step_count;
  const size_t count = bunch->row_counts[step];
  if (!tally_make_room(tally, step, count)) return false;
  if (is_last && !tally_make_room(tally, 0, count)) return false;
  struct stage *stage = &bunch->stages[step];
  struct stage *whole = &bunch->stages[0];
  uint32_t before[HOP_BUNCH];
  pick_words(
      form, comers->times, comers->depths, comers->count, least, before, HOP_BUNCH);
  comers->count = count;
  pick_bytes(form, bunch->depths, bunch->depths, bunch->count, least, comers->depths, HOP_BUNCH);
  if (!look_up_times(&tally->times, bunch->rows[step], count, 0, comers->times)) return false;
  // Times that wrap seem to go back; lengths that are not right are found too long.
  if (put_lengths(before, comers->times, count, stage->lengths + stage->count) &&
      !tally->times.wraps) {
    return false;
  }
  if (is_last) {
    pick_words(
        form, entry_times, bunch->depths, bunch->count, least, before, HOP_BUNCH);
    put_lengths(before, comers->times, count, whole->lengths + whole->count);
  }
  for (size_t index = 0; index < tally->table_count; index++) {
    if (tally->tables[index].column_count == 0) continue;
    uint8_t *found = stage->numbers + index * HOP_PAGE + stage->count;
    pick_bytes(
        form, numbers[index], bunch->depths, bunch->count, least, found, HOP_PAGE - stage->count);
    if (is_last) memcpy(whole->numbers + index * HOP_PAGE + whole->count, found, count);
  }
  stage->count += count;
  if (is_last) whole->count += count;
  return true;
}

BODY bool count_bunch(struct chain_tally *tally) {
  struct bunch *bunch = tally->bunch;
  struct comers comers = {.count = bunch->count};
  uint32_t entry_times[HOP_BUNCH];
  uint8_t numbers[TALLY_COLUMNS][HOP_BUNCH];
  if (!look_up_times(&tally->times, bunch->rows[0], bunch->count, 0, comers.times)) return false;
  memcpy(entry_times, comers.times, sizeof entry_times);
  memcpy(comers.depths, bunch->depths, sizeof comers.depths);
  for (size_t index = 0; index < tally->table_count; index++) {
    tally_count_in(tally, &tally->tables[index], bunch, numbers[index]);
  }
  for (size_t step = 1; step < tally->step_count && bunch->row_counts[step] != 0; step++) {
    if (!measure_step(tally, step, numbers, entry_times, &comers)) return false;
  }
  bunch->count = 0;
  memset(bunch->row_counts, 0, sizeof bunch->row_counts);
  return true;
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) static bool count_avx2(struct chain_tally *tally) {
  return count_bunch(tally);
}

__attribute__((target("avx512f,avx512bw,avx512vl,avx512dq"))) static bool count_avx512(
    struct chain_tally *tally) {
  return count_bunch(tally);
}
#endif

bool tally_bunch(struct chain_tally *tally) {
  switch (tally->form) {
#if defined(__x86_64__)
  case kernel_avx2: return count_avx2(tally);
  case kernel_avx512: return count_avx512(tally);
#endif
  default: return count_bunch(tally);
  }
}

void tally_ahead(const struct chain_tally *tally, size_t start, size_t end) {
  bring_ahead(tally->times.words + start, (end - start) * sizeof *tally->times.words);
  for (size_t index = 0; index < tally->table_count; index++) {
    const struct tally_table *table = &tally->tables[index];
    for (size_t number = 0; number < table->column_count; number++) {
      bring_ahead(table->columns[number].codes + start, end - start);
    }
  }
}

bool tally_chains(
    const struct hop_chains *chains, const uint8_t *reasons, struct chain_tally *tally) {
  struct bunch *bunch = tally->bunch;
  const uint32_t *rows = chains->rows;
  const uint32_t *end = rows + chains->row_count;
  for (size_t chain = 0; chain < chains->count; chain++) {
    if (bunch->count == HOP_BUNCH && !tally_bunch(tally)) return false;
    const size_t depth = chains->depths[chain];
    if (depth > tally->step_count || depth > (size_t)(end - rows)) return false;
    bunch->depths[bunch->count] = chains->depths[chain];
    bunch->reasons[bunch->count] = reasons[chain];
    for (size_t step = 0; step < depth; step++) {
      bunch->rows[step][bunch->row_counts[step]++] = rows[step];
    }
    bunch->count++;
    rows += depth;
  }
  return true;
}

bool tally_finish(struct chain_tally *tally) {
  bool is_right = tally_bunch(tally);
  for (size_t step = 0; is_right && step < tally->step_count; step++) {
    is_right = tally_finish_page(tally, step);
  }
  tally_settle();
  return is_right;
}
