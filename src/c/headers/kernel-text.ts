/** What the headers of the WDK have besides types, constants and routines. */
import { levelNumber } from '../../contract/irql.ts';

/** ntdef.h behind the shared types. */
export const ntdefText = `
#define NT_SUCCESS(Status) (((NTSTATUS)(Status)) >= 0)
#define NT_INFORMATION(Status) ((((ULONG)(Status)) >> 30) == 1)
#define NT_WARNING(Status) ((((ULONG)(Status)) >> 30) == 2)
#define NT_ERROR(Status) ((((ULONG)(Status)) >> 30) == 3)
#define NT_FACILITY(Status) ((((ULONG)(Status)) >> 16) & 0xFFF)
#define NT_CUSTOMER(Status) ((ULONG)(Status) & 0x20000000)
typedef const UNICODE_STRING *PCUNICODE_STRING; typedef STRING CANSI_STRING, OEM_STRING, UTF8_STRING, *POEM_STRING, *PUTF8_STRING;
typedef const STRING *PCANSI_STRING, *PCOEM_STRING; typedef const OBJECT_ATTRIBUTES *PCOBJECT_ATTRIBUTES;
typedef ULONG_PTR ERESOURCE_THREAD, *PERESOURCE_THREAD; typedef CCHAR KPROCESSOR_MODE;
#define UNICODE_NULL ((WCHAR)0)
#define ANSI_NULL ((CHAR)0)
#define RTL_CONSTANT_STRING(s) {sizeof(s) - sizeof((s)[0]), sizeof(s), (void *)(s)}
#define RTL_CONSTANT_OBJECT_ATTRIBUTES(n, a) {sizeof(OBJECT_ATTRIBUTES), NULL, (PUNICODE_STRING)(n), a, NULL, NULL}
#define DECLARE_CONST_UNICODE_STRING(name, text) const WCHAR name##_buffer[] = text; const UNICODE_STRING name = {sizeof(text) - sizeof(WCHAR), sizeof(text), (PWCH)name##_buffer}
#define DECLARE_GLOBAL_CONST_UNICODE_STRING(name, text) extern const __declspec(selectany) UNICODE_STRING name = {sizeof(text) - sizeof(WCHAR), sizeof(text), (PWCH)(text)}
#define DECLARE_UNICODE_STRING_SIZE(name, count) WCHAR name##_buffer[count]; UNICODE_STRING name = {0, (count) * sizeof(WCHAR), name##_buffer}
#define InitializeObjectAttributes(p, n, a, r, s) do {(p)->Length = sizeof(OBJECT_ATTRIBUTES); (p)->RootDirectory = r; (p)->Attributes = a; (p)->ObjectName = n; (p)->SecurityDescriptor = s; (p)->SecurityQualityOfService = NULL;} while (0)
#define RTL_INIT_OBJECT_ATTRIBUTES(n, a) RTL_CONSTANT_OBJECT_ATTRIBUTES(n, a)
#define NtCurrentProcess() ((HANDLE)(LONG_PTR)-1)
#define ZwCurrentProcess() NtCurrentProcess()
#define NtCurrentThread() ((HANDLE)(LONG_PTR)-2)
#define ZwCurrentThread() NtCurrentThread()
#define LOWBYTE(x) ((UCHAR)(x))
#define RtlEqualLuid(a, b) (((a)->LowPart == (b)->LowPart) && ((a)->HighPart == (b)->HighPart))
#define RtlIsZeroLuid(a) ((BOOLEAN)(((a)->LowPart | (a)->HighPart) == 0))
`;

/** devioctl.h behind its constants. */
export const devioctlText = `
#define CTL_CODE(DeviceType, Function, Method, Access) (((DeviceType) << 16) | ((Access) << 14) | ((Function) << 2) | (Method))
#define DEVICE_TYPE_FROM_CTL_CODE(c) (((ULONG)((c) & 0xffff0000)) >> 16)
#define METHOD_FROM_CTL_CODE(c) ((ULONG)((c) & 3))
`;

