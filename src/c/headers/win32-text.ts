/** What the headers of the Windows SDK have besides types, constants and routines. */

/** winnt.h and minwindef.h in front of their types. */
export const winntTypesText = `
typedef UINT_PTR WPARAM; typedef LONG_PTR LPARAM, LRESULT; typedef WORD ATOM, *LPATOM; typedef DWORD COLORREF, *LPCOLORREF;
DECLARE_HANDLE(HINSTANCE); typedef HINSTANCE HMODULE; DECLARE_HANDLE(HWND); DECLARE_HANDLE(HKEY); DECLARE_HANDLE(HDC); DECLARE_HANDLE(HICON);
typedef HANDLE HGLOBAL, HLOCAL, GLOBALHANDLE, LOCALHANDLE; typedef HKEY *PHKEY; typedef LONG LSTATUS; typedef struct _OVERLAPPED *LPOVERLAPPED;
`;

/** winnt.h, minwindef.h and winbase.h behind their types. */
export const winntText = `
typedef RTL_SRWLOCK SRWLOCK, *PSRWLOCK; typedef RTL_CONDITION_VARIABLE CONDITION_VARIABLE, *PCONDITION_VARIABLE; typedef CRITICAL_SECTION *LPCRITICAL_SECTION;
typedef SECURITY_ATTRIBUTES *LPSECURITY_ATTRIBUTES; typedef PROCESS_HEAP_ENTRY *LPPROCESS_HEAP_ENTRY; typedef HEAP_SUMMARY *LPHEAP_SUMMARY;
typedef SYSTEM_INFO *LPSYSTEM_INFO; typedef FILETIME *LPFILETIME; typedef SYSTEMTIME *LPSYSTEMTIME; typedef MEMORYSTATUSEX *LPMEMORYSTATUSEX; typedef PROCESS_INFORMATION *LPPROCESS_INFORMATION;
typedef STARTUPINFOA *LPSTARTUPINFOA; typedef STARTUPINFOW *LPSTARTUPINFOW; typedef OSVERSIONINFOA *LPOSVERSIONINFOA; typedef OSVERSIONINFOW *LPOSVERSIONINFOW; typedef CONTEXT *LPCONTEXT; typedef EXCEPTION_POINTERS *LPEXCEPTION_POINTERS; typedef EXCEPTION_RECORD *LPEXCEPTION_RECORD; typedef WIN32_FIND_DATAA *LPWIN32_FIND_DATAA; typedef WIN32_FIND_DATAW *LPWIN32_FIND_DATAW;
typedef INIT_ONCE *LPINIT_ONCE; typedef void (__stdcall *PTIMERAPCROUTINE)(LPVOID, DWORD, DWORD);
#define RTL_SRWLOCK_INIT {0}
#define SRWLOCK_INIT RTL_SRWLOCK_INIT
#define RTL_CONDITION_VARIABLE_INIT {0}
#define CONDITION_VARIABLE_INIT RTL_CONDITION_VARIABLE_INIT
#define CONDITION_VARIABLE_LOCKMODE_SHARED 0x1
#define INIT_ONCE_STATIC_INIT RTL_RUN_ONCE_INIT
#define INIT_ONCE_CHECK_ONLY 0x1
#define INIT_ONCE_ASYNC 0x2
#define INIT_ONCE_INIT_FAILED 0x4
#define INIT_ONCE_CTX_RESERVED_BITS 2
#define TIMER_QUERY_STATE 0x1
#define TIMER_MODIFY_STATE 0x2
#define TIMER_ALL_ACCESS 0x1F0003
#define INVALID_HANDLE_VALUE ((HANDLE)(LONG_PTR)-1)
#define LOBYTE(w) ((BYTE)(((DWORD_PTR)(w)) & 0xff))
#define HIBYTE(w) ((BYTE)((((DWORD_PTR)(w)) >> 8) & 0xff))
#define LOWORD(l) ((WORD)(((DWORD_PTR)(l)) & 0xffff))
#define HIWORD(l) ((WORD)((((DWORD_PTR)(l)) >> 16) & 0xffff))
#define MAKEWORD(a, b) ((WORD)(((BYTE)(((DWORD_PTR)(a)) & 0xff)) | ((WORD)((BYTE)(((DWORD_PTR)(b)) & 0xff))) << 8))
#define MAKELONG(a, b) ((LONG)(((WORD)(((DWORD_PTR)(a)) & 0xffff)) | ((DWORD)((WORD)(((DWORD_PTR)(b)) & 0xffff))) << 16))
#define ZeroMemory RtlZeroMemory
#define CopyMemory RtlCopyMemory
#define MoveMemory RtlMoveMemory
#define FillMemory RtlFillMemory
#define SecureZeroMemory RtlSecureZeroMemory
#define HasOverlappedIoCompleted(o) (((DWORD)(o)->Internal) != STATUS_PENDING)
#define GlobalDiscard(h) GlobalReAlloc((h), 0, GMEM_MOVEABLE)
#define LocalDiscard(h) LocalReAlloc((h), 0, LMEM_MOVEABLE)
#define GetExceptionCode _exception_code
#define MAXCHAR 0x7f
#define VER_PLATFORM_WIN32_NT 2
#define MINCHAR 0x80
#define MINSHORT 0x8000
#define MAXBYTE 0xff
#define MAXWORD 0xffff
#define MAXDWORD 0xffffffff
#define MAXDWORD64 MAXULONG64
#define NT_TIB_SELF 0
#define UNICODE_NULL ((WCHAR)0)
#ifdef UNICODE
typedef STARTUPINFOW STARTUPINFO, *LPSTARTUPINFO; typedef OSVERSIONINFOW OSVERSIONINFO, *LPOSVERSIONINFO; typedef OSVERSIONINFOEXW OSVERSIONINFOEX; typedef WIN32_FIND_DATAW WIN32_FIND_DATA, *LPWIN32_FIND_DATA;
typedef WCHAR TCHAR, *PTCHAR, TBYTE; typedef LPWSTR LPTSTR, PTSTR; typedef LPCWSTR LPCTSTR, PCTSTR;
#define TEXT(q) __TEXT(q)
#else
typedef STARTUPINFOA STARTUPINFO, *LPSTARTUPINFO; typedef OSVERSIONINFOA OSVERSIONINFO, *LPOSVERSIONINFO; typedef WIN32_FIND_DATAA WIN32_FIND_DATA, *LPWIN32_FIND_DATA;
typedef char TCHAR, *PTCHAR; typedef unsigned char TBYTE; typedef LPSTR LPTSTR, PTSTR; typedef LPCSTR LPCTSTR, PCTSTR;
#define TEXT(q) q
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

/** winerror.h besides the codes. */
export const winerrorText = `
#define SUCCEEDED(hr) (((HRESULT)(hr)) >= 0)
#define FAILED(hr) (((HRESULT)(hr)) < 0)
#define IS_ERROR(s) (((unsigned long)(s)) >> 31 == 1)
#define HRESULT_CODE(hr) ((hr) & 0xFFFF)
#define SCODE_CODE(sc) ((sc) & 0xFFFF)
#define HRESULT_FACILITY(hr) (((hr) >> 16) & 0x1fff)
#define HRESULT_SEVERITY(hr) (((hr) >> 31) & 0x1)
#define MAKE_HRESULT(sev, fac, code) ((HRESULT)(((unsigned long)(sev) << 31) | ((unsigned long)(fac) << 16) | ((unsigned long)(code))))
#define __HRESULT_FROM_WIN32(x) ((HRESULT)(x) <= 0 ? ((HRESULT)(x)) : ((HRESULT)(((x) & 0x0000FFFF) | (7 << 16) | 0x80000000)))
#define HRESULT_FROM_WIN32(x) __HRESULT_FROM_WIN32(x)
#define HRESULT_FROM_NT(x) ((HRESULT)((x) | 0x10000000))
#define FACILITY_NT_BIT 0x10000000
#define FACILITY_WIN32 7
#define FACILITY_NULL 0
#define FACILITY_ITF 4
#define SEVERITY_SUCCESS 0
#define SEVERITY_ERROR 1
`;

/** tchar.h: the generic names of the C library. */
export function tcharText(): string {
  const rows: readonly (readonly [string, string, string])[] = [
    ['_tprintf', 'printf', 'wprintf'],
    ['_ftprintf', 'fprintf', 'fwprintf'],
    ['_stprintf', 'sprintf', '_swprintf'],
    ['_stprintf_s', 'sprintf_s', 'swprintf_s'],
    ['_sntprintf', '_snprintf', '_snwprintf'],
    ['_sntprintf_s', '_snprintf_s', '_snwprintf_s'],
    ['_vtprintf', 'vprintf', 'vwprintf'],
    ['_vftprintf', 'vfprintf', 'vfwprintf'],
    ['_vstprintf', 'vsprintf', '_vswprintf'],
    ['_vstprintf_s', 'vsprintf_s', 'vswprintf_s'],
    ['_vsntprintf', '_vsnprintf', '_vsnwprintf'],
    ['_putts', 'puts', '_putws'],
    ['_fputts', 'fputs', 'fputws'],
    ['_fgetts', 'fgets', 'fgetws'],
    ['_stscanf', 'sscanf', 'swscanf'],
    ['_tcslen', 'strlen', 'wcslen'],
    ['_tcsnlen', 'strnlen', 'wcsnlen'],
    ['_tcscpy', 'strcpy', 'wcscpy'],
    ['_tcscpy_s', 'strcpy_s', 'wcscpy_s'],
    ['_tcsncpy', 'strncpy', 'wcsncpy'],
    ['_tcsncpy_s', 'strncpy_s', 'wcsncpy_s'],
    ['_tcscat', 'strcat', 'wcscat'],
    ['_tcscat_s', 'strcat_s', 'wcscat_s'],
    ['_tcsncat', 'strncat', 'wcsncat'],
    ['_tcscmp', 'strcmp', 'wcscmp'],
    ['_tcsncmp', 'strncmp', 'wcsncmp'],
    ['_tcsicmp', '_stricmp', '_wcsicmp'],
    ['_tcsnicmp', '_strnicmp', '_wcsnicmp'],
    ['_tcschr', 'strchr', 'wcschr'],
    ['_tcsrchr', 'strrchr', 'wcsrchr'],
    ['_tcsstr', 'strstr', 'wcsstr'],
    ['_tcstok', 'strtok', 'wcstok'],
    ['_tcsdup', '_strdup', '_wcsdup'],
    ['_tcslwr', '_strlwr', '_wcslwr'],
    ['_tcsupr', '_strupr', '_wcsupr'],
    ['_tcstol', 'strtol', 'wcstol'],
    ['_tcstoul', 'strtoul', 'wcstoul'],
    ['_ttoi', 'atoi', '_wtoi'],
    ['_ttol', 'atol', '_wtol'],
    ['_itot', '_itoa', '_itow'],
    ['_totupper', 'toupper', 'towupper'],
    ['_totlower', 'tolower', 'towlower'],
    ['_istalpha', 'isalpha', 'iswalpha'],
    ['_istdigit', 'isdigit', 'iswdigit'],
    ['_istspace', 'isspace', 'iswspace'],
    ['_istupper', 'isupper', 'iswupper'],
    ['_tmain', 'main', 'wmain'],
    ['_tWinMain', 'WinMain', 'wWinMain'],
  ];
  const defines = (at: 1 | 2) => rows.map((row) => `#define ${row[0]} ${row[at]}`).join('\n');
  return `#ifdef _UNICODE
${defines(2)}
typedef wchar_t _TCHAR, _TSCHAR, _TUCHAR, _TXCHAR; typedef wint_t _TINT;
#define __T(x) L##x
#else
${defines(1)}
typedef char _TCHAR; typedef signed char _TSCHAR; typedef unsigned char _TUCHAR, _TXCHAR; typedef int _TINT;
#define __T(x) x
#endif
#ifndef _TCHAR_DEFINED
#define _TCHAR_DEFINED
#ifndef _WINNT_
typedef _TCHAR TCHAR;
#endif
#endif
#define _T(x) __T(x)
#define _TEXT(x) __T(x)
`;
}

