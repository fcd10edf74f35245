/** Macros that drivers and programs share: winnt.h, ntdef.h and guiddef.h behind their types. */

/** Macros behind the shared types. */
export const sharedMacros = `
typedef XSAVE_FORMAT XMM_SAVE_AREA32, *PXMM_SAVE_AREA32;
typedef const GUID *LPCGUID; typedef GUID *LPGUID, IID, CLSID, UUID, *LPIID, *LPCLSID;
#define REFGUID const GUID *
#define REFIID const IID *
#define REFCLSID const IID *
#ifdef INITGUID
#define DEFINE_GUID(name, l, w1, w2, b1, b2, b3, b4, b5, b6, b7, b8) const GUID name = {l, w1, w2, {b1, b2, b3, b4, b5, b6, b7, b8}}
#else
#define DEFINE_GUID(name, l, w1, w2, b1, b2, b3, b4, b5, b6, b7, b8) extern const GUID name
#endif
#define IsEqualGUID(a, b) (!memcmp(a, b, sizeof(GUID)))
#define IsEqualIID(a, b) IsEqualGUID(a, b)
#define IsEqualCLSID(a, b) IsEqualGUID(a, b)
#define InlineIsEqualGUID(a, b) IsEqualGUID(a, b)
#define UNREFERENCED_PARAMETER(P) (P)
#define DBG_UNREFERENCED_PARAMETER(P) (P)
#define DBG_UNREFERENCED_LOCAL_VARIABLE(V) (V)
#define DEFAULT_UNREACHABLE default: __assume(0)
#define FIELD_OFFSET(type, field) ((LONG)(LONG_PTR)&(((type *)0)->field))
#define UFIELD_OFFSET(type, field) ((ULONG)(ULONG_PTR)&(((type *)0)->field))
#define CONTAINING_RECORD(address, type, field) ((type *)((PCHAR)(address) - (ULONG_PTR)(&((type *)0)->field)))
#define RTL_FIELD_SIZE(type, field) (sizeof(((type *)0)->field))
#define RTL_SIZEOF_THROUGH_FIELD(type, field) (FIELD_OFFSET(type, field) + RTL_FIELD_SIZE(type, field))
#define RTL_CONTAINS_FIELD(Struct, Size, Field) ((((PCHAR)(&(Struct)->Field)) + sizeof((Struct)->Field)) <= (((PCHAR)(Struct)) + (Size)))
#define RTL_NUMBER_OF_V1(A) (sizeof(A) / sizeof((A)[0]))
#define RTL_NUMBER_OF_V2(A) RTL_NUMBER_OF_V1(A)
#define RTL_NUMBER_OF(A) RTL_NUMBER_OF_V1(A)
#define ARRAYSIZE(A) RTL_NUMBER_OF(A)
#define _ARRAYSIZE(A) RTL_NUMBER_OF(A)
#define RTL_NUMBER_OF_FIELD(type, field) (RTL_NUMBER_OF(RTL_FIELD_TYPE(type, field)))
#define RTL_BITS_OF(t) (sizeof(t) * 8)
#define RTL_BITS_OF_FIELD(type, field) (RTL_BITS_OF(RTL_FIELD_TYPE(type, field)))
#define RTL_PADDING_BETWEEN_FIELDS(T, F1, F2) ((FIELD_OFFSET(T, F2) > FIELD_OFFSET(T, F1)) ? (FIELD_OFFSET(T, F2) - FIELD_OFFSET(T, F1) - RTL_FIELD_SIZE(T, F1)) : (FIELD_OFFSET(T, F1) - FIELD_OFFSET(T, F2) - RTL_FIELD_SIZE(T, F2)))
#define RTL_FIELD_TYPE(type, field) (((type *)0)->field)
#define C_ASSERT(e) typedef char __C_ASSERT__[(e) ? 1 : -1]
#define RtlPointerToOffset(B, P) ((ULONG)(((PCHAR)(P)) - ((PCHAR)(B))))
#define RtlOffsetToPointer(B, O) ((PCHAR)(((PCHAR)(B)) + ((ULONG_PTR)(O))))
#define TYPE_ALIGNMENT(t) __alignof(t)
#define PROBE_ALIGNMENT(t) TYPE_ALIGNMENT(ULONG)
#define ARGUMENT_PRESENT(A) ((CHAR *)((ULONG_PTR)(A)) != (CHAR *)0)
#ifndef NOMINMAX
#ifndef max
#define max(a, b) (((a) > (b)) ? (a) : (b))
#endif
#ifndef min
#define min(a, b) (((a) < (b)) ? (a) : (b))
#endif
#endif
#define NOP_FUNCTION __noop
#define DEFINE_ENUM_FLAG_OPERATORS(E)
#define MAKELANGID(p, s) ((((WORD)(s)) << 10) | (WORD)(p))
#define PRIMARYLANGID(l) ((WORD)(l) & 0x3ff)
#define SUBLANGID(l) ((WORD)(l) >> 10)
#define MAKELCID(l, s) ((ULONG)((((ULONG)((USHORT)(s))) << 16) | ((ULONG)((USHORT)(l)))))
#define LANG_NEUTRAL 0
#define LANG_ENGLISH 9
#define SUBLANG_NEUTRAL 0
#define SUBLANG_DEFAULT 1
#define SUBLANG_ENGLISH_US 1
#define Int32x32To64(a, b) (((LONGLONG)((LONG)(a))) * ((LONGLONG)((LONG)(b))))
#define UInt32x32To64(a, b) (((ULONGLONG)((ULONG)(a))) * ((ULONGLONG)((ULONG)(b))))
#define Int64ShllMod32(a, b) ((ULONGLONG)(a) << (b))
#define Int64ShraMod32(a, b) ((LONGLONG)(a) >> (b))
#define Int64ShrlMod32(a, b) ((ULONGLONG)(a) >> (b))
#define __TEXT(q) L##q
#define RTL_RUN_ONCE_INIT {0}
#define _WIN32_WINNT_NT4 0x0400
#define _WIN32_WINNT_WIN2K 0x0500
#define _WIN32_WINNT_WINXP 0x0501
#define _WIN32_WINNT_WS03 0x0502
#define _WIN32_WINNT_VISTA 0x0600
#define _WIN32_WINNT_WIN6 0x0600
#define _WIN32_WINNT_WIN7 0x0601
#define _WIN32_WINNT_WIN8 0x0602
#define _WIN32_WINNT_WINBLUE 0x0603
#define _WIN32_WINNT_WIN10 0x0A00
#define NTDDI_WIN2K 0x05000000
#define NTDDI_WINXP 0x05010000
#define NTDDI_WS03 0x05020000
#define NTDDI_VISTA 0x06000000
#define NTDDI_LONGHORN NTDDI_VISTA
#define NTDDI_WS08 0x06000100
#define NTDDI_WIN7 0x06010000
#define NTDDI_WIN8 0x06020000
#define NTDDI_WINBLUE 0x06030000
#define NTDDI_WIN10 0x0A000000
#define NTDDI_WINTHRESHOLD 0x0A000000
#define NTDDI_WIN10_TH2 0x0A000001
#define NTDDI_WIN10_RS1 0x0A000002
#define NTDDI_WIN10_RS2 0x0A000003
#define NTDDI_WIN10_RS3 0x0A000004
#define NTDDI_WIN10_RS4 0x0A000005
#define NTDDI_WIN10_RS5 0x0A000006
#define NTDDI_WIN10_19H1 0x0A000007
#define NTDDI_WIN10_VB 0x0A000008
#define NTDDI_WIN10_MN 0x0A000009
#define NTDDI_WIN10_FE 0x0A00000A
#define NTDDI_WIN10_CO 0x0A00000B
#define NTDDI_WIN10_NI 0x0A00000C
#define NTDDI_WIN10_CU 0x0A00000D
#define NTDDI_WIN11_ZN 0x0A00000E
#define NTDDI_WIN11_GA 0x0A00000F
#define NTDDI_WIN11_GE 0x0A000010
#define WDK_NTDDI_VERSION NTDDI_VERSION
#define _NT_TARGET_VERSION_WIN7 0x601
#define WINAPI_PARTITION_DESKTOP 1
#define WINAPI_PARTITION_SYSTEM 1
#define WINAPI_FAMILY_PARTITION(P) (P)
#define YieldProcessor() ((void)0)
#define MemoryBarrier() ((void)0)
#define KeMemoryBarrier() ((void)0)
#define KeMemoryBarrierWithoutFence() ((void)0)
#define _ReadWriteBarrier() ((void)0)
#define _ReadBarrier() ((void)0)
#define _WriteBarrier() ((void)0)
#define _mm_pause() ((void)0)
#define PreFetchCacheLine(l, a) ((void)(a))
#define ReadULongAcquire(p) (*(volatile ULONG *)(p))
#define ReadULongNoFence(p) (*(volatile ULONG *)(p))
#define ReadULongRaw(p) (*(volatile ULONG *)(p))
#define ReadAcquire(p) (*(volatile LONG *)(p))
#define ReadNoFence(p) (*(volatile LONG *)(p))
#define ReadRaw(p) (*(volatile LONG *)(p))
#define ReadAcquire64(p) (*(volatile LONG64 *)(p))
#define ReadNoFence64(p) (*(volatile LONG64 *)(p))
#define ReadPointerAcquire(p) (*(PVOID volatile *)(p))
#define ReadPointerNoFence(p) (*(PVOID volatile *)(p))
#define WriteRelease(p, v) (*(volatile LONG *)(p) = (v))
#define WriteNoFence(p, v) (*(volatile LONG *)(p) = (v))
#define WriteRaw(p, v) (*(volatile LONG *)(p) = (v))
#define WriteULongRelease(p, v) (*(volatile ULONG *)(p) = (v))
#define WriteULongNoFence(p, v) (*(volatile ULONG *)(p) = (v))
#define WriteRelease64(p, v) (*(volatile LONG64 *)(p) = (v))
#define WriteNoFence64(p, v) (*(volatile LONG64 *)(p) = (v))
#define WritePointerRelease(p, v) (*(PVOID volatile *)(p) = (v))
#define WritePointerNoFence(p, v) (*(PVOID volatile *)(p) = (v))
void __debugbreak(void);
`;

/** The names that winnt.h and wdm.h give the intrinsics for bits. */
export const bitNamesText = `
#define BitScanForward _BitScanForward
#define BitScanReverse _BitScanReverse
#define BitTest _bittest
#define BitTestAndSet _bittestandset
#define BitTestAndReset _bittestandreset
#define BitTestAndComplement _bittestandcomplement
#define ReadTimeStampCounter() __rdtsc()
#ifdef _WIN64
#define BitScanForward64 _BitScanForward64
#define BitScanReverse64 _BitScanReverse64
#define BitTest64 _bittest64
#define BitTestAndSet64 _bittestandset64
#define BitTestAndReset64 _bittestandreset64
#define BitTestAndComplement64 _bittestandcomplement64
#define MultiplyHigh __mulh
#define UnsignedMultiplyHigh __umulh
#define Multiply128 _mul128
#define UnsignedMultiply128 _umul128
#define ShiftLeft128 __shiftleft128
#define ShiftRight128 __shiftright128
#define PopulationCount64 __popcnt64
#endif
`;
