// How far apart the events of chains are, as 32-bit numbers of the units that times are kept in.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "kernel_form.h"

/// The number of buckets of lengths: of each power of two there are 64, and zero has its own.
#define HOP_BUCKETS 2050

/// The largest number of steps of a chain.
#define HOP_STEPS 62

/// Returns the bucket of a length; no greater length has an earlier one.
uint32_t hop_bucket(uint32_t length);

/// The times of a store's rows, and what is known of those of chains.
struct hop_times {
  /// The lower 32 bits of each row's time.
  const uint32_t *_Nonnull words;
  size_t count;
  /// The greatest length there can be.
  uint32_t reach;
  /// Whether times have more than 32 bits.
  bool wraps;
};

/// Chains, one after the other.
struct hop_chains {
  /// How many rows each has, from one to the number of steps.
  const uint8_t *_Nonnull depths;
  size_t count;
  /// The rows of all of them.
  const uint32_t *_Nonnull rows;
  size_t row_count;
};

/// Where the lengths of the hops into each step go, or in the place of the first step those of the whole
/// way of the chains that have all steps.
struct hop_runs {
  uint32_t *_Nonnull lengths;
  /// The bucket of each length.
  uint16_t *_Nonnull buckets;
  /// The place of each step's next length.
  size_t *_Nonnull next;
  /// By step and bucket, how many lengths there are, to which these are added; and their sums.
  uint32_t *_Nonnull counts;
  uint64_t *_Nonnull sums;
};

/// Measures the hops of chains of at least two steps; returns false where any length is beyond what was
/// said to be the greatest, or a row has no time: then the lengths are not right.
///
/// Where a time is before the one it follows, by no more than the greatest length, this is noticed as
/// well, but not where times wrap and the greatest length is 2³¹ or more.
bool measure_hops(
    enum kernel_form form, const struct hop_times *_Nonnull times,
    const struct hop_chains *_Nonnull chains, int steps, const struct hop_runs *_Nonnull runs);

/// Writes the buckets of lengths; returns the greatest length.
uint32_t bucket_hops(
    enum kernel_form form, const uint32_t *_Nonnull lengths, size_t count, uint16_t *_Nonnull buckets);

/// Counts lengths by group and bucket, and adds them up by group; `counts` has a place for each bucket of
/// each of at most 256 groups. Where `groups` is null, all are in the first.
void count_hops(
    const uint32_t *_Nonnull lengths, const uint16_t *_Nonnull buckets,
    const uint8_t *_Nullable groups, size_t count, size_t group_count, uint32_t *_Nonnull counts,
    uint64_t *_Nonnull sums);
