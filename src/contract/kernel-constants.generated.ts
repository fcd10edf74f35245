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
export const PoolExtendedParameterInvalidType = 0;
/** wdm.h. */
export const PoolExtendedParameterPriority = 1;
/** wdm.h. */
export const PoolExtendedParameterSecurePool = 2;
/** wdm.h. */
export const PoolExtendedParameterNumaNode = 3;
/** wdm.h. */
export const PoolExtendedParameterMax = 4;
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
export const THREAD_TERMINATE = 1;
/** wdm.h. */
export const THREAD_ALL_ACCESS = 2097151;
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