/** webservices.h in front of its types. */
export const webservicesTypesText = `
typedef struct WS_HEAP WS_HEAP; typedef struct WS_ERROR WS_ERROR; typedef struct WS_XML_BUFFER WS_XML_BUFFER; typedef struct WS_XML_BUFFER_PROPERTY WS_XML_BUFFER_PROPERTY;
`;

/** strsafe.h in front of its functions. */
export const strsafeText = `
#define STRSAFE_MAX_CCH 2147483647
#define STRSAFE_MAX_LENGTH (STRSAFE_MAX_CCH - 1)
#define STRSAFE_IGNORE_NULLS 0x00000100
#define STRSAFE_FILL_BEHIND_NULL 0x00000200
#define STRSAFE_FILL_ON_FAILURE 0x00000400
#define STRSAFE_NULL_ON_FAILURE 0x00000800
#define STRSAFE_NO_TRUNCATION 0x00001000
#define STRSAFE_E_INSUFFICIENT_BUFFER ((HRESULT)0x8007007AL)
#define STRSAFE_E_INVALID_PARAMETER ((HRESULT)0x80070057L)
#define STRSAFE_E_END_OF_FILE ((HRESULT)0x80070026L)
typedef char *STRSAFE_LPSTR; typedef const char *STRSAFE_LPCSTR, *STRSAFE_PCNZCH; typedef wchar_t *STRSAFE_LPWSTR; typedef const wchar_t *STRSAFE_LPCWSTR, *STRSAFE_PCNZWCH;
`;

