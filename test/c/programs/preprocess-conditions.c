// Conditions as headers have them.
#include "check.h"
#define VERSION 0x0603
#define FEATURE_A
#if VERSION >= 0x0602 && defined(FEATURE_A) && !defined(FEATURE_B)
#define RESULT 1
#elif VERSION < 0
#error wrong part
#else
#define RESULT 2
#endif
#ifdef RESULT
#undef RESULT
#define RESULT 3
#endif
#if (VERSION & 0xFF) == 3 ? 1 : 0
static int low = 3;
#endif
#if 0
# error this isn't read "
#else
static int high = VERSION >> 8;
#endif
#if -1 > 0u && 1 << 40 > 1 && 'A' == 65
static int arithmetic = 1;
#endif
#ifndef NEVER_DEFINED
static int never = 1;
#endif
int main(void) {
    CHECK(RESULT == 3 && low == 3 && high == 6 && arithmetic && never);
    CHECK(__LINE__ == 32);
#line 1000 "renamed.c"
    if (__LINE__ != 1000) return 1;
    if (__FILE__[0] != 'r') return 2;
    return 0;
}
