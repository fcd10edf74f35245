/** What the headers of the C library have besides its functions. */

/** stdarg.h and vadefs.h: the compiler's own, by their public names. */
export const stdargText = `
typedef char *va_list;
#define va_start __va_start
#define va_arg __va_arg
#define va_end __va_end
#define va_copy __va_copy
`;

/** stddef.h behind size_t. */
export const stddefText = `
#ifndef offsetof
#define offsetof(type, member) ((size_t)&(((type *)0)->member))
#endif
typedef double max_align_t;
`;

/** stdio.h in front of its functions. A FILE is as long as a pointer. */
export const stdioText = `
typedef struct _iobuf {void *_Placeholder;} FILE; typedef __int64 fpos_t;
#define stdin (__acrt_iob_func(0))
#define stdout (__acrt_iob_func(1))
#define stderr (__acrt_iob_func(2))
#define EOF (-1)
#define WEOF ((wint_t)0xFFFF)
#define BUFSIZ 512
#define FILENAME_MAX 260
#define FOPEN_MAX 20
#define L_tmpnam 260
#define TMP_MAX 0x7fffffff
#define _IOFBF 0x0000
#define _IOLBF 0x0040
#define _IONBF 0x0004
#define SEEK_CUR 1
#define SEEK_END 2
#define SEEK_SET 0
`;

/** stdlib.h in front of its functions. */
export const stdlibText = `
typedef struct _div_t {int quot, rem;} div_t; typedef struct _ldiv_t {long quot, rem;} ldiv_t; typedef struct _lldiv_t {__int64 quot, rem;} lldiv_t;
typedef int (*_onexit_t)(void); typedef void (*_invalid_parameter_handler)(const wchar_t *, const wchar_t *, const wchar_t *, unsigned, uintptr_t);
#define EXIT_SUCCESS 0
#define EXIT_FAILURE 1
#define RAND_MAX 0x7fff
#define MB_CUR_MAX 1
#define _MAX_PATH 260
#define _MAX_DRIVE 3
#define _MAX_DIR 256
#define _MAX_FNAME 256
#define _MAX_EXT 256
#define _countof(array) (sizeof(array) / sizeof((array)[0]))
#ifdef _CRT_DECLARE_MINMAX
#define __max(a, b) (((a) > (b)) ? (a) : (b))
#endif
#ifndef __max
#define __max(a, b) (((a) > (b)) ? (a) : (b))
#define __min(a, b) (((a) < (b)) ? (a) : (b))
#endif
#ifndef NOMINMAX
#ifndef max
#define max(a, b) (((a) > (b)) ? (a) : (b))
#endif
#ifndef min
#define min(a, b) (((a) < (b)) ? (a) : (b))
#endif
#endif
`;

/** Names of the C library without the underscore that MSVC puts in front of them. */
export const oldNames =
  'strdup stricmp strnicmp strlwr strupr strrev strset strnset wcsdup wcsicmp wcsnicmp wcslwr wcsupr wcsrev memicmp memccpy itoa ltoa ultoa strcmpi swab fileno'.split(
    ' ',
  );

/** math.h in front of its functions. */
export const mathText = `
typedef float float_t; typedef double double_t;
#define HUGE_VAL ((double)(1e+300 * 1e+300))
#define HUGE_VALF ((float)HUGE_VAL)
#define HUGE_VALL HUGE_VAL
#define INFINITY ((float)(1e+300 * 1e+300))
#define NAN (-(float)(INFINITY * 0.0F))
#define FP_INFINITE 1
#define FP_NAN 2
#define FP_NORMAL (-1)
#define FP_SUBNORMAL (-2)
#define FP_ZERO 0
#define FP_ILOGB0 (-0x7fffffff - 1)
#define FP_ILOGBNAN 0x7fffffff
#define MATH_ERRNO 1
#define MATH_ERREXCEPT 2
#define math_errhandling (MATH_ERRNO | MATH_ERREXCEPT)
#ifdef _USE_MATH_DEFINES
#define M_E 2.71828182845904523536
#define M_LOG2E 1.44269504088896340736
#define M_LOG10E 0.434294481903251827651
#define M_LN2 0.693147180559945309417
#define M_LN10 2.30258509299404568402
#define M_PI 3.14159265358979323846
#define M_PI_2 1.57079632679489661923
#define M_PI_4 0.785398163397448309616
#define M_1_PI 0.318309886183790671538
#define M_2_PI 0.636619772367581343076
#define M_2_SQRTPI 1.12837916709551257390
#define M_SQRT2 1.41421356237309504880
#define M_SQRT1_2 0.707106781186547524401
#endif
`;

