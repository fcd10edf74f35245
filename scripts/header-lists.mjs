// Which header text the facts give, and where it stands. A *part* is a piece of header text with a guard of its own;
// the headers of Windows include parts (src/c/headers/header-files.ts), so any two of them fit together.

/** Parts, each with those that it builds on. */
export const partsBelow = {
  shared: [],
  ntdef: ['shared'],
  wdm: ['ntdef', 'shared'],
  ntddk: ['wdm', 'ntdef', 'shared'],
  ntifs: ['ntddk', 'wdm', 'ntdef', 'shared'],
  winnt: ['shared'],
  webservices: ['winnt', 'shared'],
  ntrtl: ['ntdef', 'shared'],
  ntpebteb: ['ntrtl', 'winnt', 'ntdef', 'shared'],
};

/** Parts of names that a driver and a program have in common, or that other headers of the facts hold. */
const placed = {
  shared: [
    'LUID',
    'ULARGE_INTEGER',
    'SINGLE_LIST_ENTRY',
    'LIST_ENTRY32',
    'LIST_ENTRY64',
    'M128A',
    'XSAVE_FORMAT',
    'FLOATING_SAVE_AREA',
    'EXCEPTION_RECORD32',
    'EXCEPTION_RECORD64',
    'NT_TIB32',
    'NT_TIB64',
    'PROCESSOR_NUMBER',
    'GROUP_AFFINITY',
    'EXCEPTION_REGISTRATION_RECORD',
    'SECURITY_QUALITY_OF_SERVICE',
    'ACL',
    'ACE_HEADER',
    'SID',
    'SECURITY_DESCRIPTOR',
    'SECURITY_DESCRIPTOR_RELATIVE',
    'RTL_RUN_ONCE',
    'RTL_OSVERSIONINFOW',
    'RTL_OSVERSIONINFOEXW',
    'EXCEPTION_DISPOSITION',
    'EXCEPTION_ROUTINE',
    'PHYSICAL_ADDRESS',
    'KNONVOLATILE_CONTEXT_POINTERS',
    'DEVICE_POWER_STATE',
    'SYSTEM_POWER_STATE',
    'POWER_ACTION',
    'HEAP_INFORMATION_CLASS',
    'UNWIND_HISTORY_TABLE',
    'UNWIND_HISTORY_TABLE_ENTRY',
    'RUNTIME_FUNCTION',
    'DISPATCHER_CONTEXT',
    'SCOPE_TABLE_AMD64',
  ],
  ntdef: [
    'CLIENT_ID',
    'IO_STATUS_BLOCK',
    'RTL_HEAP_PARAMETERS',
    'RTL_HEAP_COMMIT_ROUTINE',
    'PRTL_HEAP_COMMIT_ROUTINE',
    'MEMORY_INFORMATION_CLASS',
    'PIO_APC_ROUTINE',
    'OBJECT_INFORMATION_CLASS',
  ],
};

/** Headers of the Windows SDK that the part `winnt` stands for. */
export const sdkHeaders = /^(win(nt|base|error)|minwin(base|def)|wtypes|windef|(?!nt)\w+api)\.h$/i;

/** The part of a name: where the lists say, else that of its header. `headers`: of all its rows. */
export function partOf(name, headers) {
  for (const [part, names] of Object.entries(placed)) if (names.includes(name)) return part;
  const wdk = headers.find((header) =>
    /^(wdm|ntddk|ntifs|ntdef|basetsd|guiddef|excpt|evntprov)\.h$/i.test(header),
  );
  const sdk = headers.find((header) => sdkHeaders.test(header));
  if ((wdk !== undefined && sdk !== undefined) || /^(basetsd|guiddef|excpt)\.h$/i.test(wdk ?? ''))
    return 'shared';
  // wdm.h includes evntprov.h.
  if (wdk !== undefined)
    return wdk.toLowerCase() === 'evntprov.h' ? 'wdm' : wdk.replace('.h', '').toLowerCase();
  if (sdk !== undefined) return 'winnt';
  if (headers.includes('WebServices.h')) return 'webservices';
  if (headers.includes('ntpebteb.h')) return 'ntpebteb';
  if (headers.some((header) => /^nt(rtl|exapi|mmapi)\.h$/.test(header))) return 'ntrtl';
  return null;
}

