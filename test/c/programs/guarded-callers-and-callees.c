// msvc: guarded bodies. Functions with them and functions without run in different ways: values of every type pass between.
#include "check.h"
#include <windows.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define GUARDED(body) __try { body; } __finally { count++; }
static int count;

typedef struct { int a; short b; char text[11]; } RECORD;
typedef struct { char one; } TINY;

// Called by what follows, from both sides.
static unsigned char u8(unsigned char v) { unsigned char r; GUARDED(r = (unsigned char)(v + 1)) return r; }
static signed char s8(signed char v) { signed char r; GUARDED(r = (signed char)(v - 1)) return r; }
static unsigned short u16(unsigned short v) { unsigned short r; GUARDED(r = (unsigned short)(v + 1)) return r; }
static short s16(short v) { short r; GUARDED(r = (short)(v - 1)) return r; }
static unsigned u32(unsigned v) { unsigned r; GUARDED(r = v + 1) return r; }
static int s32(int v) { int r; GUARDED(r = v - 1) return r; }
static unsigned long long u64(unsigned long long v) { unsigned long long r; GUARDED(r = v + 1) return r; }
static long long s64(long long v) { long long r; GUARDED(r = v - 1) return r; }
static float f32(float v) { float r; GUARDED(r = v * 0.5f) return r; }
static double f64(double v) { double r; GUARDED(r = v * 0.5) return r; }
static void *pointer(void *v) { void *r; GUARDED(r = (char *)v + 1) return r; }
static _Bool truth(_Bool v) { _Bool r; GUARDED(r = !v) return r; }
static RECORD record(RECORD v) { GUARDED(v.a += v.b) return v; }
static TINY tiny(TINY v) { GUARDED(v.one++) return v; }
static int sum(int n, ...) { va_list list; int total = 0; va_start(list, n); while (n-- > 0) total += va_arg(list, int); va_end(list); return total; }

// The same without a guarded body.
static unsigned char pu8(unsigned char v) { return u8(v); }
static unsigned pu32(unsigned v) { return u32(v); }
static unsigned long long pu64(unsigned long long v) { return u64(v); }
static long long ps64(long long v) { return s64(v); }
static void *ppointer(void *v) { return pointer(v); }
static double pf64(double v) { return f64(v); }
static float pf32(float v) { return f32(v); }
static RECORD precord(RECORD v) { v.b++; return record(v); }
static TINY ptiny(TINY v) { return tiny(v); }
static int order(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }
static unsigned long long wide(int a, unsigned long long b, char c, void *d, double e) { return a + b + c + (d != NULL) + (unsigned long long)e; }

static int plain(void) {
    RECORD r = { 40, 2, "structure" };
    TINY t = { 'a' };
    CHECK(u8(255) == 0 && s8(-128) == 127 && u16(65535) == 0 && s16(-32768) == 32767);
    CHECK(u32(0xFFFFFFFFu) == 0 && u32(0x7FFFFFFFu) == 0x80000000u && s32(-2147483647 - 1) == 2147483647);
    CHECK(u64(0xFFFFFFFFFFFFFFFFull) == 0 && u64(0x7FFFFFFFFFFFFFFFull) == 0x8000000000000000ull);
    CHECK(s64(-9223372036854775807LL - 1) == 9223372036854775807LL && s64(0x100000000LL) == 0xFFFFFFFFLL);
    CHECK(f32(3.0f) == 1.5f && f64(-0.25) == -0.125);
    CHECK(pointer((void *)(ULONG_PTR)0xFFFFFFFFu) == (void *)((ULONG_PTR)0xFFFFFFFFu + 1));
    CHECK(pointer((void *)(LONG_PTR)-1) == NULL && pointer(NULL) == (void *)1);
    CHECK(truth(0) == 1 && truth(1) == 0);
    r = record(r);
    CHECK(r.a == 42 && r.b == 2 && strcmp(r.text, "structure") == 0);
    CHECK(tiny(t).one == 'b' && tiny(tiny(t)).one == 'c');
    CHECK(sum(3, 1, 2, 3) == 6 && sum(0) == 0);
    return 0;
}

static int guarded(void) {
    RECORD r = { 40, 1, "structure" };
    TINY t = { 'a' };
    int result = 0;
    __try {
        CHECK(pu8(255) == 0 && pu32(0xFFFFFFFEu) == 0xFFFFFFFFu && pu64(0xFFFFFFFFFFFFFFFEull) == 0xFFFFFFFFFFFFFFFFull);
        CHECK(ps64(-5) == -6 && pf64(1e300) == 5e299 && pf32(1.0f) == 0.5f);
        CHECK(ppointer((void *)(LONG_PTR)-2) == (void *)(LONG_PTR)-1 && ppointer(&r) == (char *)&r + 1);
        r = precord(r);
        CHECK(r.a == 42 && r.b == 2 && strcmp(r.text, "structure") == 0);
        CHECK(ptiny(t).one == 'b');
        CHECK(wide(-1, 0xFFFFFFFFFFFFFFFFull, 'A', &r, 3.9) == 67);
    } __finally {
        count++;
    }
    return result;
}

typedef unsigned long long (*WIDE)(int, unsigned long long, char, void *, double);

static int byAddress(void) {
    WIDE call = wide;
    unsigned (*words[])(unsigned) = { u32, pu32 };
    int numbers[] = { 5, -3, 9, 0, -7, 2 };
    CHECK(call(1, 2, 3, NULL, 4.0) == 10);
    CHECK(words[0](0xFFFFFFFFu) == 0 && words[1](6) == 7);
    qsort(numbers, 6, sizeof(int), order);
    CHECK(numbers[0] == -7 && numbers[1] == -3 && numbers[2] == 0 && numbers[5] == 9);
    return 0;
}

static int touch(volatile int *p, int value) { *p += value; return *p; }
static int deep(int n) { volatile char room[512]; room[0] = (char)n; return n == 0 ? 0 : deep(n - 1) + room[0] - (char)n + 1; }

static int filter(EXCEPTION_POINTERS *e, volatile int **place, int *good) {
    if (e->ExceptionRecord->ExceptionCode == EXCEPTION_ACCESS_VIOLATION && e->ExceptionRecord->ExceptionInformation[1] == 0x10) return EXCEPTION_EXECUTE_HANDLER;
    *place = good;
    return EXCEPTION_CONTINUE_SEARCH;
}

static int faults(void) {
    volatile int *place = (volatile int *)0x10;
    int good = 0, caught = 0;
    __try { touch(place, 1); } __except (filter(GetExceptionInformation(), &place, &good)) { caught = 1; }
    CHECK(caught == 1);
    __try { caught = deep(1000000); } __except (GetExceptionCode() == EXCEPTION_STACK_OVERFLOW) { caught = 2; }
    CHECK(caught == 2);
    CHECK(deep(20) == 20);
    return 0;
}

int main(void) {
    int line;
    if ((line = plain()) != 0) return line;
    if ((line = guarded()) != 0) return line;
    if ((line = byAddress()) != 0) return line;
    return faults();
}