/** math.h behind its functions: the classification macros, of what argument ever. */
export const mathMacros = `
#define isnan(x) ((x) != (x))
#define isinf(x) ((x) == HUGE_VAL || (x) == -HUGE_VAL)
#define isfinite(x) ((x) - (x) == 0)
#define signbit(x) (_copysign(1.0, (x)) < 0)
#define isgreater(x, y) ((x) > (y))
#define isgreaterequal(x, y) ((x) >= (y))
#define isless(x, y) ((x) < (y))
#define islessequal(x, y) ((x) <= (y))
#define islessgreater(x, y) ((x) < (y) || (x) > (y))
#define isunordered(x, y) ((x) != (x) || (y) != (y))
#define isnormal(x) (isfinite(x) && ((x) >= (sizeof(x) == 4 ? 1.175494351e-38 : 2.2250738585072014e-308) || (x) <= -(sizeof(x) == 4 ? 1.175494351e-38 : 2.2250738585072014e-308)))
#define fpclassify(x) ((x) != (x) ? FP_NAN : isinf(x) ? FP_INFINITE : (x) == 0 ? FP_ZERO : isnormal(x) ? FP_NORMAL : FP_SUBNORMAL)
`;

/** errno.h: MSVC's numbers. */
export function errnoText(): string {
  const first =
    'EPERM ENOENT ESRCH EINTR EIO ENXIO E2BIG ENOEXEC EBADF ECHILD EAGAIN ENOMEM EACCES EFAULT - EBUSY EEXIST EXDEV ENODEV ENOTDIR EISDIR EINVAL ENFILE EMFILE ENOTTY - EFBIG ENOSPC ESPIPE EROFS EMLINK EPIPE EDOM ERANGE - EDEADLK - ENAMETOOLONG ENOLCK ENOSYS ENOTEMPTY EILSEQ';
  const later =
    'EADDRINUSE EADDRNOTAVAIL EAFNOSUPPORT EALREADY EBADMSG ECANCELED ECONNABORTED ECONNREFUSED ECONNRESET EDESTADDRREQ EHOSTUNREACH EIDRM EINPROGRESS EISCONN ELOOP EMSGSIZE ENETDOWN ENETRESET ENETUNREACH ENOBUFS ENODATA ENOLINK ENOMSG ENOPROTOOPT ENOSR ENOSTR ENOTCONN ENOTRECOVERABLE ENOTSOCK ENOTSUP EOPNOTSUPP EOTHER EOVERFLOW EOWNERDEAD EPROTO EPROTONOSUPPORT EPROTOTYPE ETIME ETIMEDOUT ETXTBSY EWOULDBLOCK';
  const lines = (names: string, from: number) =>
    names.split(' ').flatMap((name, at) => (name === '-' ? [] : [`#define ${name} ${from + at}`]));
  return [
    '#define errno (*_errno())',
    ...lines(first, 1),
    '#define EDEADLOCK EDEADLK',
    '#define STRUNCATE 80',
    ...lines(later, 100),
  ].join('\n');
}

/** assert.h, which may be included again with another NDEBUG. */
export const assertText = `
#undef assert
#ifdef NDEBUG
#define assert(e) ((void)0)
#else
#define __IRQLAB_WIDE(s) L##s
#define _CRT_WIDE(s) __IRQLAB_WIDE(s)
#define assert(e) ((void)((!!(e)) || (_wassert(_CRT_WIDE(#e), _CRT_WIDE(__FILE__), (unsigned)(__LINE__)), 0)))
#endif
#ifndef static_assert
#define static_assert _Static_assert
#endif
`;

/** setjmp.h: the compiler knows setjmp; the buffer is as long as MSVC's. */
export const setjmpText = `
#ifdef _WIN64
typedef struct __declspec(align(16)) _SETJMP_FLOAT128 {unsigned __int64 Part[2];} _SETJMP_FLOAT128; typedef _SETJMP_FLOAT128 _JBTYPE; typedef _JBTYPE jmp_buf[16];
#else
typedef int _JBTYPE; typedef _JBTYPE jmp_buf[16];
#endif
int setjmp(jmp_buf buffer);
__declspec(noreturn) void longjmp(jmp_buf buffer, int value);
#define _setjmp setjmp
#define _setjmpex setjmp
#define setjmpex setjmp
`;

/** time.h in front of its functions. */
export const timeText = `
typedef long clock_t; typedef __int64 __time64_t; typedef long __time32_t;
#ifdef _USE_32BIT_TIME_T
typedef __time32_t time_t;
#else
typedef __time64_t time_t;
#endif
#define CLOCKS_PER_SEC ((clock_t)1000)
#define CLK_TCK CLOCKS_PER_SEC
#define TIME_UTC 1
struct tm {int tm_sec, tm_min, tm_hour, tm_mday, tm_mon, tm_year, tm_wday, tm_yday, tm_isdst;}; struct timespec {time_t tv_sec; long tv_nsec;};
`;

/** signal.h in front of its functions. */
export const signalText = `
typedef int sig_atomic_t; typedef void (*_crt_signal_t)(int);
#define SIGINT 2
#define SIGILL 4
#define SIGFPE 8
#define SIGSEGV 11
#define SIGTERM 15
#define SIGBREAK 21
#define SIGABRT 22
#define SIGABRT_COMPAT 6
#define SIG_DFL ((_crt_signal_t)0)
#define SIG_IGN ((_crt_signal_t)1)
#define SIG_GET ((_crt_signal_t)2)
#define SIG_SGE ((_crt_signal_t)3)
#define SIG_ACK ((_crt_signal_t)4)
#define SIG_ERR ((_crt_signal_t)-1)
`;