/** Constants that the facts have from one side alone and that winnt.h and wdm.h both have. */
export const alsoOfWinnt = (name, topics) =>
  topics.some((topic) =>
    ['shareAccess', 'fileAttributes', 'fileAccessRights', 'contextFlags'].includes(topic),
  ) ||
  /^(KEY_|REG_|FAST_FAIL_|MAX(LONG|SHORT)$|MINLONG$|MEMORY_ALLOCATION_ALIGNMENT$)/.test(name) ||
  /^(READ_CONTROL|WRITE_(DAC|OWNER)|STANDARD_RIGHTS_\w+|SPECIFIC_RIGHTS_ALL|ACCESS_SYSTEM_SECURITY|MAXIMUM_ALLOWED)$/.test(
    name,
  );

/** Topics of facts/heap.json that programs have names of. */
export const heapTopics = [
  'flags',
  'settableFlags',
  'tags',
  'classes',
  'debugHeapEntryFlags',
  'heapInformationClass',
  'heapCompatibilityMode',
  'processHeapEntryFlags',
];

/** Structures of ntrtl.h that need those of ntpebteb.h. */
export const besidePeb = ['RTL_USER_PROCESS_PARAMETERS', 'RTL_DEBUG_INFORMATION', 'PEB', 'TEB'];

/** Structures that the facts lay out and no header of ours has, because no driver or program writes them. */
export const leftOut = [];

/** Names that the text of src/c/headers/base-text.ts defines, by part. */
export const baseNames = {
  shared: `
    CHAR CCHAR SCHAR CSHORT SHORT INT LONG UCHAR USHORT UINT ULONG LONGLONG ULONGLONG DWORDLONG WCHAR BOOLEAN PVOID VOID
    HANDLE PHANDLE INT8 UINT8 INT16 UINT16 INT32 UINT32 INT64 UINT64 LONG32 ULONG32 LONG64 ULONG64 DWORD64 DWORD32
    INT_PTR UINT_PTR LONG_PTR ULONG_PTR DWORD_PTR SIZE_T SSIZE_T KAFFINITY PINT PLONG PUCHAR PUSHORT PULONG PUINT PLONGLONG
    PULONGLONG PSHORT PCHAR PWCHAR PWCH PSTR PCSTR PWSTR PCWSTR LPSTR LPCSTR LPWSTR LPCWSTR PBOOLEAN PSIZE_T PULONG_PTR
    PLONG_PTR PULONG64 PLONG64 PDWORD64 PKAFFINITY PCHAR PCCH LCID LANGID HRESULT ACCESS_MASK PACCESS_MASK BYTE WORD DWORD BOOL FLOAT DOUBLE
    PBYTE PWORD PDWORD PBOOL LPVOID LPCVOID PCVOID LPBYTE LPDWORD PSID PSECURITY_DESCRIPTOR SECURITY_INFORMATION
    SECURITY_DESCRIPTOR_CONTROL PACCESS_TOKEN LPCGUID LPGUID PUINT16 PUINT8 UNALIGNED SID_IDENTIFIER_AUTHORITY
    KSPIN_LOCK PKSPIN_LOCK KIRQL PKIRQL NTSTATUS PNTSTATUS LOGICAL PLOGICAL CLONG EXCEPTION_ROUTINE PZZWSTR XMM_SAVE_AREA32
    SECURITY_CONTEXT_TRACKING_MODE PROCESSOR_MODE KPRIORITY FARPROC`,
  ntdef: `PRTL_HEAP_COMMIT_ROUTINE PCUNICODE_STRING PCSZ PCANSI_STRING PCOBJECT_ATTRIBUTES`,
  wdm: `KPROCESSOR_MODE PFN_NUMBER PPFN_NUMBER PFN_COUNT POOL_FLAGS ERESOURCE_THREAD EX_SPIN_LOCK PEX_SPIN_LOCK
    DEVICE_TYPE DMA_WIDTH DMA_SPEED NODE_REQUIREMENT PEPROCESS PETHREAD PKTHREAD PKPROCESS PRKEVENT PRKMUTEX PRKDPC PRKSEMAPHORE
    PRKMUTANT PEX_TIMER PIO_WORKITEM PKINTERRUPT POBJECT_TYPE PIO_TIMER PCALLBACK_OBJECT PIO_REMOVE_LOCK_TRACKING_BLOCK
    WMI_NOTIFICATION_CALLBACK PSLIST_ENTRY PEXT_CANCEL_PARAMETERS POWNER_ENTRY IRQ_PRIORITY FS_INFORMATION_CLASS`,
  ntddk: ``,
  ntifs: `PFILE_OBJECT`,
  winnt: `HMODULE HINSTANCE ATOM WPARAM LPARAM COLORREF HGLOBAL HLOCAL LPOVERLAPPED LPSECURITY_ATTRIBUTES PINIT_ONCE`,
  webservices: `WS_HEAP WS_ERROR WS_XML_BUFFER`,
  ntrtl: ``,
  ntpebteb: ``,
};

