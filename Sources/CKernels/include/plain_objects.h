// Plain JSON objects, one a line: the expected keys in their order, and values that are texts without
// escapes, numbers, true, false or null.
//
// Nearly all objects of nearly all files are of this kind. Their quotes and line ends are found 64
// bytes at a time; every form gives the same rows.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "plain_rows.h"

/// The longest key with its quotes and colon.
enum { plain_key_limit = 64 };

/// A key of the objects.
struct plain_key {
  /// The key with its quotes and colon.
  uint8_t text[plain_key_limit];
  size_t length;
  /// Which bits of the first 16 bytes belong to it.
  uint64_t masks[2];
  /// Whether it has more bytes than these.
  bool is_long;
  /// Where its values go, by the number among the columns; or one of the two below.
  int32_t column;
};

enum {
  /// The values are left out.
  plain_left_out = -1,
  /// Nothing was decided about the values yet, so that there may be none but null.
  plain_undecided = -2,
};

/// What is read, and where to.
struct plain_objects {
  const uint8_t *_Nonnull bytes;
  /// Where the bytes end; objects that end less than 64 bytes before are left alone.
  size_t end;
  /// The keys, of which an object may leave some out.
  const struct plain_key *_Nonnull keys;
  size_t key_count;
  /// The columns that are kept. A required one has a value other than the empty text in every row.
  struct plain_column *_Nonnull columns;
  size_t column_count;
  /// The most rows of the block.
  size_t capacity;
  /// Where each row of the block begins, and at last where reading stopped.
  size_t *_Nonnull starts;
};

/// Reads objects from a position on until the block is full or an object is not plain; one of more
/// than some kilobytes never is.
///
/// The block holds `first` rows; returns how many it holds then. Of the row where it stops some cells
/// may be there.
size_t plain_objects_read(
    enum plain_form form, const struct plain_objects *_Nonnull objects, size_t start, size_t first);

/// Whether this machine can run a form.
bool plain_objects_has_form(enum plain_form form);
