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
#define _CRTIMP
#define _ACRTIMP
#define _TRUNCATE ((size_t)-1)
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
#define CDECL __cdecl
#define WINAPIV __cdecl
#define PASCAL __stdcall
#define APIPRIVATE __stdcall
#define STDMETHODCALLTYPE __stdcall
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

/** The intrinsics of the compiler by their public names: what windows.h has of excpt.h. */
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
`;

/**
 * The words of excpt.h for guarded regions. A program gets them from excpt.h alone, and never `leave`: they are
 * names that programs have.
 */
export const guardedWords = `
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
static __forceinline void __stosw(unsigned short *d, unsigned short v, size_t n) { while (n--) *d++ = v; }
static __forceinline void __stosd(unsigned long *d, unsigned long v, size_t n) { while (n--) *d++ = v; }
static __forceinline void __movsw(unsigned short *d, const unsigned short *s, size_t n) { while (n--) *d++ = *s++; }
static __forceinline void __movsd(unsigned long *d, const unsigned long *s, size_t n) { while (n--) *d++ = *s++; }
#ifdef _WIN64
static __forceinline void __stosq(unsigned __int64 *d, unsigned __int64 v, size_t n) { while (n--) *d++ = v; }
static __forceinline void __movsq(unsigned __int64 *d, const unsigned __int64 *s, size_t n) { while (n--) *d++ = *s++; }
#define __faststorefence() ((void)0)
#endif
#define _mm_mfence() ((void)0)
#define _mm_lfence() ((void)0)
#define _mm_sfence() ((void)0)
`;
