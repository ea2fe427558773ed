// Lengths of hops picked out of many by their buckets.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "hop_lengths.h"

/// The number of buckets that a window of a set of them has.
#define BUCKET_WINDOW 1024

/// A set of buckets.
struct bucket_set {
  /// The first of them; none is behind so many windows from there on.
  uint16_t first;
  uint16_t window_count;
  /// One bit for each bucket from the first on, the first in the lowest bit.
  uint8_t bits[(HOP_BUCKETS + BUCKET_WINDOW - 1) / BUCKET_WINDOW * BUCKET_WINDOW / 8];
};

/// Makes a set of some buckets.
void make_bucket_set(
    const uint16_t *_Nonnull buckets, size_t count, struct bucket_set *_Nonnull set);

/// Writes the places of the lengths from the one at `start` on up to `end` for whose group and bucket
/// `wanted` is not zero; returns how many they are, and may write over one place more.
///
/// `groups` has the group of each length, and is null where all are in the first. `wanted` has a number for
/// each of the buckets of each group, zero outside of `set`.
size_t pick_hops(
    enum kernel_form form, const uint16_t *_Nonnull buckets, const uint8_t *_Nullable groups,
    size_t start, size_t end, const uint32_t *_Nonnull wanted, const struct bucket_set *_Nonnull set,
    uint32_t *_Nonnull places);

/// Lengths of groups.
struct grouped_lengths {
  const uint32_t *_Nonnull lengths;
  size_t count;
  /// A number of each length, and the group of each number; null where all are in one group.
  const uint8_t *_Nullable numbers;
  const uint8_t *_Nullable groups;
};

/// Puts lengths of some buckets one behind the other, share by share.
///
/// `shares` has for each of the buckets of each group the number of its share from one, or zero, which it
/// is outside of `set`. The next length of each share goes to the place among `found` that `ends` has for
/// it.
void gather_hops(
    enum kernel_form form, const struct grouped_lengths *_Nonnull lengths,
    const uint32_t *_Nonnull shares, const struct bucket_set *_Nonnull set, size_t *_Nonnull ends,
    uint32_t *_Nonnull found);
