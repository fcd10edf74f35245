/**
 * The typedefs that everything else is made of, as basetsd.h, ntdef.h and winnt.h have them between them. Names that
 * generated text counts on are listed in scripts/header-lists.mjs too.
 */

/** Integers of a known width and integers as wide as a pointer: basetsd.h. */
const basetsdText = `
typedef signed char INT8, *PINT8; typedef short INT16, *PINT16; typedef int INT32, *PINT32; typedef __int64 INT64, *PINT64;
typedef unsigned char UINT8, *PUINT8; typedef unsigned short UINT16, *PUINT16;
typedef unsigned int UINT32, *PUINT32; typedef unsigned __int64 UINT64, *PUINT64;
typedef int LONG32, *PLONG32; typedef unsigned int ULONG32, *PULONG32, DWORD32, *PDWORD32;
typedef __int64 LONG64, *PLONG64; typedef unsigned __int64 ULONG64, *PULONG64, DWORD64, *PDWORD64;
#ifdef _WIN64
typedef __int64 INT_PTR, *PINT_PTR, LONG_PTR, *PLONG_PTR; typedef unsigned __int64 UINT_PTR, *PUINT_PTR, ULONG_PTR, *PULONG_PTR;
typedef int HALF_PTR, *PHALF_PTR; typedef unsigned int UHALF_PTR, *PUHALF_PTR;
#define MAXULONG_PTR (~((ULONG_PTR)0))
#define MAXLONG_PTR ((LONG_PTR)(MAXULONG_PTR >> 1))
#define MINLONG_PTR (~MAXLONG_PTR)
#else
typedef int INT_PTR, *PINT_PTR; typedef long LONG_PTR, *PLONG_PTR; typedef unsigned int UINT_PTR, *PUINT_PTR; typedef unsigned long ULONG_PTR, *PULONG_PTR;
typedef short HALF_PTR, *PHALF_PTR; typedef unsigned short UHALF_PTR, *PUHALF_PTR;
#define MAXULONG_PTR 0xffffffffUL
#define MAXLONG_PTR 0x7fffffffL
#define MINLONG_PTR 0x80000000L
#endif
typedef ULONG_PTR SIZE_T, *PSIZE_T, DWORD_PTR, *PDWORD_PTR, KAFFINITY, *PKAFFINITY; typedef LONG_PTR SSIZE_T, *PSSIZE_T;
#define MAXUINT8 ((UINT8)~((UINT8)0))
#define MAXUINT16 ((UINT16)~((UINT16)0))
#define MAXUINT32 ((UINT32)~((UINT32)0))
#define MAXUINT64 ((UINT64)~((UINT64)0))
#define MAXINT32 ((INT32)(MAXUINT32 >> 1))
#define MAXINT64 ((INT64)(MAXUINT64 >> 1))
#define MAXULONG64 ((ULONG64)~((ULONG64)0))
#define MAXLONG64 ((LONG64)(MAXULONG64 >> 1))
#define MAXULONGLONG ((ULONGLONG)~((ULONGLONG)0))
#define MAXLONGLONG 0x7fffffffffffffffi64
#define MINLONGLONG (~MAXLONGLONG)
#define MAXUINT ((UINT)~((UINT)0))
#define MAXINT ((INT)(MAXUINT >> 1))
#define MAXSIZE_T ((SIZE_T)~((SIZE_T)0))
#define PtrToUlong(p) ((ULONG)(ULONG_PTR)(p))
#define PtrToLong(p) ((LONG)(LONG_PTR)(p))
#define PtrToUint(p) ((UINT)(UINT_PTR)(p))
#define PtrToInt(p) ((INT)(INT_PTR)(p))
#define HandleToUlong(h) ((ULONG)(ULONG_PTR)(h))
#define HandleToULong HandleToUlong
#define HandleToLong(h) ((LONG)(LONG_PTR)(h))
#define UlongToHandle(u) ((HANDLE)(ULONG_PTR)(u))
#define ULongToHandle UlongToHandle
#define LongToHandle(l) ((HANDLE)(LONG_PTR)(l))
#define UlongToPtr(u) ((void *)(ULONG_PTR)(unsigned long)(u))
#define ULongToPtr UlongToPtr
#define LongToPtr(l) ((void *)(LONG_PTR)(long)(l))
#define UIntToPtr(u) ((void *)(UINT_PTR)(unsigned int)(u))
#define IntToPtr(i) ((void *)(INT_PTR)(int)(i))
#define PtrToPtr64(p) ((void *)(p))
`;

