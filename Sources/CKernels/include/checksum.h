// CRC-32C (Castagnoli), the checksum of iSCSI and ext4, at the speed of memory.
//
// Every form gives the same sum; the portable one is several times slower.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// The forms of the sum.
enum checksum_form { checksum_portable, checksum_instruction };

/// Whether this machine can compute a form.
bool checksum_has_form(enum checksum_form form);

/// Returns the sum of so many bytes.
uint32_t checksum(enum checksum_form form, const void *_Nonnull bytes, size_t count);