/** Typedefs that stand in front of the types of wdm.h. */
export const wdmTypesText = `
typedef ULONG_PTR PFN_NUMBER, *PPFN_NUMBER; typedef ULONG PFN_COUNT, DEVICE_TYPE, NODE_REQUIREMENT, DMA_WIDTH, DMA_SPEED, IRQ_PRIORITY;
typedef unsigned __int64 POOL_FLAGS; typedef volatile LONG EX_SPIN_LOCK, *PEX_SPIN_LOCK;
typedef struct _KPROCESS *PEPROCESS; typedef struct _KTHREAD *PETHREAD; typedef struct _IO_REMOVE_LOCK_TRACKING_BLOCK *PIO_REMOVE_LOCK_TRACKING_BLOCK;
typedef struct _EX_PUSH_LOCK {ULONG_PTR Value;} EX_PUSH_LOCK, *PEX_PUSH_LOCK;
typedef PHYSICAL_ADDRESS *PPHYSICAL_ADDRESS;
#define LOW_PRIORITY 0
`;

/** Typedefs behind the types of ntifs.h. */
export const ntifsText = `
typedef KPROCESS *PRKPROCESS; typedef KTHREAD *PRKTHREAD; typedef KAPC_STATE *PRKAPC_STATE;
`;

/** Typedefs and macros behind the types of wdm.h. */
export const wdmText = `
typedef KEVENT *PRKEVENT; typedef KMUTANT *PRKMUTANT, *PRKMUTEX; typedef KDPC *PRKDPC; typedef KSEMAPHORE *PRKSEMAPHORE;
typedef KSPIN_LOCK *PRKSPIN_LOCK; typedef const POOL_EXTENDED_PARAMETER *PCPOOL_EXTENDED_PARAMETER; typedef PVOID PEXT_CANCEL_PARAMETERS;
extern POBJECT_TYPE *PsThreadType, *PsProcessType, *IoFileObjectType, *IoDriverObjectType, *IoDeviceObjectType, *ExEventObjectType, *ExSemaphoreObjectType, *SeTokenObjectType, *CmKeyObjectType;
extern PVOID MmHighestUserAddress, MmSystemRangeStart; extern ULONG_PTR MmUserProbeAddress; extern PBOOLEAN KdDebuggerEnabled, KdDebuggerNotPresent;
#define KD_DEBUGGER_ENABLED (*KdDebuggerEnabled)
#define KD_DEBUGGER_NOT_PRESENT (*KdDebuggerNotPresent)
#define MM_HIGHEST_USER_ADDRESS MmHighestUserAddress
#define MM_SYSTEM_RANGE_START MmSystemRangeStart
#define MM_USER_PROBE_ADDRESS MmUserProbeAddress
#if DBG
#define KdPrint(_x_) DbgPrint _x_
#define KdPrintEx(_x_) DbgPrintEx _x_
#define KdBreakPoint() DbgBreakPoint()
#define DBG_VALUE(x) (x)
#define PAGED_ASSERT(e) NT_ASSERT(e)
#define ASSERTMSG(m, e) ASSERT(e)
#define RTL_SOFT_ASSERT(e) ASSERT(e)
#define RTL_VERIFY(e) ASSERT(e)
#define NT_VERIFY(e) ((e) ? TRUE : ((NT_ASSERT)(0), FALSE))
#else
#define KdPrint(_x_)
#define KdPrintEx(_x_)
#define KdBreakPoint()
#define PAGED_ASSERT(e) ((void)0)
#define ASSERTMSG(m, e) ((void)0)
#define RTL_SOFT_ASSERT(e) ((void)0)
#define RTL_VERIFY(e) ((void)(e))
#define NT_VERIFY(e) ((e) ? TRUE : FALSE)
#endif
#define NT_ASSERTMSG(m, e) NT_ASSERT(e)
#define NT_ASSERTMSGW(m, e) NT_ASSERT(e)
#define NT_FRE_ASSERT(e) NT_ASSERT(e)
#define RTL_ASSERT(e) ASSERT(e)
#define PAGED_CODE_LOCKED() ((void)0)
#define NT_ANALYSIS_ASSUME(e) ((void)0)
#define NTDDI_ASSERT(e) ((void)0)
#define ALLOC_PRAGMA 1
#define ALLOC_DATA_PRAGMA 1
#ifdef _WIN64
#define SYNCH_LEVEL ${levelNumber('x64', 'SYNCH_LEVEL')}
#else
#define SYNCH_LEVEL ${levelNumber('x86', 'SYNCH_LEVEL')}
#endif
#define BYTE_OFFSET(Va) ((ULONG)((LONG_PTR)(Va) & (PAGE_SIZE - 1)))
#define PAGE_ALIGN(Va) ((PVOID)((ULONG_PTR)(Va) & ~(ULONG_PTR)(PAGE_SIZE - 1)))
#define ROUND_TO_PAGES(Size) (((ULONG_PTR)(Size) + PAGE_SIZE - 1) & ~(ULONG_PTR)(PAGE_SIZE - 1))
#define BYTES_TO_PAGES(Size) (((Size) >> PAGE_SHIFT) + (((Size) & (PAGE_SIZE - 1)) != 0))
#define ADDRESS_AND_SIZE_TO_SPAN_PAGES(Va, Size) ((ULONG)((((ULONG_PTR)BYTE_OFFSET(Va)) + ((SIZE_T)(Size)) + (PAGE_SIZE - 1)) >> PAGE_SHIFT))
#define COMPUTE_PAGES_SPANNED(Va, Size) ADDRESS_AND_SIZE_TO_SPAN_PAGES(Va, Size)
#define IsPageAligned(v) (BYTE_OFFSET(v) == 0)
#define ALIGN_DOWN_BY(n, a) ((ULONG_PTR)(n) & ~((ULONG_PTR)(a) - 1))
#define ALIGN_UP_BY(n, a) (ALIGN_DOWN_BY(((ULONG_PTR)(n) + (a) - 1), a))
#define ALIGN_DOWN(n, t) ALIGN_DOWN_BY(n, sizeof(t))
#define ALIGN_UP(n, t) ALIGN_UP_BY(n, sizeof(t))
#define ALIGN_DOWN_POINTER_BY(p, a) ((PVOID)ALIGN_DOWN_BY(p, a))
#define ALIGN_UP_POINTER_BY(p, a) ((PVOID)ALIGN_UP_BY(p, a))
#ifndef FlagOn
#define FlagOn(_F, _SF) ((_F) & (_SF))
#endif
#ifndef BooleanFlagOn
#define BooleanFlagOn(F, SF) ((BOOLEAN)(((F) & (SF)) != 0))
#endif
#ifndef SetFlag
#define SetFlag(_F, _SF) ((_F) |= (_SF))
#endif
#ifndef ClearFlag
#define ClearFlag(_F, _SF) ((_F) &= ~(_SF))
#endif
#define KeNumberProcessors ((CCHAR)KeQueryActiveProcessorCount(NULL))
#define ABSOLUTE_TIME(t) (t)
#define RELATIVE_TIME(t) (-(t))
#define STATUS_CONTINUE_COMPLETION STATUS_SUCCESS
typedef struct _TIME_FIELDS {CSHORT Year, Month, Day, Hour, Minute, Second, Milliseconds, Weekday;} TIME_FIELDS, *PTIME_FIELDS;
#define EX_RUNDOWN_REF_ZERO {0}
#define INITIALIZE_SLIST_HEADER(h) InitializeSListHead(h)
#define ExInterlockedFlushSListHead ExInterlockedFlushSList
#define IoSkipCurrentIrpStackLocationInline IoSkipCurrentIrpStackLocation
#define IO_WORKITEM_ROUTINE_TYPE IO_WORKITEM_ROUTINE
#define ExIsObjectInFreeList(x) FALSE
#define POOL_ZEROING_OPT_IN 1
#define SharedUserData ((KUSER_SHARED_DATA *const)KI_USER_SHARED_DATA)
#ifdef _WIN64
#define KI_USER_SHARED_DATA 0xFFFFF78000000000ui64
#else
#define KI_USER_SHARED_DATA 0xFFDF0000
#endif
`;

