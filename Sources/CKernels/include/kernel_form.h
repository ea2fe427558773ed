// The forms in which loops are compiled, for different processors.
//
// Not every loop has every form; all that it has give the same result.
#pragma once

#include <stdbool.h>

enum kernel_form { kernel_portable, kernel_avx2, kernel_avx512 };

/// Whether this machine can run a form of the loops that do the same to many numbers side by side.
bool lanes_has_form(enum kernel_form form);

/// Whether there is a form of the loops that pick some of many numbers that this machine can run.
bool picking_has_form(enum kernel_form form);
