// Lengths of hops picked out of many by their buckets.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "hop_lengths.h"

/// Buckets that follow each other.
struct bucket_range {
  uint16_t first;
  uint16_t count;
};

/// Lengths of which only the buckets matter.
struct bucketed {
  const uint16_t *_Nonnull buckets;
  /// The group of each; null where all are in the first.
  const uint8_t *_Nullable groups;
  /// What is to stand for each group; null where each stands for itself.
  const uint8_t *_Nullable group_numbers;
  /// What the place of the first length is called.
  size_t first_place;
};

/// Writes the places of lengths from the one at `start` on up to `end` for whose group and bucket `wanted`
/// is not zero; returns how many they are, and may write over one place more.
///
/// `wanted` has a number for each of the buckets of each group, zero outside of all `ranges`.
size_t pick_hops(
    enum kernel_form form, const struct bucketed *_Nonnull lengths, size_t start, size_t end,
    const uint32_t *_Nonnull wanted, const struct bucket_range *_Nonnull ranges, size_t range_count,
    uint32_t *_Nonnull places);
