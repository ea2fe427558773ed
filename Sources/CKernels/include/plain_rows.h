// Plain rows of delimited values: one line each, the right number of fields, a unit, an event and a
// time, and quotes only around whole values.
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

/// A column of the file that is kept, and where its values go.
struct plain_column {
  /// The cell of the next value.
  struct text_cell *_Nonnull next;
  /// The number of the column in the file.
  size_t column;
  /// Whether a row without a value is not plain.
  bool is_required;
};

/// What is read, and where to.
struct plain_rows {
  const uint8_t *_Nonnull bytes;
  /// Where the bytes end; rows that may end after them are left alone.
  size_t end;
  uint8_t delimiter;
  /// The columns that are kept.
  struct plain_column *_Nonnull columns;
  size_t column_count;
  /// How many columns the file has.
  size_t width;
  /// A row longer than this is left alone; less than two to the power of 31.
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
/// may be there. A row whose kept values have quotes in them is not plain, as they must be copied.
size_t plain_rows_read(
    enum plain_form form, const struct plain_rows *_Nonnull rows, size_t start, size_t first);
