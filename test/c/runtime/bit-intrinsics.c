/* Intrinsics for bits, as the headers of Windows declare them: each check that fails is its own exit code. */
#ifdef _KERNEL_MODE
#include <ntddk.h>
#else
#include <windows.h>
#include <intrin.h>
#endif

#define CHECK(number, condition) if (!(condition)) return number

int Check(void)
{
    unsigned long place = 77;
    long words[4] = { 0, 0x10, 0, 0 };
    unsigned __int64 stamp = __rdtsc();

    CHECK(1, !_BitScanForward(&place, 0) && place == 77);
    CHECK(2, BitScanForward(&place, 0x80000100) && place == 8);
    CHECK(3, BitScanReverse(&place, 0x80000100) && place == 31);
    CHECK(4, _BitScanReverse(&place, 1) && place == 0);
    CHECK(5, __popcnt(0xffffffff) == 32 && __popcnt(0) == 0 && __popcnt16(0xf0f1) == 9);
    CHECK(6, __lzcnt(0) == 32 && __lzcnt(1) == 31 && __lzcnt16(0) == 16 && __lzcnt16(0x8000) == 0);
    CHECK(7, _tzcnt_u32(0) == 32 && _tzcnt_u32(0x80000000) == 31);
    CHECK(8, _bittest(words, 36) && !_bittest(words, 35) && _bittest(words + 2, -28));
    CHECK(9, !BitTestAndSet(words, 127) && words[3] == (long)0x80000000 && _bittestandset(words, 127));
    CHECK(10, _bittestandreset(words, 127) && words[3] == 0);
    CHECK(11, _bittestandcomplement(words, 36) && words[1] == 0 && !_bittestandcomplement(words, 36) && words[1] == 16);
    CHECK(12, __emul(-3, 0x7fffffff) == -3LL * 0x7fffffff);
    CHECK(13, __emulu(0xffffffff, 0xffffffff) == 0xfffffffe00000001ui64);
    CHECK(14, __ll_lshift(1, 63) == 0x8000000000000000ui64 && __ll_lshift(1, 64) == 1);
    CHECK(15, __ll_rshift(-8, 1) == -4 && __ull_rshift(0x8000000000000000ui64, 63) == 1);
    CHECK(16, ReadTimeStampCounter() >= stamp && stamp != 0);
#ifdef _WIN64
    {
        __int64 wide[2] = { 0, 1 };
        __int64 high;
        unsigned __int64 above;
        CHECK(20, !_BitScanForward64(&place, 0) && _BitScanForward64(&place, 0x8000000000000000ui64) && place == 63);
        CHECK(21, _BitScanForward64(&place, 6) && place == 1 && _BitScanReverse64(&place, 6) && place == 2);
        CHECK(22, _BitScanReverse64(&place, 0x100000000) && place == 32);
        CHECK(23, __popcnt64(0xffffffffffffffffui64) == 64 && PopulationCount64(0x100000001) == 2);
        CHECK(24, __lzcnt64(0) == 64 && __lzcnt64(1) == 63 && _tzcnt_u64(0) == 64 && _tzcnt_u64(0x100000000) == 32);
        CHECK(25, _bittest64(wide, 64) && !_bittestandset64(wide, 63) && wide[0] < 0 && _bittest64(wide + 1, -1));
        CHECK(26, __mulh(-1, 5) == -1 && __umulh(0xffffffffffffffffui64, 2) == 1);
        CHECK(27, _mul128(-1, 5, &high) == -5 && high == -1);
        CHECK(28, UnsignedMultiply128(0xffffffffffffffffui64, 0xffffffffffffffffui64, &above) == 1 && above == 0xfffffffffffffffeui64);
        CHECK(29, __shiftleft128(0x8000000000000000ui64, 1, 1) == 3 && __shiftright128(0, 1, 1) == 0x8000000000000000ui64);
        CHECK(30, __shiftleft128(5, 7, 0) == 7 && __shiftright128(5, 7, 0) == 5);
    }
#endif
    return 0;
}

#ifdef _KERNEL_MODE
NTSTATUS DriverEntry(PDRIVER_OBJECT object, PUNICODE_STRING path)
{
    UNREFERENCED_PARAMETER(object);
    UNREFERENCED_PARAMETER(path);
    return STATUS_SUCCESS;
}
#else
int main(void) { return Check(); }
#endif