/**
 * Inline routines and macros over fields of structures, in the words of C. Each is declared only where no routine of
 * this name is modelled: a routine of irqlab checks more.
 */
export const wdmInline: Readonly<Record<string, string>> = {
  IoGetCurrentIrpStackLocation:
    'FORCEINLINE PIO_STACK_LOCATION IoGetCurrentIrpStackLocation(PIRP Irp) {return Irp->Tail.Overlay.CurrentStackLocation;}',
  IoGetNextIrpStackLocation:
    'FORCEINLINE PIO_STACK_LOCATION IoGetNextIrpStackLocation(PIRP Irp) {return Irp->Tail.Overlay.CurrentStackLocation - 1;}',
  IoSetNextIrpStackLocation:
    'FORCEINLINE void IoSetNextIrpStackLocation(PIRP Irp) {Irp->CurrentLocation--; Irp->Tail.Overlay.CurrentStackLocation--;}',
  IoSkipCurrentIrpStackLocation:
    'FORCEINLINE void IoSkipCurrentIrpStackLocation(PIRP Irp) {Irp->CurrentLocation++; Irp->Tail.Overlay.CurrentStackLocation++;}',
  IoCopyCurrentIrpStackLocationToNext:
    'FORCEINLINE void IoCopyCurrentIrpStackLocationToNext(PIRP Irp) {PIO_STACK_LOCATION Current = Irp->Tail.Overlay.CurrentStackLocation; PIO_STACK_LOCATION Next = Current - 1; RtlCopyMemory(Next, Current, FIELD_OFFSET(IO_STACK_LOCATION, CompletionRoutine)); Next->Control = 0;}',
  IoSetCompletionRoutine:
    'FORCEINLINE void IoSetCompletionRoutine(PIRP Irp, PIO_COMPLETION_ROUTINE CompletionRoutine, PVOID Context, BOOLEAN InvokeOnSuccess, BOOLEAN InvokeOnError, BOOLEAN InvokeOnCancel) {PIO_STACK_LOCATION Next = Irp->Tail.Overlay.CurrentStackLocation - 1; Next->CompletionRoutine = CompletionRoutine; Next->Context = Context; Next->Control = (UCHAR)((InvokeOnSuccess ? SL_INVOKE_ON_SUCCESS : 0) | (InvokeOnError ? SL_INVOKE_ON_ERROR : 0) | (InvokeOnCancel ? SL_INVOKE_ON_CANCEL : 0));}',
  IoMarkIrpPending:
    'FORCEINLINE void IoMarkIrpPending(PIRP Irp) {Irp->Tail.Overlay.CurrentStackLocation->Control |= SL_PENDING_RETURNED;}',
  IoSetCancelRoutine:
    'FORCEINLINE PDRIVER_CANCEL IoSetCancelRoutine(PIRP Irp, PDRIVER_CANCEL CancelRoutine) {return (PDRIVER_CANCEL)InterlockedExchangePointer((PVOID *)&Irp->CancelRoutine, (PVOID)CancelRoutine);}',
  IoGetPreviousIrpStackLocation:
    'FORCEINLINE PIO_STACK_LOCATION IoGetPreviousIrpStackLocation(PIRP Irp) {return Irp->Tail.Overlay.CurrentStackLocation + 1;}',
  IoInitializeDpcRequest:
    'FORCEINLINE void IoInitializeDpcRequest(PDEVICE_OBJECT DeviceObject, PIO_DPC_ROUTINE DpcRoutine) {KeInitializeDpc(&DeviceObject->Dpc, (PKDEFERRED_ROUTINE)DpcRoutine, DeviceObject);}',
  IoRequestDpc:
    'FORCEINLINE void IoRequestDpc(PDEVICE_OBJECT DeviceObject, PIRP Irp, PVOID Context) {KeInsertQueueDpc(&DeviceObject->Dpc, Irp, Context);}',
  IoSizeOfIrp:
    '#define IoSizeOfIrp(StackSize) ((USHORT)(sizeof(IRP) + (StackSize) * sizeof(IO_STACK_LOCATION)))',
  MmGetMdlByteCount: '#define MmGetMdlByteCount(Mdl) ((Mdl)->ByteCount)',
  MmGetMdlByteOffset: '#define MmGetMdlByteOffset(Mdl) ((Mdl)->ByteOffset)',
  MmGetMdlVirtualAddress:
    '#define MmGetMdlVirtualAddress(Mdl) ((PVOID)((PCHAR)((Mdl)->StartVa) + (Mdl)->ByteOffset))',
  MmGetMdlBaseVa: '#define MmGetMdlBaseVa(Mdl) ((Mdl)->StartVa)',
  MmGetMdlPfnArray: '#define MmGetMdlPfnArray(Mdl) ((PPFN_NUMBER)((Mdl) + 1))',
  MmInitializeMdl:
    '#define MmInitializeMdl(Mdl, Va, Bytes) ((Mdl)->Next = NULL, (Mdl)->Size = (CSHORT)(sizeof(MDL) + sizeof(PFN_NUMBER) * ADDRESS_AND_SIZE_TO_SPAN_PAGES(Va, Bytes)), (Mdl)->MdlFlags = 0, (Mdl)->StartVa = PAGE_ALIGN(Va), (Mdl)->ByteOffset = BYTE_OFFSET(Va), (Mdl)->ByteCount = (ULONG)(Bytes))',
  MmGetSystemAddressForMdlSafe:
    '#define MmGetSystemAddressForMdlSafe(Mdl, Priority) (((Mdl)->MdlFlags & (MDL_MAPPED_TO_SYSTEM_VA | MDL_SOURCE_IS_NONPAGED_POOL)) ? (Mdl)->MappedSystemVa : MmMapLockedPagesSpecifyCache(Mdl, KernelMode, MmCached, NULL, FALSE, Priority))',
  MmGetSystemAddressForMdl:
    '#define MmGetSystemAddressForMdl(Mdl) (((Mdl)->MdlFlags & (MDL_MAPPED_TO_SYSTEM_VA | MDL_SOURCE_IS_NONPAGED_POOL)) ? (Mdl)->MappedSystemVa : MmMapLockedPages(Mdl, KernelMode))',
  ObDereferenceObject: '#define ObDereferenceObject(a) ObfDereferenceObject(a)',
  ObReferenceObject: '#define ObReferenceObject(a) ObfReferenceObject(a)',
  IoCallDriver: '#define IoCallDriver(a, b) IofCallDriver(a, b)',
  IoCompleteRequest: '#define IoCompleteRequest(a, b) IofCompleteRequest(a, b)',
  PsGetCurrentProcess: '#define PsGetCurrentProcess() IoGetCurrentProcess()',
  ExFreePool: '#define ExFreePool(a) ExFreePoolWithTag(a, 0)',
  RtlInitEmptyUnicodeString:
    '#define RtlInitEmptyUnicodeString(s, b, n) ((s)->Buffer = (b), (s)->MaximumLength = (USHORT)(n), (s)->Length = 0)',
  RtlInitEmptyAnsiString:
    '#define RtlInitEmptyAnsiString(s, b, n) ((s)->Buffer = (b), (s)->MaximumLength = (USHORT)(n), (s)->Length = 0)',
  // Every pool is memory that cannot be executed for a driver in C, so the default needs no switch.
  ExInitializeDriverRuntime:
    '#define DrvRtPoolNxOptIn 1\nFORCEINLINE void ExInitializeDriverRuntime(ULONG RuntimeFlags) {UNREFERENCED_PARAMETER(RuntimeFlags);}',
  IsListEmptyNoFence: '#define IsListEmptyNoFence(h) IsListEmpty(h)',
  RtlConvertLongToLargeInteger:
    'FORCEINLINE LARGE_INTEGER RtlConvertLongToLargeInteger(LONG SignedInteger) {LARGE_INTEGER Result; Result.QuadPart = SignedInteger; return Result;}',
  RtlConvertUlongToLargeInteger:
    'FORCEINLINE LARGE_INTEGER RtlConvertUlongToLargeInteger(ULONG UnsignedInteger) {LARGE_INTEGER Result; Result.QuadPart = UnsignedInteger; return Result;}',
  RtlUlongByteSwap: '#define RtlUlongByteSwap(x) _byteswap_ulong((ULONG)(x))',
  RtlUshortByteSwap: '#define RtlUshortByteSwap(x) _byteswap_ushort((USHORT)(x))',
  RtlUlonglongByteSwap: '#define RtlUlonglongByteSwap(x) _byteswap_uint64((ULONGLONG)(x))',
  IoIsErrorUserInduced:
    '#define IoIsErrorUserInduced(Status) ((BOOLEAN)((Status) == STATUS_DEVICE_NOT_READY || (Status) == STATUS_IO_TIMEOUT || (Status) == STATUS_MEDIA_WRITE_PROTECTED || (Status) == STATUS_NO_MEDIA_IN_DEVICE || (Status) == STATUS_VERIFY_REQUIRED || (Status) == STATUS_UNRECOGNIZED_MEDIA || (Status) == STATUS_WRONG_VOLUME))',
};

