// intsafe.h: arithmetic and conversions that say when the result does not fit. Returns the line of a wrong one.
#include <intsafe.h>
#include <limits.h>
#include <winerror.h>

#define ARITHMETIC(type, f, a, b, ok, value) \
  do { \
    type result = 0; \
    if (SUCCEEDED(f(a, b, &result)) != (ok) || result != (type)((ok) ? (value) : -1)) return __LINE__; \
  } while (0)
#define CONVERSION(type, f, a, ok, value) \
  do { \
    type result = 0; \
    if (SUCCEEDED(f(a, &result)) != (ok) || result != (type)((ok) ? (value) : -1)) return __LINE__; \
  } while (0)

int main(void)
{
  ARITHMETIC(ULONG, ULongAdd, 1, 2, 1, 3);
  ARITHMETIC(ULONG, ULongAdd, 0xffffffff, 1, 0, 0);
  ARITHMETIC(ULONG, ULongSub, 1, 2, 0, 0);
  ARITHMETIC(ULONG, ULongSub, 2, 1, 1, 1);
  ARITHMETIC(ULONG, ULongMult, 65536, 65536, 0, 0);
  ARITHMETIC(ULONG, ULongMult, 65536, 65535, 1, 4294901760u);
  ARITHMETIC(ULONG, ULongMult, 0, 5, 1, 0);
  ARITHMETIC(LONG, LongAdd, INT_MAX, 1, 0, 0);
  ARITHMETIC(LONG, LongAdd, INT_MAX, -1, 1, INT_MAX-1);
  ARITHMETIC(LONG, LongAdd, INT_MIN, -1, 0, 0);
  ARITHMETIC(LONG, LongSub, INT_MIN, 1, 0, 0);
  ARITHMETIC(LONG, LongSub, 0, INT_MIN, 0, 0);
  ARITHMETIC(LONG, LongSub, -1, INT_MIN, 1, INT_MAX);
  ARITHMETIC(LONG, LongMult, INT_MIN, -1, 0, 0);
  ARITHMETIC(LONG, LongMult, -1, INT_MIN, 0, 0);
  ARITHMETIC(LONG, LongMult, -46341, 46341, 0, 0);
  ARITHMETIC(LONG, LongMult, -46340, 46341, 1, -46340*46341LL);
  ARITHMETIC(LONG, LongMult, -65536, 32768, 1, INT_MIN);
  ARITHMETIC(LONG, LongMult, 65536, -32768, 1, INT_MIN);
  ARITHMETIC(LONG, LongMult, -2, -3, 1, 6);
  ARITHMETIC(LONGLONG, LongLongMult, LLONG_MIN, -1, 0, 0);
  ARITHMETIC(LONGLONG, LongLongMult, 3, -5, 1, -15);
  ARITHMETIC(LONGLONG, LongLongAdd, LLONG_MAX, 1, 0, 0);
  ARITHMETIC(LONGLONG, LongLongSub, -2, LLONG_MAX, 0, 0);
  ARITHMETIC(LONGLONG, LongLongSub, -1, LLONG_MAX, 1, LLONG_MIN);
  ARITHMETIC(USHORT, UShortAdd, 65535, 1, 0, 0);
  ARITHMETIC(USHORT, UShortAdd, 65534, 1, 1, 65535);
  ARITHMETIC(USHORT, UShortMult, 256, 256, 0, 0);
  ARITHMETIC(SHORT, ShortAdd, 32767, 1, 0, 0);
  ARITHMETIC(SHORT, ShortAdd, -32768, -1, 0, 0);
  ARITHMETIC(SHORT, ShortMult, -128, 256, 1, -32768);
  ARITHMETIC(SHORT, ShortMult, -129, 256, 0, 0);
  ARITHMETIC(ULONGLONG, ULongLongMult, 1ull<<32, 1ull<<32, 0, 0);
  CONVERSION(ULONG, LongToULong, -1, 0, 0);
  CONVERSION(ULONG, LongToULong, 5, 1, 5);
  CONVERSION(ULONG, SizeTToULong, 7, 1, 7);
  CONVERSION(LONG, ULongToLong, 0x80000000u, 0, 0);
  CONVERSION(LONG, ULongToLong, 0x7fffffffu, 1, INT_MAX);
  CONVERSION(LONG, LongLongToLong, -5, 1, -5);
  CONVERSION(LONG, LongLongToLong, -2147483649LL, 0, 0);
  CONVERSION(LONGLONG, ULongLongToLongLong, 1ull<<63, 0, 0);
  CONVERSION(USHORT, ULongToUShort, 65536, 0, 0);
  CONVERSION(USHORT, ShortToUShort, -1, 0, 0);
  CONVERSION(ULONGLONG, LongToULongLong, -1, 0, 0);
  CONVERSION(ULONGLONG, LongToULongLong, 4, 1, 4);
  CONVERSION(UCHAR, IntToUChar, 256, 0, 0);
  CONVERSION(UCHAR, IntToUChar, 255, 1, 255);
  CONVERSION(UCHAR, IntToUChar, -1, 0, 0);
#ifdef _WIN64
  CONVERSION(ULONG, SizeTToULong, (size_t)1 << 32, 0, 0);
#endif
  return 0;
}
