#include "hop_lengths.h"

#include "hop_buckets.h"
#include "hop_look_up.h"

#include <string.h>

#define BODY static inline __attribute__((always_inline))

/// The number of chains whose times are looked up at a stretch, since each look-up waits for memory.
enum { stretch = 256 };

uint32_t hop_bucket(uint32_t length) { return bucket_of(length); }

/// Writes the buckets of lengths; returns the greatest length.
BODY uint32_t find_buckets(const uint32_t *lengths, size_t count, uint16_t *buckets) {
  uint32_t greatest = 0;
  for (size_t index = 0; index < count; index++) {
    buckets[index] = (uint16_t)bucket_of(lengths[index]);
    greatest = lengths[index] > greatest ? lengths[index] : greatest;
  }
  return greatest;
}

/// Counts lengths of one group by their buckets, and adds them up.
BODY void count_all(
    const uint32_t *lengths, const uint16_t *buckets, size_t count, uint32_t *counts, uint64_t *sum) {
  uint64_t own_sum = 0;
  for (size_t index = 0; index < count; index++) own_sum += lengths[index];
  *sum += own_sum;
  for (size_t index = 0; index < count; index++) counts[buckets[index]]++;
}

/// Counts lengths that were just written at the end of a step's run; returns the greatest.
BODY uint32_t finish(const struct hop_runs *runs, int step, size_t count) {
  const size_t next = runs->next[step];
  const uint32_t *lengths = runs->lengths + next;
  uint16_t *buckets = runs->buckets + next;
  const uint32_t greatest = find_buckets(lengths, count, buckets);
  count_all(
      lengths, buckets, count, runs->counts + (size_t)step * HOP_BUCKETS, &runs->sums[step]);
  runs->next[step] = next + count;
  return greatest;
}

/// Writes how far the times at two places of chains are apart; returns whether any goes back.
BODY bool put_lengths(
    const uint32_t *from, const uint32_t *to, const uint16_t *firsts, size_t count,
    bool checks_order, uint32_t *lengths) {
  uint32_t goes_back = 0;
// The vector instructions that read from places here and there take longer.
#pragma clang loop vectorize(disable) unroll_count(4)
  for (size_t chain = 0; chain < count; chain++) {
    const uint32_t start = from[firsts[chain]];
    const uint32_t end = to[firsts[chain]];
    lengths[chain] = end - start;
    if (checks_order) goes_back |= end < start;
  }
  return goes_back != 0;
}

/// Measures the hops of at most so many chains as a stretch has, whose times were found.
BODY bool measure_stretch(
    const uint32_t *found, const uint8_t *own_depths, size_t chain_count, int steps, uint32_t reach,
    bool checks_order, const struct hop_runs *runs) {
  // The chains that go on, by the place of their first row, and how far they go.
  uint16_t firsts[stretch];
  uint8_t depths[stretch];
  size_t count = 0;
  size_t row = 0;
  for (size_t chain = 0; chain < chain_count; chain++) {
    // Who does not go on is written over, without a guess at it.
    firsts[count] = (uint16_t)row;
    depths[count] = own_depths[chain];
    count += own_depths[chain] > 1;
    row += own_depths[chain];
  }
  bool goes_back = false;
  uint32_t greatest = 0;
  for (int step = 1; step < steps && count != 0; step++) {
    goes_back |= put_lengths(
        found + step - 1, found + step, firsts, count, checks_order, runs->lengths + runs->next[step]);
    uint32_t own = finish(runs, step, count);
    greatest = own > greatest ? own : greatest;
    if (step + 1 == steps) {
      goes_back |= put_lengths(
          found, found + step, firsts, count, checks_order, runs->lengths + runs->next[0]);
      own = finish(runs, 0, count);
      greatest = own > greatest ? own : greatest;
      break;
    }
    size_t kept = 0;
    for (size_t chain = 0; chain < count; chain++) {
      firsts[kept] = firsts[chain];
      depths[kept] = depths[chain];
      kept += depths[chain] > step + 1;
    }
    count = kept;
  }
  return !goes_back && greatest <= reach;
}

BODY bool measure(
    const struct hop_times *times, const struct hop_chains *chains, int steps,
    const struct hop_runs *runs) {
  uint32_t found[stretch * HOP_STEPS];
  // Where lengths are shorter than half of what 32 bits hold, a way back seems to be longer.
  const bool checks_order = times->reach > INT32_MAX && !times->wraps;
  size_t row = 0;
  for (size_t first = 0; first < chains->count; first += stretch) {
    const size_t left = chains->count - first;
    const size_t chain_count = left < stretch ? left : stretch;
    const uint8_t *depths = chains->depths + first;
    size_t row_count = 0;
    for (size_t chain = 0; chain < chain_count; chain++) row_count += depths[chain];
    if (!look_up_times(times, chains->rows + row, row_count, chains->row_count - row, found)) return false;
    row += row_count;
    const bool is_right =
        checks_order
            ? measure_stretch(found, depths, chain_count, steps, times->reach, true, runs)
            : measure_stretch(found, depths, chain_count, steps, times->reach, false, runs);
    if (!is_right) return false;
  }
  return true;
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

__attribute__((target("avx2"))) static uint32_t bucket_avx2(
    const uint32_t *lengths, size_t count, uint16_t *buckets) {
  return find_buckets(lengths, count, buckets);
}

__attribute__((target("avx512f,avx512bw,avx512vl,avx512dq"))) static uint32_t bucket_avx512(
    const uint32_t *lengths, size_t count, uint16_t *buckets) {
  return find_buckets(lengths, count, buckets);
}
#endif

uint32_t bucket_hops(
    enum kernel_form form, const uint32_t *lengths, size_t count, uint16_t *buckets) {
  switch (form) {
#if defined(__x86_64__)
  case kernel_avx2: return bucket_avx2(lengths, count, buckets);
  case kernel_avx512: return bucket_avx512(lengths, count, buckets);
#endif
  default: return find_buckets(lengths, count, buckets);
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
    size_t group_count, uint32_t *counts, uint64_t *sums) {
  if (groups == NULL) {
    count_all(lengths, buckets, count, counts, sums);
    return;
  }
  // An addition need not wait for the one before, which is often to the same sum.
  uint64_t odd[256];
  for (size_t group = 0; group < group_count; group++) odd[group] = 0;
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
  for (size_t group = 0; group < group_count; group++) sums[group] += odd[group];
}