/** ntddk.h behind its routines: a driver that defines RTL_USE_AVL_TABLES first gets the AVL form of every name of a generic table. */
export const genericTableNamesText = `#ifdef RTL_USE_AVL_TABLES
${[
  'RtlInitializeGenericTable',
  'RtlInsertElementGenericTable',
  'RtlInsertElementGenericTableFull',
  'RtlDeleteElementGenericTable',
  'RtlLookupElementGenericTable',
  'RtlLookupElementGenericTableFull',
  'RtlEnumerateGenericTable',
  'RtlEnumerateGenericTableWithoutSplaying',
  'RtlGetElementGenericTable',
  'RtlNumberGenericTableElements',
  'RtlIsGenericTableEmpty',
]
  .map((name) => `#define ${name} ${name}Avl`)
  .join('\n')}
#define RTL_GENERIC_TABLE RTL_AVL_TABLE
#define PRTL_GENERIC_TABLE PRTL_AVL_TABLE
${['COMPARE_ROUTINE', 'ALLOCATE_ROUTINE', 'FREE_ROUTINE']
  .map((name) => `#define RTL_GENERIC_${name} RTL_AVL_${name}\n#define PRTL_GENERIC_${name} PRTL_AVL_${name}`)
  .join('\n')}
#endif
`;

/** initguid.h: from here on DEFINE_GUID defines, whether guiddef.h was included before or not. */
export const initguidText = `
#ifndef INITGUID
#define INITGUID
#endif
#undef DEFINE_GUID
#define DEFINE_GUID(name, l, w1, w2, b1, b2, b3, b4, b5, b6, b7, b8) const __declspec(selectany) GUID name = {l, w1, w2, {b1, b2, b3, b4, b5, b6, b7, b8}}
`;

/**
 * wdmsec.h: the security descriptors that device objects are usually made with, and IoCreateDeviceSecure, which looks
 * at none: access is granted, whatever is asked for (docs/decisions/0070-io-manager.md).
 */
export const wdmsecText = `
#ifdef _KERNEL_MODE
FORCEINLINE NTSTATUS WdmlibIoCreateDeviceSecure(PDRIVER_OBJECT DriverObject, ULONG DeviceExtensionSize, PUNICODE_STRING DeviceName, DEVICE_TYPE DeviceType, ULONG DeviceCharacteristics, BOOLEAN Exclusive, PCUNICODE_STRING DefaultSDDLString, LPCGUID DeviceClassGuid, PDEVICE_OBJECT *DeviceObject) {(void)DeviceClassGuid; if (DeviceName == NULL && !(DeviceCharacteristics & FILE_AUTOGENERATED_DEVICE_NAME)) return STATUS_INVALID_PARAMETER; if (DefaultSDDLString == NULL) return STATUS_INVALID_PARAMETER; return IoCreateDevice(DriverObject, DeviceExtensionSize, DeviceName, DeviceType, DeviceCharacteristics, Exclusive, DeviceObject);}
#define IoCreateDeviceSecure WdmlibIoCreateDeviceSecure
#endif
#define _IRQLAB_SDDL(name, text) static const UNICODE_STRING SDDL_DEVOBJ_##name = RTL_CONSTANT_STRING(text)
_IRQLAB_SDDL(KERNEL_ONLY, L"D:P"); _IRQLAB_SDDL(SYS_ALL, L"D:P(A;;GA;;;SY)"); _IRQLAB_SDDL(SYS_ALL_ADM_ALL, L"D:P(A;;GA;;;SY)(A;;GA;;;BA)");
_IRQLAB_SDDL(SYS_ALL_ADM_RX, L"D:P(A;;GA;;;SY)(A;;GRGX;;;BA)"); _IRQLAB_SDDL(SYS_ALL_ADM_RWX_WORLD_R, L"D:P(A;;GA;;;SY)(A;;GRGWGX;;;BA)(A;;GR;;;WD)");
_IRQLAB_SDDL(SYS_ALL_ADM_RWX_WORLD_RW_RES_R, L"D:P(A;;GA;;;SY)(A;;GRGWGX;;;BA)(A;;GRGW;;;WD)(A;;GR;;;RC)");
_IRQLAB_SDDL(SYS_ALL_ADM_RWX_WORLD_RWX_RES_RWX, L"D:P(A;;GA;;;SY)(A;;GRGWGX;;;BA)(A;;GRGWGX;;;WD)(A;;GRGWGX;;;RC)");
`;

/** ntstrsafe.h in front of its functions. */
export const ntstrsafeText = `
#define NTSTRSAFE_MAX_CCH 2147483647
#define NTSTRSAFE_MAX_LENGTH (NTSTRSAFE_MAX_CCH - 1)
#define NTSTRSAFE_UNICODE_STRING_MAX_CCH (0xffff / sizeof(wchar_t))
#define STRSAFE_IGNORE_NULLS 0x00000100
#define STRSAFE_FILL_BEHIND_NULL 0x00000200
#define STRSAFE_FILL_BEHIND STRSAFE_FILL_BEHIND_NULL
#define STRSAFE_FILL_ON_FAILURE 0x00000400
#define STRSAFE_NULL_ON_FAILURE 0x00000800
#define STRSAFE_NO_TRUNCATION 0x00001000
#define STRSAFE_ZERO_LENGTH_ON_FAILURE 0x00002000
#define STRSAFE_FILL_BYTE(x) ((unsigned long)((x & 0x000000FF) | STRSAFE_FILL_BEHIND_NULL))
#define STRSAFE_FAILURE_BYTE(x) ((unsigned long)((x & 0x000000FF) | STRSAFE_FILL_ON_FAILURE))
typedef char *NTSTRSAFE_PSTR; typedef const char *NTSTRSAFE_PCSTR; typedef wchar_t *NTSTRSAFE_PWSTR; typedef const wchar_t *NTSTRSAFE_PCWSTR;
`;