/** winnls.h, wincon.h, winsvc.h and timezoneapi.h: what no fact has. */
export const windowsText = `
#define MB_OK 0x00000000L
#define MB_OKCANCEL 0x00000001L
#define MB_ABORTRETRYIGNORE 0x00000002L
#define MB_YESNOCANCEL 0x00000003L
#define MB_YESNO 0x00000004L
#define MB_RETRYCANCEL 0x00000005L
#define MB_CANCELTRYCONTINUE 0x00000006L
#define MB_ICONHAND 0x00000010L
#define MB_ICONQUESTION 0x00000020L
#define MB_ICONEXCLAMATION 0x00000030L
#define MB_ICONASTERISK 0x00000040L
#define MB_ICONERROR MB_ICONHAND
#define MB_ICONSTOP MB_ICONHAND
#define MB_ICONWARNING MB_ICONEXCLAMATION
#define MB_ICONINFORMATION MB_ICONASTERISK
#define IDOK 1
#define IDCANCEL 2
#define IDABORT 3
#define IDRETRY 4
#define IDIGNORE 5
#define IDYES 6
#define IDNO 7
#define CSTR_LESS_THAN 1
#define CSTR_EQUAL 2
#define CSTR_GREATER_THAN 3
#define GET_MODULE_HANDLE_EX_FLAG_PIN 0x1
#define GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT 0x2
#define GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS 0x4
#define CRITICAL_SECTION_NO_DEBUG_INFO 0x01000000
#define PF_FLOATING_POINT_PRECISION_ERRATA 0
#define PF_FLOATING_POINT_EMULATED 1
#define PF_COMPARE_EXCHANGE_DOUBLE 2
#define PF_MMX_INSTRUCTIONS_AVAILABLE 3
#define PF_XMMI_INSTRUCTIONS_AVAILABLE 6
#define PF_3DNOW_INSTRUCTIONS_AVAILABLE 7
#define PF_RDTSC_INSTRUCTION_AVAILABLE 8
#define PF_PAE_ENABLED 9
#define PF_XMMI64_INSTRUCTIONS_AVAILABLE 10
#define PF_NX_ENABLED 12
#define PF_SSE3_INSTRUCTIONS_AVAILABLE 13
#define PF_COMPARE_EXCHANGE128 14
#define PF_XSAVE_ENABLED 17
#define PF_FASTFAIL_AVAILABLE 23
#define TIMERR_NOERROR 0
typedef UINT MMRESULT;
#define CP_ACP 0
#define CP_OEMCP 1
#define CP_MACCP 2
#define CP_THREAD_ACP 3
#define CP_SYMBOL 42
#define CP_UTF7 65000
#define CP_UTF8 65001
#define MB_PRECOMPOSED 0x1
#define MB_COMPOSITE 0x2
#define MB_USEGLYPHCHARS 0x4
#define MB_ERR_INVALID_CHARS 0x8
#define WC_DISCARDNS 0x10
#define WC_SEPCHARS 0x20
#define WC_DEFAULTCHAR 0x40
#define WC_ERR_INVALID_CHARS 0x80
#define WC_COMPOSITECHECK 0x200
#define WC_NO_BEST_FIT_CHARS 0x400
#define FOREGROUND_BLUE 0x1
#define FOREGROUND_GREEN 0x2
#define FOREGROUND_RED 0x4
#define FOREGROUND_INTENSITY 0x8
#define BACKGROUND_BLUE 0x10
#define BACKGROUND_GREEN 0x20
#define BACKGROUND_RED 0x40
#define BACKGROUND_INTENSITY 0x80
#define ENABLE_PROCESSED_INPUT 0x1
#define ENABLE_LINE_INPUT 0x2
#define ENABLE_ECHO_INPUT 0x4
#define ENABLE_WINDOW_INPUT 0x8
#define ENABLE_MOUSE_INPUT 0x10
#define ENABLE_PROCESSED_OUTPUT 0x1
#define ENABLE_WRAP_AT_EOL_OUTPUT 0x2
#define ENABLE_VIRTUAL_TERMINAL_PROCESSING 0x4
#define CTRL_C_EVENT 0
#define CTRL_BREAK_EVENT 1
#define CTRL_CLOSE_EVENT 2
typedef struct _COORD {SHORT X, Y;} COORD, *PCOORD; typedef struct _SMALL_RECT {SHORT Left, Top, Right, Bottom;} SMALL_RECT, *PSMALL_RECT;
typedef struct _CONSOLE_SCREEN_BUFFER_INFO {COORD dwSize, dwCursorPosition; WORD wAttributes; SMALL_RECT srWindow; COORD dwMaximumWindowSize;} CONSOLE_SCREEN_BUFFER_INFO, *PCONSOLE_SCREEN_BUFFER_INFO;
typedef struct _TIME_ZONE_INFORMATION {LONG Bias; WCHAR StandardName[32]; SYSTEMTIME StandardDate; LONG StandardBias; WCHAR DaylightName[32]; SYSTEMTIME DaylightDate; LONG DaylightBias;} TIME_ZONE_INFORMATION, *PTIME_ZONE_INFORMATION, *LPTIME_ZONE_INFORMATION;
#define TIME_ZONE_ID_UNKNOWN 0
#define TIME_ZONE_ID_STANDARD 1
#define TIME_ZONE_ID_DAYLIGHT 2
#define LOAD_WITH_ALTERED_SEARCH_PATH 0x8
#define MAX_COMPUTERNAME_LENGTH 15
typedef ACCESS_MASK REGSAM;
#define HKEY_CLASSES_ROOT ((HKEY)(ULONG_PTR)((LONG)0x80000000))
#define HKEY_CURRENT_USER ((HKEY)(ULONG_PTR)((LONG)0x80000001))
#define HKEY_LOCAL_MACHINE ((HKEY)(ULONG_PTR)((LONG)0x80000002))
#define HKEY_USERS ((HKEY)(ULONG_PTR)((LONG)0x80000003))
#define HKEY_PERFORMANCE_DATA ((HKEY)(ULONG_PTR)((LONG)0x80000004))
#define HKEY_CURRENT_CONFIG ((HKEY)(ULONG_PTR)((LONG)0x80000005))
#define RRF_RT_REG_NONE 0x1
#define RRF_RT_REG_SZ 0x2
#define RRF_RT_REG_EXPAND_SZ 0x4
#define RRF_RT_REG_BINARY 0x8
#define RRF_RT_REG_DWORD 0x10
#define RRF_RT_REG_MULTI_SZ 0x20
#define RRF_RT_REG_QWORD 0x40
#define RRF_RT_DWORD (RRF_RT_REG_BINARY | RRF_RT_REG_DWORD)
#define RRF_RT_QWORD (RRF_RT_REG_BINARY | RRF_RT_REG_QWORD)
#define RRF_RT_ANY 0xffff
#define RRF_NOEXPAND 0x10000000
#define RRF_ZEROONFAILURE 0x20000000
DECLARE_HANDLE(SC_HANDLE); typedef SC_HANDLE *LPSC_HANDLE;
typedef struct _SERVICE_STATUS {DWORD dwServiceType, dwCurrentState, dwControlsAccepted, dwWin32ExitCode, dwServiceSpecificExitCode, dwCheckPoint, dwWaitHint;} SERVICE_STATUS, *LPSERVICE_STATUS;
typedef struct _SERVICE_STATUS_PROCESS {DWORD dwServiceType, dwCurrentState, dwControlsAccepted, dwWin32ExitCode, dwServiceSpecificExitCode, dwCheckPoint, dwWaitHint, dwProcessId, dwServiceFlags;} SERVICE_STATUS_PROCESS, *LPSERVICE_STATUS_PROCESS;
typedef enum _SC_STATUS_TYPE {SC_STATUS_PROCESS_INFO = 0} SC_STATUS_TYPE;
#define SERVICES_ACTIVE_DATABASEA "ServicesActive"
#define SERVICES_ACTIVE_DATABASEW L"ServicesActive"
#ifdef UNICODE
#define SERVICES_ACTIVE_DATABASE SERVICES_ACTIVE_DATABASEW
#else
#define SERVICES_ACTIVE_DATABASE SERVICES_ACTIVE_DATABASEA
#endif
#define SERVICE_NO_CHANGE 0xffffffff
#define SERVICE_KERNEL_DRIVER 0x1
#define SERVICE_FILE_SYSTEM_DRIVER 0x2
#define SERVICE_WIN32_OWN_PROCESS 0x10
#define SERVICE_WIN32_SHARE_PROCESS 0x20
#define SERVICE_BOOT_START 0
#define SERVICE_SYSTEM_START 1
#define SERVICE_AUTO_START 2
#define SERVICE_DEMAND_START 3
#define SERVICE_DISABLED 4
#define SERVICE_ERROR_IGNORE 0
#define SERVICE_ERROR_NORMAL 1
#define SERVICE_ERROR_SEVERE 2
#define SERVICE_ERROR_CRITICAL 3
#define SERVICE_CONTROL_STOP 1
#define SERVICE_CONTROL_PAUSE 2
#define SERVICE_CONTROL_CONTINUE 3
#define SERVICE_CONTROL_INTERROGATE 4
#define SERVICE_STOPPED 1
#define SERVICE_START_PENDING 2
#define SERVICE_STOP_PENDING 3
#define SERVICE_RUNNING 4
#define SERVICE_ACCEPT_STOP 1
#define SC_MANAGER_CONNECT 0x1
#define SC_MANAGER_CREATE_SERVICE 0x2
#define SC_MANAGER_ENUMERATE_SERVICE 0x4
#define SC_MANAGER_LOCK 0x8
#define SC_MANAGER_QUERY_LOCK_STATUS 0x10
#define SC_MANAGER_MODIFY_BOOT_CONFIG 0x20
#define SC_MANAGER_ALL_ACCESS 0xF003F
#define SERVICE_QUERY_CONFIG 0x1
#define SERVICE_CHANGE_CONFIG 0x2
#define SERVICE_QUERY_STATUS 0x4
#define SERVICE_ENUMERATE_DEPENDENTS 0x8
#define SERVICE_START 0x10
#define SERVICE_STOP 0x20
#define SERVICE_PAUSE_CONTINUE 0x40
#define SERVICE_INTERROGATE 0x80
#define SERVICE_USER_DEFINED_CONTROL 0x100
#define SERVICE_ALL_ACCESS 0xF01FF
`;
