#include "hop_lengths.h"

#include <string.h>

#define BODY static inline __attribute__((always_inline))

/// The number of chains whose times are looked up at a stretch, since each look-up waits for memory.
enum { stretch = 256 };
/// How many look-ups before it a row's time is asked of the memory.
enum { ahead = 64 };

BODY uint32_t bucket_of(uint32_t length) {
  // A float has the power of two in its upper bits and then the bits behind the first one; what rounding
  // does to the others leaves greater numbers greater or equal.
  const float number = (float)length;
  int32_t bits;
  memcpy(&bits, &number, sizeof bits);
  const int32_t bucket = (bits >> 17) - ((127 << 6) - 1);
  return (uint32_t)(bucket < 0 ? 0 : bucket);
}

uint32_t hop_bucket(uint32_t length) { return bucket_of(length); }

BODY void look_up(
    const struct hop_times *times, const uint32_t *rows, size_t count, size_t count_ahead,
    uint32_t *found) {
  const uint32_t *words = times->words;
  const uint32_t last = (uint32_t)(times->count - 1);
  size_t place = 0;
  for (; place < count && place + ahead < count_ahead; place++) {
    const uint32_t later = rows[place + ahead];
    __builtin_prefetch(words + (later < last ? later : last));
    const uint32_t row = rows[place];
    found[place] = words[row < last ? row : last];
  }
  for (; place < count; place++) {
    const uint32_t row = rows[place];
    found[place] = words[row < last ? row : last];
  }
}

/// Counts lengths that were just written at the end of a step's run.
BODY void finish(const struct hop_runs *runs, int step, size_t count) {
  const size_t next = runs->next[step];
  const uint32_t *lengths = runs->lengths + next;
  uint16_t *buckets = runs->buckets + next;
  uint32_t *counts = runs->counts + (size_t)step * HOP_BUCKETS;
  uint64_t sum = 0;
  for (size_t index = 0; index < count; index++) {
    buckets[index] = (uint16_t)bucket_of(lengths[index]);
    sum += lengths[index];
  }
  for (size_t index = 0; index < count; index++) counts[buckets[index]]++;
  runs->sums[step] += sum;
  runs->next[step] = next + count;
}

BODY bool measure(
    const struct hop_times *times, const struct hop_chains *chains, int steps,
    const struct hop_runs *runs) {
  uint32_t found[stretch * HOP_STEPS];
  // The chains that go on, by the place of their first row, and how far they go.
  uint16_t firsts[stretch];
  uint8_t depths[stretch];
  const uint32_t reach = times->reach;
  const uint32_t unordered = times->wraps ? 0 : ~(uint32_t)0;
  uint32_t faults = 0;
  size_t row = 0;
  for (size_t first = 0; first < chains->count; first += stretch) {
    const size_t left = chains->count - first;
    const size_t chain_count = left < stretch ? left : stretch;
    const uint8_t *own = chains->depths + first;
    size_t row_count = 0;
    size_t count = 0;
    for (size_t chain = 0; chain < chain_count; chain++) {
      // Who does not go on is written over, without a guess at it.
      firsts[count] = (uint16_t)row_count;
      depths[count] = own[chain];
      count += own[chain] > 1;
      row_count += own[chain];
    }
    look_up(times, chains->rows + row, row_count, chains->row_count - row, found);
    row += row_count;
    for (int step = 1; step < steps && count != 0; step++) {
      uint32_t *lengths = runs->lengths + runs->next[step];
      for (size_t chain = 0; chain < count; chain++) {
        const uint32_t *start = found + firsts[chain] + step - 1;
        const uint32_t length = start[1] - start[0];
        lengths[chain] = length;
        faults |= (uint32_t)(length > reach) | ((uint32_t)(start[1] < start[0]) & unordered);
      }
      finish(runs, step, count);
      if (step + 1 == steps) {
        uint32_t *whole = runs->lengths + runs->next[0];
        for (size_t chain = 0; chain < count; chain++) {
          const uint32_t length = found[firsts[chain] + step] - found[firsts[chain]];
          whole[chain] = length;
          faults |= (uint32_t)(length > reach);
        }
        finish(runs, 0, count);
      }
      size_t kept = 0;
      for (size_t chain = 0; chain < count; chain++) {
        firsts[kept] = firsts[chain];
        depths[kept] = depths[chain];
        kept += depths[chain] > step + 1;
      }
      count = kept;
    }
  }
  return faults == 0;
}

