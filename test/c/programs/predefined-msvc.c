// msvc: what the compiler defines.
#include "check.h"
#if !defined(_MSC_VER) || !defined(_WIN32) || defined(__cplusplus) || defined(__GNUC__) || defined(__clang__)
#error not a C compiler of Microsoft
#endif
#if defined(_WIN64) != defined(_M_X64) || defined(_M_IX86) == defined(_M_X64)
#error one processor
#endif
#if _MSC_VER < 1900 || _INTEGRAL_MAX_BITS != 64
#error too old
#endif
int main(void) {
#ifdef _WIN64
    CHECK(sizeof(void *) == 8);
#else
    CHECK(sizeof(void *) == 4);
#endif
    CHECK(sizeof(__DATE__) == 12 && sizeof(__TIME__) == 9);
    CHECK(sizeof(__TIMESTAMP__) > 20);
    return 0;
}
