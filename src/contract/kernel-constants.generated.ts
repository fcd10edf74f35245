// Written by scripts/generate-kernel-tables.mjs from facts/constants.json. Do not edit: npm run generate.

/** wdm.h. */
export const NonPagedPool = 0;
/** wdm.h. */
export const NonPagedPoolExecute = 0;
/** wdm.h. */
export const PagedPool = 1;
/** wdm.h. */
export const NonPagedPoolMustSucceed = 2;
/** wdm.h. */
export const DontUseThisType = 3;
/** wdm.h. */
export const NonPagedPoolCacheAligned = 4;
/** wdm.h. */
export const PagedPoolCacheAligned = 5;
/** wdm.h. */
export const NonPagedPoolCacheAlignedMustS = 6;
/** wdm.h. */
export const MaxPoolType = 7;
/** wdm.h. */
export const NonPagedPoolBase = 0;
/** wdm.h. */
export const NonPagedPoolBaseMustSucceed = 2;
/** wdm.h. */
export const NonPagedPoolBaseCacheAligned = 4;
/** wdm.h. */
export const NonPagedPoolBaseCacheAlignedMustS = 6;
/** wdm.h. */
export const NonPagedPoolSession = 32;
/** wdm.h. */
export const PagedPoolSession = 33;
/** wdm.h. */
export const NonPagedPoolMustSucceedSession = 34;
/** wdm.h. */
export const DontUseThisTypeSession = 35;
/** wdm.h. */
export const NonPagedPoolCacheAlignedSession = 36;
/** wdm.h. */
export const PagedPoolCacheAlignedSession = 37;
/** wdm.h. */
export const NonPagedPoolCacheAlignedMustSSession = 38;
/** wdm.h. */
export const NonPagedPoolNx = 512;
/** wdm.h. */
export const NonPagedPoolNxCacheAligned = 516;
/** wdm.h. */
export const NonPagedPoolSessionNx = 544;
/** wdm.h. */
export const LowPoolPriority = 0;
/** wdm.h. */
export const LowPoolPrioritySpecialPoolOverrun = 8;
/** wdm.h. */
export const LowPoolPrioritySpecialPoolUnderrun = 9;
/** wdm.h. */
export const NormalPoolPriority = 16;
/** wdm.h. */
export const NormalPoolPrioritySpecialPoolOverrun = 24;
/** wdm.h. */
export const NormalPoolPrioritySpecialPoolUnderrun = 25;
/** wdm.h. */
export const HighPoolPriority = 32;
/** wdm.h. */
export const HighPoolPrioritySpecialPoolOverrun = 40;
/** wdm.h. */
export const HighPoolPrioritySpecialPoolUnderrun = 41;
/** wdm.h. */
export const LowPagePriority = 0;
/** wdm.h. */
export const NormalPagePriority = 16;
/** wdm.h. */
export const HighPagePriority = 32;
/** ntdef.h. */
export const NotificationEvent = 0;
/** ntdef.h. */
export const SynchronizationEvent = 1;
/** ntdef.h. */
export const NotificationTimer = 0;
/** ntdef.h. */
export const SynchronizationTimer = 1;
/** ntdef.h. */
export const WaitAll = 0;
/** ntdef.h. */
export const WaitAny = 1;
/** ntdef.h. */
export const WaitNotification = 2;
/** ntdef.h. */
export const WaitDequeue = 3;
/** ntdef.h. */
export const WaitDpc = 4;
/** wdm.h. */
export const KernelMode = 0;
/** wdm.h. */
export const UserMode = 1;
/** wdm.h. */
export const MaximumMode = 2;
/** wdm.h. */
export const Executive = 0;
/** wdm.h. */
export const FreePage = 1;
/** wdm.h. */
export const PageIn = 2;
/** wdm.h. */
export const PoolAllocation = 3;
/** wdm.h. */
export const DelayExecution = 4;
/** wdm.h. */
export const Suspended = 5;
/** wdm.h. */
export const UserRequest = 6;
/** wdm.h. */
export const WrExecutive = 7;
/** wdm.h. */
export const WrFreePage = 8;
/** wdm.h. */
export const WrPageIn = 9;
/** wdm.h. */
export const WrPoolAllocation = 10;
/** wdm.h. */
export const WrDelayExecution = 11;
/** wdm.h. */
export const WrSuspended = 12;
/** wdm.h. */
export const WrUserRequest = 13;
/** wdm.h. */
export const WrSpare0 = 14;
/** wdm.h. */
export const WrQueue = 15;
/** wdm.h. */
export const WrLpcReceive = 16;
/** wdm.h. */
export const WrLpcReply = 17;
/** wdm.h. */
export const WrVirtualMemory = 18;
/** wdm.h. */
export const WrPageOut = 19;
/** wdm.h. */
export const WrRendezvous = 20;
/** wdm.h. */
export const WrKeyedEvent = 21;
/** wdm.h. */
export const WrTerminated = 22;
/** wdm.h. */
export const WrProcessInSwap = 23;
/** wdm.h. */
export const WrCpuRateControl = 24;
/** wdm.h. */
export const WrCalloutStack = 25;
/** wdm.h. */
export const WrKernel = 26;
/** wdm.h. */
export const WrResource = 27;
/** wdm.h. */
export const WrPushLock = 28;
/** wdm.h. */
export const WrMutex = 29;
/** wdm.h. */
export const WrQuantumEnd = 30;
/** wdm.h. */
export const WrDispatchInt = 31;
/** wdm.h. */
export const WrPreempted = 32;
/** wdm.h. */
export const WrYieldExecution = 33;
/** wdm.h. */
export const WrFastMutex = 34;
/** wdm.h. */
export const WrGuardedMutex = 35;
/** wdm.h. */
export const WrRundown = 36;
/** wdm.h. */
export const WrAlertByThreadId = 37;
/** wdm.h. */
export const WrDeferredPreempt = 38;
/** wdm.h. */
export const WrPhysicalFault = 39;
/** wdm.h. */
export const WrIoRing = 40;
/** wdm.h. */
export const WrMdlCache = 41;
/** wdm.h. */
export const MaximumWaitReason = 42;
/** wdm.h. */
export const CriticalWorkQueue = 0;
/** wdm.h. */
export const DelayedWorkQueue = 1;
/** wdm.h. */
export const HyperCriticalWorkQueue = 2;
/** wdm.h. */
export const NormalWorkQueue = 3;
/** wdm.h. */
export const BackgroundWorkQueue = 4;
/** wdm.h. */
export const RealTimeWorkQueue = 5;
/** wdm.h. */
export const SuperCriticalWorkQueue = 6;
/** wdm.h. */
export const MaximumWorkQueue = 7;
/** wdm.h. */
export const CustomPriorityWorkQueue = 32;
/** wdm.h. */
export const IoReadAccess = 0;
/** wdm.h. */
export const IoWriteAccess = 1;
/** wdm.h. */
export const IoModifyAccess = 2;
/** wdm.h. */
export const MmNonCached = 0;
/** wdm.h. */
export const MmCached = 1;
/** wdm.h. */
export const MmWriteCombined = 2;
/** wdm.h. */
export const MmHardwareCoherentCached = 3;
/** wdm.h. */
export const MmNonCachedUnordered = 4;
/** wdm.h. */
export const MmUSWCCached = 5;
/** wdm.h. */
export const MmMaximumCacheType = 6;
/** wdm.h. */
export const MmNotMapped = -1;
/** wdm.h. */
export const LevelSensitive = 0;
/** wdm.h. */
export const Latched = 1;
/** wdm.h. */
export const KbCallbackInvalid = 0;
/** wdm.h. */
export const KbCallbackReserved1 = 1;
/** wdm.h. */
export const KbCallbackSecondaryDumpData = 2;
/** wdm.h. */
export const KbCallbackDumpIo = 3;
/** wdm.h. */
export const KbCallbackAddPages = 4;
/** wdm.h. */
export const KbCallbackSecondaryMultiPartDumpData = 5;
/** wdm.h. */
export const KbCallbackRemovePages = 6;
/** wdm.h. */
export const KbCallbackTriageDumpData = 7;
/** wdm.h. */
export const KbCallbackReserved2 = 8;
/** wdm.h. */
export const LowImportance = 0;
/** wdm.h. */
export const MediumImportance = 1;
/** wdm.h. */
export const HighImportance = 2;
/** wdm.h. */
export const MediumHighImportance = 3;
/** wdm.h. */
export const KeyBasicInformation = 0;
/** wdm.h. */
export const KeyNodeInformation = 1;
/** wdm.h. */
export const KeyFullInformation = 2;
/** wdm.h. */
export const KeyNameInformation = 3;
/** wdm.h. */
export const KeyCachedInformation = 4;
/** wdm.h. */
export const KeyFlagsInformation = 5;
/** wdm.h. */
export const KeyVirtualizationInformation = 6;
/** wdm.h. */
export const KeyHandleTagsInformation = 7;
/** wdm.h. */
export const KeyTrustInformation = 8;
/** wdm.h. */
export const KeyLayerInformation = 9;
/** wdm.h. */
export const MaxKeyInfoClass = 10;
/** wdm.h. */
export const KeyValueBasicInformation = 0;
/** wdm.h. */
export const KeyValueFullInformation = 1;
/** wdm.h. */
export const KeyValuePartialInformation = 2;
/** wdm.h. */
export const KeyValueFullInformationAlign64 = 3;
/** wdm.h. */
export const KeyValuePartialInformationAlign64 = 4;
/** wdm.h. */
export const KeyValueLayerInformation = 5;
/** wdm.h. */
export const MaxKeyValueInfoClass = 6;
/** wdm.h. */
export const PoolExtendedParameterInvalidType = 0;
/** wdm.h. */
export const PoolExtendedParameterPriority = 1;
/** wdm.h. */
export const PoolExtendedParameterSecurePool = 2;
/** wdm.h. */
export const PoolExtendedParameterNumaNode = 3;
/** wdm.h. */
export const PoolExtendedParameterMax = 4;
/** ntddk.h. */
export const GenericLessThan = 0;
/** ntddk.h. */
export const GenericGreaterThan = 1;
/** ntddk.h. */
export const GenericEqual = 2;
/** ntddk.h. */
export const TableEmptyTree = 0;
/** ntddk.h. */
export const TableFoundNode = 1;
/** ntddk.h. */
export const TableInsertAsLeft = 2;
/** ntddk.h. */
export const TableInsertAsRight = 3;
/** wdm.h. */
export const POOL_FLAG_REQUIRED_START = 1;
/** wdm.h. */
export const POOL_FLAG_USE_QUOTA = 1;
/** wdm.h. */
export const POOL_FLAG_UNINITIALIZED = 2;
/** wdm.h. */
export const POOL_FLAG_SESSION = 4;
/** wdm.h. */
export const POOL_FLAG_CACHE_ALIGNED = 8;
/** wdm.h. */
export const POOL_FLAG_RESERVED1 = 16;
/** wdm.h. */
export const POOL_FLAG_RAISE_ON_FAILURE = 32;
/** wdm.h. */
export const POOL_FLAG_NON_PAGED = 64;
/** wdm.h. */
export const POOL_FLAG_NON_PAGED_EXECUTE = 128;
/** wdm.h. */
export const POOL_FLAG_PAGED = 256;
/** wdm.h. */
export const POOL_FLAG_RESERVED2 = 512;
/** wdm.h. */
export const POOL_FLAG_RESERVED3 = 1024;
/** wdm.h. */
export const POOL_FLAG_LAST_KNOWN_REQUIRED = 1024;
/** wdm.h. */
export const POOL_FLAG_REQUIRED_END = 2147483648;
/** wdm.h. */
export const POOL_FLAG_OPTIONAL_START = 4294967296;
/** wdm.h. */
export const POOL_FLAG_SPECIAL_POOL = 4294967296;
/** wdm.h. */
export const POOL_FLAG_REQUIRED_MASK = 4294967295;
/** wdm.h. */
export const POOL_FLAG_UNUSED_REQUIRED_BITS = 4294965248;
/** wdm.h. */
export const POOL_COLD_ALLOCATION = 256;
/** wdm.h. */
export const POOL_NX_ALLOCATION = 512;
/** wdm.h. */
export const POOL_ZERO_ALLOCATION = 1024;
/** wdm.h. */
export const POOL_QUOTA_FAIL_INSTEAD_OF_RAISE = 8;
/** wdm.h. */
export const POOL_RAISE_IF_ALLOCATION_FAILURE = 16;
/** wdm.h. */
export const EX_LOOKASIDE_LIST_EX_FLAGS_RAISE_ON_FAIL = 1;
/** wdm.h. */
export const EX_LOOKASIDE_LIST_EX_FLAGS_FAIL_NO_RAISE = 2;
/** wdm.h. */
export const EX_MAXIMUM_LOOKASIDE_DEPTH_BASE = 256;
/** wdm.h. */
export const EX_MAXIMUM_LOOKASIDE_DEPTH_LIMIT = 1024;
/** wdm.h. */
export const EX_TIMER_HIGH_RESOLUTION = 4;
/** wdm.h. */
export const EX_TIMER_NO_WAKE = 8;
/** wdm.h. */
export const EX_TIMER_NOTIFICATION = 2147483648;
/** wdm.h. */
export const MM_ANY_NODE_OK = 2147483648;
/** wdm.h. */
export const EVENT_INCREMENT = 1;
/** wdm.h. */
export const IO_NO_INCREMENT = 0;
/** wdm.h. */
export const IO_CD_ROM_INCREMENT = 1;
/** wdm.h. */
export const IO_DISK_INCREMENT = 1;
/** wdm.h. */
export const IO_KEYBOARD_INCREMENT = 6;
/** wdm.h. */
export const IO_MAILSLOT_INCREMENT = 2;
/** wdm.h. */
export const IO_MOUSE_INCREMENT = 6;
/** wdm.h. */
export const IO_NAMED_PIPE_INCREMENT = 2;
/** wdm.h. */
export const IO_NETWORK_INCREMENT = 2;
/** wdm.h. */
export const IO_PARALLEL_INCREMENT = 1;
/** wdm.h. */
export const IO_SERIAL_INCREMENT = 2;
/** wdm.h. */
export const IO_SOUND_INCREMENT = 8;
/** wdm.h. */
export const IO_VIDEO_INCREMENT = 1;
/** wdm.h. */
export const SEMAPHORE_INCREMENT = 1;
/** wdm.h. */
export const LOW_PRIORITY = 0;
/** wdm.h. */
export const LOW_REALTIME_PRIORITY = 16;
/** wdm.h. */
export const HIGH_PRIORITY = 31;
/** wdm.h. */
export const MAXIMUM_PRIORITY = 32;
/** wdm.h. */
export const MAXIMUM_WAIT_OBJECTS = 64;
/** wdm.h. */
export const THREAD_WAIT_OBJECTS = 3;
/** wdm.h. */
export const KEY_QUERY_VALUE = 1;
/** wdm.h. */
export const KEY_SET_VALUE = 2;
/** wdm.h. */
export const KEY_READ = 131097;
/** wdm.h. */
export const KEY_WRITE = 131078;
/** wdm.h. */
export const KEY_ALL_ACCESS = 983103;
/** wdm.h. */
export const THREAD_TERMINATE = 1;
/** wdm.h. */
export const THREAD_ALL_ACCESS = 2097151;
/** wdm.h. */
export const EVENT_QUERY_STATE = 1;
/** wdm.h. */
export const EVENT_MODIFY_STATE = 2;
/** wdm.h. */
export const EVENT_ALL_ACCESS = 2031619;
/** winnt.h. */
export const FAST_FAIL_LEGACY_GS_VIOLATION = 0;
/** winnt.h. */
export const FAST_FAIL_VTGUARD_CHECK_FAILURE = 1;
/** winnt.h. */
export const FAST_FAIL_STACK_COOKIE_CHECK_FAILURE = 2;
/** winnt.h. */
export const FAST_FAIL_CORRUPT_LIST_ENTRY = 3;
/** winnt.h. */
export const FAST_FAIL_INCORRECT_STACK = 4;
/** winnt.h. */
export const FAST_FAIL_INVALID_ARG = 5;
/** winnt.h. */
export const FAST_FAIL_GS_COOKIE_INIT = 6;
/** winnt.h. */
export const FAST_FAIL_FATAL_APP_EXIT = 7;
/** winnt.h. */
export const FAST_FAIL_RANGE_CHECK_FAILURE = 8;
/** winnt.h. */
export const FAST_FAIL_UNSAFE_REGISTRY_ACCESS = 9;
/** winnt.h. */
export const FAST_FAIL_GUARD_ICALL_CHECK_FAILURE = 10;
/** winnt.h. */
export const FAST_FAIL_GUARD_WRITE_CHECK_FAILURE = 11;
/** winnt.h. */
export const FAST_FAIL_INVALID_FIBER_SWITCH = 12;
/** winnt.h. */
export const FAST_FAIL_INVALID_SET_OF_CONTEXT = 13;
/** winnt.h. */
export const FAST_FAIL_INVALID_REFERENCE_COUNT = 14;
/** winnt.h. */
export const FAST_FAIL_INVALID_JUMP_BUFFER = 18;
/** winnt.h. */
export const FAST_FAIL_MRDATA_MODIFIED = 19;
/** winnt.h. */
export const FAST_FAIL_CERTIFICATION_FAILURE = 20;
/** winnt.h. */
export const FAST_FAIL_INVALID_EXCEPTION_CHAIN = 21;
/** winnt.h. */
export const FAST_FAIL_CRYPTO_LIBRARY = 22;
/** winnt.h. */
export const FAST_FAIL_INVALID_CALL_IN_DLL_CALLOUT = 23;
/** winnt.h. */
export const FAST_FAIL_INVALID_IMAGE_BASE = 24;
/** winnt.h. */
export const FAST_FAIL_DLOAD_PROTECTION_FAILURE = 25;
/** winnt.h. */
export const FAST_FAIL_UNSAFE_EXTENSION_CALL = 26;
/** winnt.h. */
export const FAST_FAIL_DEPRECATED_SERVICE_INVOKED = 27;
/** winnt.h. */
export const FAST_FAIL_INVALID_BUFFER_ACCESS = 28;
/** winnt.h. */
export const FAST_FAIL_INVALID_BALANCED_TREE = 29;
/** winnt.h. */
export const FAST_FAIL_INVALID_NEXT_THREAD = 30;
/** winnt.h. */
export const FAST_FAIL_GUARD_ICALL_CHECK_SUPPRESSED = 31;
/** winnt.h. */
export const FAST_FAIL_APCS_DISABLED = 32;
/** winnt.h. */
export const FAST_FAIL_INVALID_IDLE_STATE = 33;
/** winnt.h. */
export const FAST_FAIL_MRDATA_PROTECTION_FAILURE = 34;
/** winnt.h. */
export const FAST_FAIL_UNEXPECTED_HEAP_EXCEPTION = 35;
/** winnt.h. */
export const FAST_FAIL_INVALID_LOCK_STATE = 36;
/** winnt.h. */
export const FAST_FAIL_GUARD_JUMPTABLE = 37;
/** winnt.h. */
export const FAST_FAIL_INVALID_LONGJUMP_TARGET = 38;
/** winnt.h. */
export const FAST_FAIL_INVALID_DISPATCH_CONTEXT = 39;
/** winnt.h. */
export const FAST_FAIL_INVALID_THREAD = 40;
/** winnt.h. */
export const FAST_FAIL_INVALID_SYSCALL_NUMBER = 41;
/** winnt.h. */
export const FAST_FAIL_INVALID_FILE_OPERATION = 42;
/** winnt.h. */
export const FAST_FAIL_LPAC_ACCESS_DENIED = 43;
/** winnt.h. */
export const FAST_FAIL_GUARD_SS_FAILURE = 44;
/** winnt.h. */
export const FAST_FAIL_LOADER_CONTINUITY_FAILURE = 45;
/** winnt.h. */
export const FAST_FAIL_GUARD_EXPORT_SUPPRESSION_FAILURE = 46;
/** winnt.h. */
export const FAST_FAIL_INVALID_CONTROL_STACK = 47;
/** winnt.h. */
export const FAST_FAIL_SET_CONTEXT_DENIED = 48;
/** winnt.h. */
export const FAST_FAIL_INVALID_IAT = 49;
/** winnt.h. */
export const FAST_FAIL_HEAP_METADATA_CORRUPTION = 50;
/** winnt.h. */
export const FAST_FAIL_PAYLOAD_RESTRICTION_VIOLATION = 51;
/** winnt.h. */
export const FAST_FAIL_LOW_LABEL_ACCESS_DENIED = 52;
/** winnt.h. */
export const FAST_FAIL_ENCLAVE_CALL_FAILURE = 53;
/** winnt.h. */
export const FAST_FAIL_UNHANDLED_LSS_EXCEPTON = 54;
/** winnt.h. */
export const FAST_FAIL_ADMINLESS_ACCESS_DENIED = 55;
/** winnt.h. */
export const FAST_FAIL_UNEXPECTED_CALL = 56;
/** winnt.h. */
export const FAST_FAIL_CONTROL_INVALID_RETURN_ADDRESS = 57;
/** winnt.h. */
export const FAST_FAIL_UNEXPECTED_HOST_BEHAVIOR = 58;
/** winnt.h. */
export const FAST_FAIL_FLAGS_CORRUPTION = 59;
/** winnt.h. */
export const FAST_FAIL_VEH_CORRUPTION = 60;
/** winnt.h. */
export const FAST_FAIL_ETW_CORRUPTION = 61;
/** winnt.h. */
export const FAST_FAIL_RIO_ABORT = 62;
/** winnt.h. */
export const FAST_FAIL_INVALID_PFN = 63;
/** winnt.h. */
export const FAST_FAIL_GUARD_ICALL_CHECK_FAILURE_XFG = 64;
/** winnt.h. */
export const FAST_FAIL_CAST_GUARD = 65;
/** winnt.h. */
export const FAST_FAIL_HOST_VISIBILITY_CHANGE = 66;
/** winnt.h. */
export const FAST_FAIL_KERNEL_CET_SHADOW_STACK_ASSIST = 67;
/** winnt.h. */
export const FAST_FAIL_PATCH_CALLBACK_FAILED = 68;
/** winnt.h. */
export const FAST_FAIL_NTDLL_PATCH_FAILED = 69;
/** winnt.h. */
export const FAST_FAIL_INVALID_FLS_DATA = 70;
/** winnt.h. */
export const FAST_FAIL_ASAN_ERROR = 71;
/** winnt.h. */
export const FAST_FAIL_CLR_EXCEPTION_AOT = 72;
/** winnt.h. */
export const FAST_FAIL_POINTER_AUTH_INVALID_RETURN_ADDRESS = 73;
/** winnt.h. */
export const FAST_FAIL_INVALID_THREAD_STATE = 74;
/** winnt.h. */
export const FAST_FAIL_CORRUPT_WOW64_STATE = 75;
/** winnt.h. */
export const FAST_FAIL_INVALID_EXTENDED_STATE = 76;
/** winnt.h. */
export const FAST_FAIL_KERNEL_POINTER_EXPECTED = 77;
/** winnt.h. */
export const FAST_FAIL_INVALID_FAST_FAIL_CODE = 4294967295;
/** wdm.h. */
export const IRP_MJ_CREATE = 0;
/** wdm.h. */
export const IRP_MJ_CREATE_NAMED_PIPE = 1;
/** wdm.h. */
export const IRP_MJ_CLOSE = 2;
/** wdm.h. */
export const IRP_MJ_READ = 3;
/** wdm.h. */
export const IRP_MJ_WRITE = 4;
/** wdm.h. */
export const IRP_MJ_QUERY_INFORMATION = 5;
/** wdm.h. */
export const IRP_MJ_SET_INFORMATION = 6;
/** wdm.h. */
export const IRP_MJ_QUERY_EA = 7;
/** wdm.h. */
export const IRP_MJ_SET_EA = 8;
/** wdm.h. */
export const IRP_MJ_FLUSH_BUFFERS = 9;
/** wdm.h. */
export const IRP_MJ_QUERY_VOLUME_INFORMATION = 10;
/** wdm.h. */
export const IRP_MJ_SET_VOLUME_INFORMATION = 11;
/** wdm.h. */
export const IRP_MJ_DIRECTORY_CONTROL = 12;
/** wdm.h. */
export const IRP_MJ_FILE_SYSTEM_CONTROL = 13;
/** wdm.h. */
export const IRP_MJ_DEVICE_CONTROL = 14;
/** wdm.h. */
export const IRP_MJ_INTERNAL_DEVICE_CONTROL = 15;
/** wdm.h. */
export const IRP_MJ_SHUTDOWN = 16;
/** wdm.h. */
export const IRP_MJ_LOCK_CONTROL = 17;
/** wdm.h. */
export const IRP_MJ_CLEANUP = 18;
/** wdm.h. */
export const IRP_MJ_CREATE_MAILSLOT = 19;
/** wdm.h. */
export const IRP_MJ_QUERY_SECURITY = 20;
/** wdm.h. */
export const IRP_MJ_SET_SECURITY = 21;
/** wdm.h. */
export const IRP_MJ_POWER = 22;
/** wdm.h. */
export const IRP_MJ_SYSTEM_CONTROL = 23;
/** wdm.h. */
export const IRP_MJ_DEVICE_CHANGE = 24;
/** wdm.h. */
export const IRP_MJ_QUERY_QUOTA = 25;
/** wdm.h. */
export const IRP_MJ_SET_QUOTA = 26;
/** wdm.h. */
export const IRP_MJ_PNP = 27;
/** wdm.h. */
export const IRP_MJ_PNP_POWER = 27;
/** wdm.h. */
export const IRP_MJ_MAXIMUM_FUNCTION = 27;
/** wdm.h. */
export const IRP_MJ_SCSI = 15;
/** wdm.h. */
export const IRP_MN_START_DEVICE = 0;
/** wdm.h. */
export const IRP_MN_QUERY_REMOVE_DEVICE = 1;
/** wdm.h. */
export const IRP_MN_REMOVE_DEVICE = 2;
/** wdm.h. */
export const IRP_MN_CANCEL_REMOVE_DEVICE = 3;
/** wdm.h. */
export const IRP_MN_STOP_DEVICE = 4;
/** wdm.h. */
export const IRP_MN_SET_POWER = 2;
/** wdm.h. */
export const IRP_MN_QUERY_POWER = 3;
/** ntddk.h. */
export const IRP_MN_NORMAL = 0;
/** wdm.h. */
export const IRP_SYNCHRONOUS_API = 4;
/** wdm.h. */
export const IRP_ASSOCIATED_IRP = 8;
/** wdm.h. */
export const IRP_BUFFERED_IO = 16;
/** wdm.h. */
export const IRP_DEALLOCATE_BUFFER = 32;
/** wdm.h. */
export const IRP_INPUT_OPERATION = 64;
/** wdm.h. */
export const IRP_CREATE_OPERATION = 128;
/** wdm.h. */
export const IRP_READ_OPERATION = 256;
/** wdm.h. */
export const IRP_WRITE_OPERATION = 512;
/** wdm.h. */
export const IRP_CLOSE_OPERATION = 1024;
/** wdm.h. */
export const SL_PENDING_RETURNED = 1;
/** wdm.h. */
export const SL_ERROR_RETURNED = 2;
/** wdm.h. */
export const SL_INVOKE_ON_CANCEL = 32;
/** wdm.h. */
export const SL_INVOKE_ON_SUCCESS = 64;
/** wdm.h. */
export const SL_INVOKE_ON_ERROR = 128;
/** wdm.h. */
export const FILE_DEVICE_BEEP = 1;
/** wdm.h. */
export const FILE_DEVICE_CD_ROM = 2;
/** wdm.h. */
export const FILE_DEVICE_CD_ROM_FILE_SYSTEM = 3;
/** wdm.h. */
export const FILE_DEVICE_CONTROLLER = 4;
/** wdm.h. */
export const FILE_DEVICE_DATALINK = 5;
/** wdm.h. */
export const FILE_DEVICE_DFS = 6;
/** wdm.h. */
export const FILE_DEVICE_DISK = 7;
/** wdm.h. */
export const FILE_DEVICE_DISK_FILE_SYSTEM = 8;
/** wdm.h. */
export const FILE_DEVICE_FILE_SYSTEM = 9;
/** wdm.h. */
export const FILE_DEVICE_INPORT_PORT = 10;
/** wdm.h. */
export const FILE_DEVICE_KEYBOARD = 11;
/** wdm.h. */
export const FILE_DEVICE_MAILSLOT = 12;
/** wdm.h. */
export const FILE_DEVICE_MIDI_IN = 13;
/** wdm.h. */
export const FILE_DEVICE_MIDI_OUT = 14;
/** wdm.h. */
export const FILE_DEVICE_MOUSE = 15;
/** wdm.h. */
export const FILE_DEVICE_MULTI_UNC_PROVIDER = 16;
/** wdm.h. */
export const FILE_DEVICE_NAMED_PIPE = 17;
/** wdm.h. */
export const FILE_DEVICE_NETWORK = 18;
/** wdm.h. */
export const FILE_DEVICE_NETWORK_BROWSER = 19;
/** wdm.h. */
export const FILE_DEVICE_NETWORK_FILE_SYSTEM = 20;
/** wdm.h. */
export const FILE_DEVICE_NULL = 21;
/** wdm.h. */
export const FILE_DEVICE_PARALLEL_PORT = 22;
/** wdm.h. */
export const FILE_DEVICE_PHYSICAL_NETCARD = 23;
/** wdm.h. */
export const FILE_DEVICE_PRINTER = 24;
/** wdm.h. */
export const FILE_DEVICE_SCANNER = 25;
/** wdm.h. */
export const FILE_DEVICE_SERIAL_MOUSE_PORT = 26;
/** wdm.h. */
export const FILE_DEVICE_SERIAL_PORT = 27;
/** wdm.h. */
export const FILE_DEVICE_SCREEN = 28;
/** wdm.h. */
export const FILE_DEVICE_SOUND = 29;
/** wdm.h. */
export const FILE_DEVICE_STREAMS = 30;
/** wdm.h. */
export const FILE_DEVICE_TAPE = 31;
/** wdm.h. */
export const FILE_DEVICE_TAPE_FILE_SYSTEM = 32;
/** wdm.h. */
export const FILE_DEVICE_TRANSPORT = 33;
/** wdm.h. */
export const FILE_DEVICE_UNKNOWN = 34;
/** wdm.h. */
export const FILE_DEVICE_VIDEO = 35;
/** wdm.h. */
export const FILE_DEVICE_VIRTUAL_DISK = 36;
/** wdm.h. */
export const FILE_DEVICE_WAVE_IN = 37;
/** wdm.h. */
export const FILE_DEVICE_WAVE_OUT = 38;
/** wdm.h. */
export const FILE_DEVICE_8042_PORT = 39;
/** wdm.h. */
export const FILE_DEVICE_NETWORK_REDIRECTOR = 40;
/** wdm.h. */
export const FILE_DEVICE_BATTERY = 41;
/** wdm.h. */
export const FILE_DEVICE_BUS_EXTENDER = 42;
/** wdm.h. */
export const FILE_DEVICE_MODEM = 43;
/** wdm.h. */
export const FILE_DEVICE_VDM = 44;
/** wdm.h. */
export const FILE_DEVICE_MASS_STORAGE = 45;
/** wdm.h. */
export const FILE_DEVICE_SMB = 46;
/** wdm.h. */
export const FILE_DEVICE_KS = 47;
/** wdm.h. */
export const FILE_DEVICE_CHANGER = 48;
/** wdm.h. */
export const FILE_DEVICE_SMARTCARD = 49;
/** wdm.h. */
export const FILE_DEVICE_ACPI = 50;
/** wdm.h. */
export const FILE_DEVICE_DVD = 51;
/** wdm.h. */
export const FILE_DEVICE_FULLSCREEN_VIDEO = 52;
/** wdm.h. */
export const FILE_DEVICE_DFS_FILE_SYSTEM = 53;
/** wdm.h. */
export const FILE_DEVICE_DFS_VOLUME = 54;
/** wdm.h. */
export const FILE_DEVICE_SERENUM = 55;
/** wdm.h. */
export const FILE_DEVICE_TERMSRV = 56;
/** wdm.h. */
export const FILE_DEVICE_KSEC = 57;
/** wdm.h. */
export const FILE_DEVICE_FIPS = 58;
/** wdm.h. */
export const FILE_DEVICE_INFINIBAND = 59;
/** wdm.h. */
export const FILE_DEVICE_VMBUS = 62;
/** wdm.h. */
export const FILE_DEVICE_CRYPT_PROVIDER = 63;
/** wdm.h. */
export const FILE_DEVICE_WPD = 64;
/** wdm.h. */
export const FILE_DEVICE_BLUETOOTH = 65;
/** wdm.h. */
export const FILE_DEVICE_MT_COMPOSITE = 66;
/** wdm.h. */
export const FILE_DEVICE_MT_TRANSPORT = 67;
/** wdm.h. */
export const FILE_DEVICE_BIOMETRIC = 68;
/** wdm.h. */
export const FILE_DEVICE_PMI = 69;
/** wdm.h. */
export const FILE_DEVICE_EHSTOR = 70;
/** wdm.h. */
export const FILE_DEVICE_DEVAPI = 71;
/** wdm.h. */
export const FILE_DEVICE_GPIO = 72;
/** wdm.h. */
export const FILE_DEVICE_USBEX = 73;
/** wdm.h. */
export const FILE_DEVICE_CONSOLE = 80;
/** wdm.h. */
export const FILE_DEVICE_NFP = 81;
/** wdm.h. */
export const FILE_DEVICE_SYSENV = 82;
/** wdm.h. */
export const FILE_DEVICE_VIRTUAL_BLOCK = 83;
/** wdm.h. */
export const FILE_DEVICE_POINT_OF_SERVICE = 84;
/** wdm.h. */
export const FILE_DEVICE_STORAGE_REPLICATION = 85;
/** wdm.h. */
export const FILE_DEVICE_TRUST_ENV = 86;
/** wdm.h. */
export const FILE_DEVICE_UCM = 87;
/** wdm.h. */
export const FILE_DEVICE_UCMTCPCI = 88;
/** wdm.h. */
export const FILE_DEVICE_PERSISTENT_MEMORY = 89;
/** wdm.h. */
export const FILE_DEVICE_NVDIMM = 90;
/** wdm.h. */
export const FILE_DEVICE_HOLOGRAPHIC = 91;
/** wdm.h. */
export const FILE_DEVICE_SDFXHCI = 92;
/** wdm.h. */
export const FILE_DEVICE_UCMUCSI = 93;
/** wdm.h. */
export const FILE_DEVICE_PRM = 94;
/** wdm.h. */
export const FILE_DEVICE_EVENT_COLLECTOR = 95;
/** wdm.h. */
export const FILE_DEVICE_USB4 = 96;
/** wdm.h. */
export const FILE_DEVICE_SOUNDWIRE = 97;
/** wdm.h. */
export const FILE_REMOVABLE_MEDIA = 1;
/** wdm.h. */
export const FILE_READ_ONLY_DEVICE = 2;
/** wdm.h. */
export const FILE_AUTOGENERATED_DEVICE_NAME = 128;
/** wdm.h. */
export const FILE_DEVICE_SECURE_OPEN = 256;
/** wdm.h. */
export const DO_BUFFERED_IO = 4;
/** wdm.h. */
export const DO_EXCLUSIVE = 8;
/** wdm.h. */
export const DO_DIRECT_IO = 16;
/** wdm.h. */
export const DO_DEVICE_INITIALIZING = 128;
/** wdm.h. */
export const DO_SHUTDOWN_REGISTERED = 2048;
/** wdm.h. */
export const DO_BUS_ENUMERATED_DEVICE = 4096;
/** wdm.h. */
export const DO_POWER_PAGABLE = 8192;
/** wdm.h. */
export const DO_POWER_INRUSH = 16384;
/** ntddk.h. */
export const DO_DEVICE_HAS_NAME = 64;
/** wdm.h. */
export const DRVO_UNLOAD_INVOKED = 1;
/** wdm.h. */
export const DRVO_LEGACY_DRIVER = 2;
/** ntddk.h. */
export const DRVO_INITIALIZED = 16;
/** wdm.h. */
export const FO_FILE_OPEN = 1;
/** wdm.h. */
export const FO_SYNCHRONOUS_IO = 2;
/** wdm.h. */
export const FO_CLEANUP_COMPLETE = 16384;
/** wdm.h. */
export const FO_HANDLE_CREATED = 262144;
/** wdm.h. */
export const METHOD_BUFFERED = 0;
/** wdm.h. */
export const METHOD_IN_DIRECT = 1;
/** wdm.h. */
export const METHOD_OUT_DIRECT = 2;
/** wdm.h. */
export const METHOD_NEITHER = 3;
/** wdm.h. */
export const METHOD_DIRECT_TO_HARDWARE = 1;
/** wdm.h. */
export const METHOD_DIRECT_FROM_HARDWARE = 2;
/** wdm.h. */
export const FILE_ANY_ACCESS = 0;
/** wdm.h. */
export const FILE_SPECIAL_ACCESS = 0;
/** wdm.h. */
export const FILE_READ_ACCESS = 1;
/** wdm.h. */
export const FILE_WRITE_ACCESS = 2;
/** wdm.h. */
export const FILE_DIRECTORY_FILE = 1;
/** wdm.h. */
export const FILE_SYNCHRONOUS_IO_ALERT = 16;
/** wdm.h. */
export const FILE_SYNCHRONOUS_IO_NONALERT = 32;
/** wdm.h. */
export const FILE_NON_DIRECTORY_FILE = 64;
/** wdm.h. */
export const FILE_SUPERSEDE = 0;
/** wdm.h. */
export const FILE_OPEN = 1;
/** wdm.h. */
export const FILE_CREATE = 2;
/** wdm.h. */
export const FILE_OPEN_IF = 3;
/** wdm.h. */
export const FILE_OVERWRITE = 4;
/** wdm.h. */
export const FILE_OVERWRITE_IF = 5;
/** wdm.h. */
export const FILE_MAXIMUM_DISPOSITION = 5;
/** wdm.h. */
export const FILE_SUPERSEDED = 0;
/** wdm.h. */
export const FILE_OPENED = 1;
/** wdm.h. */
export const FILE_CREATED = 2;
/** wdm.h. */
export const FILE_OVERWRITTEN = 3;
/** wdm.h. */
export const FILE_EXISTS = 4;
/** wdm.h. */
export const FILE_DOES_NOT_EXIST = 5;
/** wdm.h. */
export const FILE_SHARE_READ = 1;
/** wdm.h. */
export const FILE_SHARE_WRITE = 2;
/** wdm.h. */
export const FILE_SHARE_DELETE = 4;
/** wdm.h. */
export const FILE_SHARE_VALID_FLAGS = 7;
/** wdm.h. */
export const FILE_ATTRIBUTE_NORMAL = 128;
/** wdm.h. */
export const FILE_READ_DATA = 1;
/** wdm.h. */
export const FILE_WRITE_DATA = 2;
/** wdm.h. */
export const FILE_READ_ATTRIBUTES = 128;
/** wdm.h. */
export const FILE_WRITE_ATTRIBUTES = 256;
/** wdm.h. */
export const FILE_ALL_ACCESS = 2032127;
/** wdm.h. */
export const FILE_GENERIC_READ = 1179785;
/** wdm.h. */
export const FILE_GENERIC_WRITE = 1179926;
/** wdm.h. */
export const DELETE = 65536;
/** wdm.h. */
export const SYNCHRONIZE = 1048576;
/** wdm.h. */
export const GENERIC_READ = 2147483648;
/** wdm.h. */
export const GENERIC_WRITE = 1073741824;
/** wdm.h. */
export const GENERIC_EXECUTE = 536870912;
/** wdm.h. */
export const GENERIC_ALL = 268435456;
/** ntdef.h. */
export const OBJ_INHERIT = 2;
/** ntdef.h. */
export const OBJ_PERMANENT = 16;
/** ntdef.h. */
export const OBJ_CASE_INSENSITIVE = 64;
/** ntdef.h. */
export const OBJ_OPENIF = 128;
/** ntdef.h. */
export const OBJ_KERNEL_HANDLE = 512;
/** wdm.h. */
export const MDL_MAPPED_TO_SYSTEM_VA = 1;
/** wdm.h. */
export const MDL_PAGES_LOCKED = 2;
/** wdm.h. */
export const MDL_SOURCE_IS_NONPAGED_POOL = 4;
/** wdm.h. */
export const MDL_ALLOCATED_FIXED_SIZE = 8;
/** wdm.h. */
export const MDL_PARTIAL = 16;
/** wdm.h. */
export const MDL_PARTIAL_HAS_BEEN_MAPPED = 32;
/** wdm.h. */
export const MDL_WRITE_OPERATION = 128;
/** wdm.h. */
export const MDL_MAPPING_CAN_FAIL = 8192;
/** wdm.h. */
export const IO_TYPE_DEVICE = 3;
/** wdm.h. */
export const IO_TYPE_DRIVER = 4;
/** wdm.h. */
export const IO_TYPE_FILE = 5;
/** wdm.h. */
export const IO_TYPE_IRP = 6;
/** wdm.h. */
export const IO_TYPE_DEVICE_OBJECT_EXTENSION = 13;
/** wdm.h. */
export const IO_TYPE_CSQ_IRP_CONTEXT = 1;
/** wdm.h. */
export const IO_TYPE_CSQ = 2;
/** wdm.h. */
export const IO_TYPE_CSQ_EX = 3;
/** wdm.h. */
export const REG_OPTION_NON_VOLATILE = 0;
/** wdm.h. */
export const REG_OPTION_VOLATILE = 1;
/** wdm.h. */
export const REG_CREATED_NEW_KEY = 1;
/** wdm.h. */
export const REG_OPENED_EXISTING_KEY = 2;
/** wdm.h. */
export const REG_NONE = 0;
/** wdm.h. */
export const REG_SZ = 1;
/** wdm.h. */
export const REG_EXPAND_SZ = 2;
/** wdm.h. */
export const REG_BINARY = 3;
/** wdm.h. */
export const REG_DWORD = 4;
/** wdm.h. */
export const REG_MULTI_SZ = 7;
/** wdm.h. */
export const REG_QWORD = 11;
/** wdm.h. */
export const RTL_QUERY_REGISTRY_SUBKEY = 1;
/** wdm.h. */
export const RTL_QUERY_REGISTRY_TOPKEY = 2;
/** wdm.h. */
export const RTL_QUERY_REGISTRY_REQUIRED = 4;
/** wdm.h. */
export const RTL_QUERY_REGISTRY_NOVALUE = 8;
/** wdm.h. */
export const RTL_QUERY_REGISTRY_NOEXPAND = 16;
/** wdm.h. */
export const RTL_QUERY_REGISTRY_DIRECT = 32;
/** wdm.h. */
export const RTL_QUERY_REGISTRY_DELETE = 64;
/** wdm.h. */
export const RTL_QUERY_REGISTRY_NOSTRING = 128;
/** wdm.h. */
export const RTL_QUERY_REGISTRY_TYPECHECK = 256;
/** wdm.h. */
export const RTL_QUERY_REGISTRY_TYPECHECK_SHIFT = 24;
/** wdm.h. */
export const RTL_QUERY_REGISTRY_TYPECHECK_MASK = -16777216;
/** wdm.h. */
export const RTL_REGISTRY_ABSOLUTE = 0;
/** wdm.h. */
export const RTL_REGISTRY_SERVICES = 1;
/** wdm.h. */
export const RTL_REGISTRY_CONTROL = 2;
/** wdm.h. */
export const RTL_REGISTRY_WINDOWS_NT = 3;
/** wdm.h. */
export const RTL_REGISTRY_DEVICEMAP = 4;
/** wdm.h. */
export const RTL_REGISTRY_USER = 5;
/** wdm.h. */
export const RTL_REGISTRY_MAXIMUM = 6;
/** wdm.h. */
export const RTL_REGISTRY_HANDLE = 1073741824;
/** wdm.h. */
export const RTL_REGISTRY_OPTIONAL = 2147483648;
/** dpfilter.h. */
export const DPFLTR_ERROR_LEVEL = 0;
/** dpfilter.h. */
export const DPFLTR_WARNING_LEVEL = 1;
/** dpfilter.h. */
export const DPFLTR_TRACE_LEVEL = 2;
/** dpfilter.h. */
export const DPFLTR_INFO_LEVEL = 3;
/** dpfilter.h. */
export const DPFLTR_MASK = 2147483648;
/** dpfilter.h. */
export const DPFLTR_SYSTEM_ID = 0;
/** dpfilter.h. */
export const DPFLTR_IHVDRIVER_ID = 77;
/** dpfilter.h. */
export const DPFLTR_DEFAULT_ID = 101;
/** wdm.h. */
export const HASH_STRING_ALGORITHM_DEFAULT = 0;
/** wdm.h. */
export const HASH_STRING_ALGORITHM_X65599 = 1;
/** wdm.h. */
export const HASH_STRING_ALGORITHM_INVALID = 4294967295;
