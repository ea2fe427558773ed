// Plain rows of delimited values: no quotes, the right number of fields, a unit, an event and a time.
//
// Nearly all rows of nearly all files are of this kind. They are cut into fields 64 bytes at a time;
// every form gives the same rows.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// A text borrowed from a buffer that outlives it, and the row of a block it belongs to.
struct text_cell {
  const uint8_t *_Nonnull base;
  uint32_t count;
  uint32_t row;
};

/// Where the values of a file's column go.
struct plain_column {
  /// The cell of the next value.
  struct text_cell *_Nonnull next;
  /// How many cells a value takes: one, or none for a column that is not kept.
  ptrdiff_t step;
};

/// What is read, and where to.
struct plain_rows {
  const uint8_t *_Nonnull bytes;
  /// Where the bytes end; rows that may end after them are left alone.
  size_t end;
  uint8_t delimiter;
  /// The columns of the file.
  struct plain_column *_Nonnull columns;
  size_t width;
  /// Three columns that have a value in every row.
  size_t required[3];
  /// A row longer than this is left alone.
  size_t longest;
  /// The most rows of the block.
  size_t capacity;
  /// Where each row of the block begins, and at last where reading stopped.
  size_t *_Nonnull starts;
};

/// The forms of reading.
enum plain_form { plain_portable, plain_avx2, plain_avx512 };

/// Whether this machine can run a form.
bool plain_has_form(enum plain_form form);

/// Reads rows from a position on until the block is full or a row is not plain.
///
/// The block holds `first` rows; returns how many it holds then. Of the row where it stops some cells
/// may be there.
size_t plain_rows_read(
    enum plain_form form, const struct plain_rows *_Nonnull rows, size_t start, size_t first);
