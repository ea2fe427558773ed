// The forms in which loops are compiled, for different processors.
//
// Not every loop has every form; all that it has give the same result.
#pragma once

enum kernel_form { kernel_portable, kernel_avx2, kernel_avx512 };
