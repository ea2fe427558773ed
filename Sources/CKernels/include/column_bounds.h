// What must hold of the numbers of a column before they may be used as positions.
//
// Plain loops that the compiler makes wide; with the wider instructions they keep up with memory.
#pragma once

#include <stddef.h>
#include <stdint.h>

/// Returns the greatest of so many numbers of one byte, zero without any.
uint64_t greatest_of_bytes(const uint8_t *_Nonnull numbers, size_t count);
/// Returns the greatest of so many numbers of two bytes, zero without any.
uint64_t greatest_of_halves(const uint16_t *_Nonnull numbers, size_t count);
/// Returns the greatest of so many numbers of four bytes, zero without any.
uint64_t greatest_of_words(const uint32_t *_Nonnull numbers, size_t count);

/// Returns how many numbers are less than the one before, the first apart.
size_t count_of_descents(const int64_t *_Nonnull numbers, size_t count);
/// Returns how many numbers of four bytes are less than the one before, the first apart.
size_t count_of_word_descents(const uint32_t *_Nonnull numbers, size_t count);
/// Returns how many numbers are not greater than the one before, the first apart.
size_t count_of_standstills(const int64_t *_Nonnull numbers, size_t count);

/// Returns how many numbers are further from zero than `limit`, which is not negative; the exempt
/// number never counts.
size_t count_beyond(
    int64_t limit, int64_t exempt, const int64_t *_Nonnull numbers, size_t count);

/// Puts the codes of `count` rows from `first` on into `codes` and returns the greatest.
///
/// `words` begins with the first of these rows and has the first 32 bits of each code; `extras` has the
/// further bits of all rows, 0, 1, 2, 4, 8, 16 or 32 for each, from the lowest bit of each byte on.
uint64_t time_codes(
    const uint32_t *_Nonnull words, const uint8_t *_Nullable extras, int extra_bits, size_t first,
    size_t count, uint64_t *_Nonnull codes);
