// All kernels are inlined from the header.
#include "CKernels.h"