/** Names of pointers to structures that the text has otherwise: to void, or to another structure. */
export const handPointers = ['PSID', 'PSECURITY_DESCRIPTOR', 'PEPROCESS', 'PETHREAD'];

/** Callback types of things that are not modelled and that no structure of ours points to by type. */
export const unusedCallbacks =
  /D3COLD|DMA|HAL|Hal|BDCB|BOOT_DRIVER|SILO|SESSION|PO_FX|VIRTUAL|RESET|MCA|CMC|CPE|EXCPTN|PERSISTED|SDEV|SCATTER|ADAPTER|COMMON_BUFFER|MAP_TRANSFER|MAP_REGISTERS|DEBUG_DEVICE|WAKE_INFO|BUS_RESOURCE|CONTAINER|EJECT|TRANSLATE|FSRTL|SE_IMAGE|ROTATE|LOCATION_STRING|REENUMERATE|GPE|CANCEL_MAPPED|PROCESSOR_HALT|BOUND|LEAK|PROGRESS|PEXCEPTION_FILTER|PTERMINATION_HANDLER|GET_RUNTIME_FUNCTION|APC_CALLBACK|PTIMERAPC|QUERY_DEVICE_ROUTINE|DRIVER_FS|PUNLOCK|IPI_BROADCAST|GET_SET_DEVICE|OB_P|VERIFIER_THUNK|PDEVICE_NOTIFY|BAD_MEMORY|SECURE_MEMORY|WORKERCALLBACK|MESSAGE_SERVICE|PROCESSOR_CALLBACK/;

/** Constants that the text of src/c/headers writes by hand: pointers, 64-bit limits, and what a table holds already. */
export const handWritten =
  /^(STATUS_(?!SEVERITY)|DBG_|WAIT_TIMEOUT$|MAX(U?LONG_PTR|U?LONG64|U?LONGLONG)$|SharedUserData$|KI_USER_SHARED_DATA$|INVALID_HANDLE_VALUE$|MM_(CURRENT_PROCESS_PARTITION_OBJECT|ALL_PARTITIONS_OBJECT)$|EXCEPTION_(EXECUTE_HANDLER|CONTINUE_SEARCH|CONTINUE_EXECUTION)$|LOW_PRIORITY$|MEM_E_)/;

/** Values that do not lie where the row has them: what is wrong with the row, and what the rest of it leaves. */
export const corrected = {
  // The offset is that of DISPATCHER_HEADER.Abandoned; the member shares the byte of MutantFlags with Spare1, which
  // begins at bit 1.
  'KMUTANT.Abandoned': { offset: { x64: 48, x86: 28 } },
  'KMUTEX.Abandoned': { offset: { x64: 48, x86: 28 } },
};
