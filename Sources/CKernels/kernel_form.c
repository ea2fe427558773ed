#include "kernel_form.h"

bool lanes_has_form(enum kernel_form form) {
  switch (form) {
  case kernel_portable: return true;
#if defined(__x86_64__)
  case kernel_avx2: return __builtin_cpu_supports("avx2");
  case kernel_avx512:
    return __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
           __builtin_cpu_supports("avx512dq");
#endif
  default: return false;
  }
}

bool picking_has_form(enum kernel_form form) {
  switch (form) {
  case kernel_portable: return true;
#if defined(__x86_64__)
  case kernel_avx512:
    return __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
           __builtin_cpu_supports("avx512vbmi") && __builtin_cpu_supports("avx512vbmi2");
#endif
  default: return false;
  }
}