/** locale.h in front of its functions. */
export const localeText = `
#define LC_ALL 0
#define LC_COLLATE 1
#define LC_CTYPE 2
#define LC_MONETARY 3
#define LC_NUMERIC 4
#define LC_TIME 5
`;

/** ctype.h: the classes of characters. */
export const ctypeText = `
#define _UPPER 0x01
#define _LOWER 0x02
#define _DIGIT 0x04
#define _SPACE 0x08
#define _PUNCT 0x10
#define _CONTROL 0x20
#define _BLANK 0x40
#define _HEX 0x80
#define _ALPHA (0x0100 | _UPPER | _LOWER)
`;

/** stdbool.h. */
export const stdboolText = `
#define bool _Bool
#define true 1
#define false 0
#define __bool_true_false_are_defined 1
`;

/** sys/types.h behind time_t. */
export const systemTypesText = `
typedef unsigned short _ino_t, ino_t; typedef unsigned int _dev_t, dev_t; typedef long _off_t, off_t;
`;

/** uchar.h. */
export const ucharText = `
typedef unsigned short char16_t; typedef unsigned int char32_t;
`;

/** iso646.h. */
export const iso646Text = `
#define and &&
#define and_eq &=
#define bitand &
#define bitor |
#define compl ~
#define not !
#define not_eq !=
#define or ||
#define or_eq |=
#define xor ^
#define xor_eq ^=
`;

/** crtdbg.h of a program that is built without the debug library. */
export const crtdbgText = `
typedef void *_HFILE;
#define _CRT_WARN 0
#define _CRT_ERROR 1
#define _CRT_ASSERT 2
#define _ASSERT(e) ((void)0)
#define _ASSERTE(e) ((void)0)
#define _ASSERT_EXPR(e, m) ((void)0)
#define _RPT0(t, m) ((void)0)
#define _RPT1(t, m, a) ((void)0)
#define _RPT2(t, m, a, b) ((void)0)
#define _CrtSetReportMode(t, m) ((int)0)
#define _CrtSetReportFile(t, f) ((_HFILE)0)
#define _CrtSetDbgFlag(f) ((int)0)
#define _CrtDumpMemoryLeaks() ((int)0)
#define _CrtCheckMemory() ((int)1)
#define _CrtSetBreakAlloc(a) ((long)0)
#define _CrtMemCheckpoint(s) ((void)0)
#define _CrtMemDifference(d, a, b) ((int)0)
#define _CrtMemDumpAllObjectsSince(s) ((void)0)
#define _CrtMemDumpStatistics(s) ((void)0)
#define _CrtIsValidHeapPointer(p) ((int)1)
#define _malloc_dbg(s, t, f, l) malloc(s)
#define _calloc_dbg(c, s, t, f, l) calloc(c, s)
#define _realloc_dbg(p, s, t, f, l) realloc(p, s)
#define _free_dbg(p, t) free(p)
#define _msize_dbg(p, t) _msize(p)
#define _strdup_dbg(s, t, f, l) _strdup(s)
#define _NORMAL_BLOCK 1
#define _CLIENT_BLOCK 4
#define _CRTDBG_REPORT_FLAG (-1)
#define _CRTDBG_CHECK_ALWAYS_DF 4
#define _CRTDBG_DELAY_FREE_MEM_DF 2
#define _CRTDBG_FILE_STDOUT ((_HFILE)(intptr_t)-4)
#define _CRTDBG_FILE_STDERR ((_HFILE)(intptr_t)-5)
typedef struct _CrtMemState { void *pBlockHeader; size_t lCounts[5]; size_t lSizes[5]; size_t lHighCount; size_t lTotalCount; } _CrtMemState;
#define _CRTDBG_ALLOC_MEM_DF 1
#define _CRTDBG_LEAK_CHECK_DF 0x20
#define _CRTDBG_MODE_FILE 1
#define _CRTDBG_MODE_DEBUG 2
`;

/** fcntl.h: the modes of files by number, of which the standard streams take those of text. */
export const fcntlText = `
#define _O_RDONLY 0
#define _O_WRONLY 1
#define _O_RDWR 2
#define _O_APPEND 8
#define _O_CREAT 0x100
#define _O_TRUNC 0x200
#define _O_EXCL 0x400
#define _O_TEXT 0x4000
#define _O_BINARY 0x8000
#define _O_WTEXT 0x10000
#define _O_U16TEXT 0x20000
#define _O_U8TEXT 0x40000
#define O_RDONLY _O_RDONLY
#define O_WRONLY _O_WRONLY
#define O_RDWR _O_RDWR
#define O_APPEND _O_APPEND
#define O_CREAT _O_CREAT
#define O_TRUNC _O_TRUNC
#define O_EXCL _O_EXCL
#define O_TEXT _O_TEXT
#define O_BINARY _O_BINARY
`;