static bool measure_portably(
    const struct hop_times *times, const struct hop_chains *chains, int steps,
    const struct hop_runs *runs) {
  return measure(times, chains, steps, runs);
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) static bool measure_avx2(
    const struct hop_times *times, const struct hop_chains *chains, int steps,
    const struct hop_runs *runs) {
  return measure(times, chains, steps, runs);
}

__attribute__((target("avx512f,avx512bw,avx512vl,avx512dq"))) static bool measure_avx512(
    const struct hop_times *times, const struct hop_chains *chains, int steps,
    const struct hop_runs *runs) {
  return measure(times, chains, steps, runs);
}
#endif

bool hop_lengths_has_form(enum kernel_form form) {
  switch (form) {
  case kernel_portable: return true;
#if defined(__x86_64__)
  case kernel_avx2: return __builtin_cpu_supports("avx2");
  case kernel_avx512:
    return __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
           __builtin_cpu_supports("avx512dq");
#endif
  default: return false;
  }
}

bool measure_hops(
    enum kernel_form form, const struct hop_times *times, const struct hop_chains *chains, int steps,
    const struct hop_runs *runs) {
  if (times->count == 0 || steps < 2 || steps > HOP_STEPS) return false;
  switch (form) {
#if defined(__x86_64__)
  case kernel_avx2: return measure_avx2(times, chains, steps, runs);
  case kernel_avx512: return measure_avx512(times, chains, steps, runs);
#endif
  default: return measure_portably(times, chains, steps, runs);
  }
}

void count_hops(
    const uint32_t *lengths, const uint16_t *buckets, const uint8_t *groups, size_t count,
    uint32_t *counts, uint64_t *sums) {
  // An addition need not wait for the one before, which is often to the same sum.
  uint64_t odd[256] = {0};
  size_t index = 0;
  for (; index + 1 < count; index += 2) {
    counts[(size_t)groups[index] * HOP_BUCKETS + buckets[index]]++;
    sums[groups[index]] += lengths[index];
    counts[(size_t)groups[index + 1] * HOP_BUCKETS + buckets[index + 1]]++;
    odd[groups[index + 1]] += lengths[index + 1];
  }
  if (index < count) {
    counts[(size_t)groups[index] * HOP_BUCKETS + buckets[index]]++;
    sums[groups[index]] += lengths[index];
  }
  for (int group = 0; group < 256; group++) {
    if (odd[group] != 0) sums[group] += odd[group];
  }
}

/// Counts an entrant in a table.
BODY void count_entrant(
    size_t group, size_t depth, size_t reason, size_t depth_count, size_t reason_count,
    uint32_t *table) {
  const size_t last = reason_count - 1;
  table[(group * depth_count + depth) * reason_count + (reason < last ? reason : last)]++;
}

void count_entrants(
    const uint8_t *depths, const uint8_t *reasons, const uint8_t *groups, size_t count,
    size_t depth_count, size_t reason_count, uint32_t *tables, size_t size) {
  size_t entrant = 0;
  for (; entrant + ENTRANT_TABLES <= count; entrant += ENTRANT_TABLES) {
    for (size_t table = 0; table < ENTRANT_TABLES; table++) {
      const size_t own = entrant + table;
      count_entrant(
          groups == NULL ? 0 : groups[own], depths[own], reasons[own], depth_count, reason_count,
          tables + table * size);
    }
  }
  for (; entrant < count; entrant++) {
    count_entrant(
        groups == NULL ? 0 : groups[entrant], depths[entrant], reasons[entrant], depth_count,
        reason_count, tables);
  }
}
