// Bytes picked out of many by other bytes.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "kernel_form.h"

/// Writes those of `count` bytes whose depth is at least `least`, one after the other; returns how many
/// they are, at most `limit`. Places up to `limit` may be written over, none behind.
size_t pick_bytes(
    enum kernel_form form, const uint8_t *_Nonnull bytes, const uint8_t *_Nonnull depths, size_t count,
    uint8_t least, uint8_t *_Nonnull picked, size_t limit);

/// Picks words as ``pick_bytes`` does bytes.
size_t pick_words(
    enum kernel_form form, const uint32_t *_Nonnull words, const uint8_t *_Nonnull depths, size_t count,
    uint8_t least, uint32_t *_Nonnull picked, size_t limit);