/** size_t and wchar_t with the guards of the C library, so that any header may come first. */
export const sizesText = `
#ifndef _SIZE_T_DEFINED
#define _SIZE_T_DEFINED
#ifdef _WIN64
typedef unsigned __int64 size_t; typedef __int64 ptrdiff_t, intptr_t; typedef unsigned __int64 uintptr_t;
#else
typedef unsigned int size_t; typedef int ptrdiff_t, intptr_t; typedef unsigned int uintptr_t;
#endif
typedef unsigned short wchar_t, wint_t, wctype_t;
typedef size_t rsize_t; typedef int errno_t;
#ifndef NULL
#define NULL ((void *)0)
#endif
#endif
`;

/** What ntdef.h and winnt.h both have. */
export const sharedTypes = `${sizesText}${basetsdText}
#define VOID void
#define CONST const
#define FAR
#define NEAR
#define NTAPI __stdcall
#define WINAPI __stdcall
#define APIENTRY WINAPI
#define CALLBACK __stdcall
#define FASTCALL __fastcall
#define NTAPI_INLINE __stdcall
#define NTKERNELAPI
#define NTSYSAPI
#define NTSYSCALLAPI
#define NTHALAPI
#define NTSTRSAFEAPI static __inline
#define WINBASEAPI
#define DECLSPEC_IMPORT
#define DECLSPEC_EXPORT
#define DECLSPEC_NORETURN __declspec(noreturn)
#define DECLSPEC_NOINLINE __declspec(noinline)
#define DECLSPEC_ALIGN(n) __declspec(align(n))
#define DECLSPEC_CACHEALIGN DECLSPEC_ALIGN(64)
#define DECLSPEC_SELECTANY __declspec(selectany)
#define DECLSPEC_DEPRECATED
#define DECLSPEC_DEPRECATED_DDK
#define DECLSPEC_RESTRICT
#define DECLSPEC_ADDRSAFE
#define FORCEINLINE static __forceinline
#define CFORCEINLINE FORCEINLINE
#define CONST_VTBL
#define EXTERN_C extern
#define EXTERN_C_START
#define EXTERN_C_END
#define RESTRICTED_POINTER
#define UNALIGNED __unaligned
#ifdef _WIN64
#define POINTER_ALIGNMENT __declspec(align(8))
#define UNALIGNED64 __unaligned
#else
#define POINTER_ALIGNMENT
#define UNALIGNED64
#endif
#define _ANONYMOUS_UNION
#define _ANONYMOUS_STRUCT
#define DUMMYUNIONNAME
#define DUMMYUNIONNAME2
#define DUMMYSTRUCTNAME
#define DUMMYSTRUCTNAME2
#ifndef FALSE
#define FALSE 0
#endif
#ifndef TRUE
#define TRUE 1
#endif
#define ANYSIZE_ARRAY 1
typedef char CHAR, CCHAR, *PCHAR, *LPCH, *PCH, *PSTR, *LPSTR, *PNZCH, *PCCHAR; typedef const char *PCSTR, *LPCSTR, *LPCCH, *PCCH, *PCSZ, *PCNZCH; typedef CHAR *PSZ;
typedef signed char SCHAR, *PSCHAR; typedef short SHORT, *PSHORT, CSHORT; typedef long LONG, *PLONG, *LPLONG; typedef int INT, *PINT, *LPINT;
typedef unsigned char UCHAR, *PUCHAR, BOOLEAN, *PBOOLEAN, BYTE, *PBYTE, *LPBYTE, KIRQL, *PKIRQL; typedef const UCHAR *PCUCHAR; typedef unsigned short USHORT, *PUSHORT, WORD, *PWORD, *LPWORD, LANGID, SECURITY_DESCRIPTOR_CONTROL, *PSECURITY_DESCRIPTOR_CONTROL;
typedef unsigned long ULONG, *PULONG, DWORD, *PDWORD, *LPDWORD, LCID, *PLCID, CLONG, *PCLONG, LOGICAL, *PLOGICAL, ACCESS_MASK, *PACCESS_MASK, SECURITY_INFORMATION, *PSECURITY_INFORMATION; typedef unsigned int UINT, *PUINT, *LPUINT; typedef const ULONG *PCULONG; typedef const USHORT *PCUSHORT;
typedef wchar_t WCHAR, *PWCHAR, *LPWCH, *PWCH, *PWSTR, *LPWSTR, *NWPSTR, *PZZWSTR; typedef const wchar_t *PCWSTR, *LPCWSTR, *LPCWCH, *PCWCH, *PCWCHAR, *PCZZWSTR, *LPCUWSTR, *PCUWSTR; typedef PWSTR *PZPWSTR;
typedef __int64 LONGLONG, *PLONGLONG, USN; typedef unsigned __int64 ULONGLONG, *PULONGLONG, DWORDLONG, *PDWORDLONG; typedef ULONGLONG REGHANDLE, *PREGHANDLE;
typedef float FLOAT, *PFLOAT; typedef double DOUBLE; typedef int BOOL, *PBOOL, *LPBOOL;
typedef void *PVOID, *LPVOID, *HANDLE, *PSID, *PSECURITY_DESCRIPTOR, *PACCESS_TOKEN; typedef const void *PCVOID, *LPCVOID; typedef HANDLE *PHANDLE, *LPHANDLE;
typedef LONG NTSTATUS, *PNTSTATUS, HRESULT, KPRIORITY; typedef const NTSTATUS *PCNTSTATUS;
typedef ULONG_PTR KSPIN_LOCK, *PKSPIN_LOCK;
typedef BOOLEAN SECURITY_CONTEXT_TRACKING_MODE, *PSECURITY_CONTEXT_TRACKING_MODE;
typedef struct _SID_IDENTIFIER_AUTHORITY {UCHAR Value[6];} SID_IDENTIFIER_AUTHORITY, *PSID_IDENTIFIER_AUTHORITY;
typedef INT_PTR (__stdcall *FARPROC)(); typedef INT_PTR (__stdcall *NEARPROC)(); typedef INT_PTR (__stdcall *PROC)();
#define DECLARE_HANDLE(name) struct name##__ {int unused;}; typedef struct name##__ *name
`;

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
#define RTL_FIELD_TYPE(type, field) (((type *)0)->field)
#define C_ASSERT(e) typedef char __C_ASSERT__[(e) ? 1 : -1]
#define RtlPointerToOffset(B, P) ((ULONG)(((PCHAR)(P)) - ((PCHAR)(B))))
#define RtlOffsetToPointer(B, O) ((PCHAR)(((PCHAR)(B)) + ((ULONG_PTR)(O))))
#define TYPE_ALIGNMENT(t) __alignof(t)
#define PROBE_ALIGNMENT(t) TYPE_ALIGNMENT(ULONG)
#define ARGUMENT_PRESENT(A) ((CHAR *)((ULONG_PTR)(A)) != (CHAR *)0)
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

/** excpt.h: the intrinsics of the compiler by their public names. The old words for guarded regions are the kernel's. */
export const excptText = `
#define EXCEPTION_EXECUTE_HANDLER 1
#define EXCEPTION_CONTINUE_SEARCH 0
#define EXCEPTION_CONTINUE_EXECUTION (-1)
#define GetExceptionCode _exception_code
#define exception_code _exception_code
#define GetExceptionInformation() ((struct _EXCEPTION_POINTERS *)_exception_info())
#define exception_info() ((struct _EXCEPTION_POINTERS *)_exception_info())
#define AbnormalTermination _abnormal_termination
#define abnormal_termination _abnormal_termination
#define try __try
#define except __except
#define finally __finally
#ifdef _KERNEL_MODE
#define leave __leave
#endif
`;

/** intrin.h: what the machine models of it under the names of the compiler. */
export const intrinText = `
#define __nop() ((void)0)
#define _ReadWriteBarrier() ((void)0)
#define __stosb(d, v, n) ((void)memset(d, v, n))
#define __movsb(d, s, n) ((void)memcpy(d, s, n))
`;
