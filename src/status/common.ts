// The codes that the simulator itself returns, raises or compares with, as plain constants: importing
// one of them brings no table along. Values: ntstatus.h and winerror.h; a test compares each with the
// full tables. Unsigned, as everywhere in TypeScript; C sees an NTSTATUS as signed.

// Success and informational

/** The operation worked. */
export const STATUS_SUCCESS = 0x0000_0000;
/** What is no character was replaced. */
export const STATUS_SOME_NOT_MAPPED = 0x0000_0107;
/** A mutex was acquired whose last owner had ended without a release. */
export const STATUS_ABANDONED = 0x0000_0080;
/** A user APC ended a wait. */
export const STATUS_USER_APC = 0x0000_00c0;
/** An alert ended a wait. */
export const STATUS_ALERTED = 0x0000_0101;
/** A wait ended because its time was up. */
export const STATUS_TIMEOUT = 0x0000_0102;
/** The operation was started and will finish later. */
export const STATUS_PENDING = 0x0000_0103;

// Warnings: the exceptions a program is expected to meet

/** First touch of a page with PAGE_GUARD. */
export const STATUS_GUARD_PAGE_VIOLATION = 0x8000_0001;
/** Access to an address that is not aligned for its type. */
export const STATUS_DATATYPE_MISALIGNMENT = 0x8000_0002;
/** A breakpoint instruction ran. */
export const STATUS_BREAKPOINT = 0x8000_0003;
/** One instruction ran with the trap flag set. */
export const STATUS_SINGLE_STEP = 0x8000_0004;
/** A walk or an enumeration has shown everything. */
export const STATUS_NO_MORE_ENTRIES = 0x8000_001a;
/** Code of an unwind that longjmp started. */
export const STATUS_LONGJUMP = 0x8000_0026;

// Errors: waits

/** A mutex was released by a thread that does not own it. */
export const STATUS_MUTANT_NOT_OWNED = 0xc000_0046;
/** The caller does not hold the lock that it gives back. */
export const STATUS_RESOURCE_NOT_OWNED = 0xc000_0264;
/** The object is being deleted: a remove lock is not given out any more. */
export const STATUS_DELETE_PENDING = 0xc000_0056;
/** A release would take a semaphore above its limit. */
export const STATUS_SEMAPHORE_LIMIT_EXCEEDED = 0xc000_0047;
/** A mutex was acquired more often than can be counted. */
export const STATUS_MUTANT_LIMIT_EXCEEDED = 0xc000_0191;

// Errors: general

/** It failed, with no better code. */
export const STATUS_UNSUCCESSFUL = 0xc000_0001;
/** The function exists but does nothing. */
export const STATUS_NOT_IMPLEMENTED = 0xc000_0002;
/** The information class is not one of the known ones. */
export const STATUS_INVALID_INFO_CLASS = 0xc000_0003;
/** The length does not fit the information class. */
export const STATUS_INFO_LENGTH_MISMATCH = 0xc000_0004;
/** The handle is not valid. */
export const STATUS_INVALID_HANDLE = 0xc000_0008;
/** An argument is not valid, without saying which. */
export const STATUS_INVALID_PARAMETER = 0xc000_000d;
/** The first argument is not valid. */
export const STATUS_INVALID_PARAMETER_1 = 0xc000_00ef;
/** The second argument is not valid. */
export const STATUS_INVALID_PARAMETER_2 = 0xc000_00f0;
/** The third argument is not valid. */
export const STATUS_INVALID_PARAMETER_3 = 0xc000_00f1;
/** The fourth argument is not valid. */
export const STATUS_INVALID_PARAMETER_4 = 0xc000_00f2;
/** The fifth argument is not valid. */
export const STATUS_INVALID_PARAMETER_5 = 0xc000_00f3;
/** The sixth argument is not valid. */
export const STATUS_INVALID_PARAMETER_6 = 0xc000_00f4;
/** The caller may not do this. */
export const STATUS_ACCESS_DENIED = 0xc000_0022;
/** The caller lacks a privilege. */
export const STATUS_PRIVILEGE_NOT_HELD = 0xc000_0061;
/** The buffer cannot hold the result. */
export const STATUS_BUFFER_TOO_SMALL = 0xc000_0023;
/** The handle or pointer names an object of another type. */
export const STATUS_OBJECT_TYPE_MISMATCH = 0xc000_0024;
/** A key that has subkeys cannot be deleted. */
export const STATUS_CANNOT_DELETE = 0xc000_0121;
/** The key was deleted. */
export const STATUS_KEY_DELETED = 0xc000_017c;
/** A key of a volatile key cannot last longer than that. */
export const STATUS_CHILD_MUST_BE_VOLATILE = 0xc000_0181;
/** The request is not supported. */
export const STATUS_NOT_SUPPORTED = 0xc000_00bb;
/** The process is ending. */
export const STATUS_PROCESS_IS_TERMINATING = 0xc000_010a;

// Errors: memory

/** No virtual memory or quota left for the request. */
export const STATUS_NO_MEMORY = 0xc000_0017;
/** The address range overlaps one in use. */
export const STATUS_CONFLICTING_ADDRESSES = 0xc000_0018;
/** The range cannot be freed: it is not the caller's reservation. */
export const STATUS_UNABLE_TO_FREE_VM = 0xc000_001a;
/** The section cannot be deleted. */
export const STATUS_UNABLE_TO_DELETE_SECTION = 0xc000_001b;
/** The pages are committed already. */
export const STATUS_ALREADY_COMMITTED = 0xc000_0021;
/** The pages are reserved but not committed. */
export const STATUS_NOT_COMMITTED = 0xc000_002d;
/** The page protection is not valid. */
export const STATUS_INVALID_PAGE_PROTECTION = 0xc000_0045;
/** The protection does not agree with that of the section. */
export const STATUS_SECTION_PROTECTION = 0xc000_004e;
/** A kernel resource, such as pool, has run out. */
export const STATUS_INSUFFICIENT_RESOURCES = 0xc000_009a;
/** A release did not start at the base of its reservation. */
export const STATUS_FREE_VM_NOT_AT_BASE = 0xc000_009f;
/** There is no allocation at the address. */
export const STATUS_MEMORY_NOT_ALLOCATED = 0xc000_00a0;
/** The commit limit of the system is reached. */
export const STATUS_COMMITMENT_LIMIT = 0xc000_012d;

// Errors: exceptions

/** Access to an address that does not allow it. */
export const STATUS_ACCESS_VIOLATION = 0xc000_0005;
/** A page could not be read in. */
export const STATUS_IN_PAGE_ERROR = 0xc000_0006;
/** An instruction that does not exist. */
export const STATUS_ILLEGAL_INSTRUCTION = 0xc000_001d;
/** A filter continued an exception that cannot be continued. */
export const STATUS_NONCONTINUABLE_EXCEPTION = 0xc000_0025;
/** A handler returned a value that is no disposition. */
export const STATUS_INVALID_DISPOSITION = 0xc000_0026;
/** Code of an unwind without a record of its own. */
export const STATUS_UNWIND = 0xc000_0027;
/** The frame to unwind to is not one of the thread. */
export const STATUS_INVALID_UNWIND_TARGET = 0xc000_0029;
/** An array index out of bounds, found by hardware. */
export const STATUS_ARRAY_BOUNDS_EXCEEDED = 0xc000_008c;
/** Integer division by zero. */
export const STATUS_INTEGER_DIVIDE_BY_ZERO = 0xc000_0094;
/** Integer result out of range. */
export const STATUS_INTEGER_OVERFLOW = 0xc000_0095;
/** A kernel instruction in user mode. */
export const STATUS_PRIVILEGED_INSTRUCTION = 0xc000_0096;
/** Floating-point numbers where their state cannot be saved. */
export const STATUS_ILLEGAL_FLOAT_CONTEXT = 0xc000_014a;
/** The stack cannot grow any further. */
export const STATUS_STACK_OVERFLOW = 0xc000_00fd;
/** Heap metadata is damaged. */
export const STATUS_HEAP_CORRUPTION = 0xc000_0374;
/** A fast-fail request, such as a broken stack cookie. */
export const STATUS_STACK_BUFFER_OVERRUN = 0xc000_0409;
/** An assertion did not hold. */
export const STATUS_ASSERTION_FAILURE = 0xc000_0420;

// Win32 errors

/** The operation worked. */
export const ERROR_SUCCESS = 0;
/** The handle is not valid. */
export const ERROR_INVALID_HANDLE = 6;
/** Not enough memory for the command. */
export const ERROR_NOT_ENOUGH_MEMORY = 8;
/** A device does not work; also the image of STATUS_UNSUCCESSFUL. */
export const ERROR_GEN_FAILURE = 31;
/** An argument is not valid. */
export const ERROR_INVALID_PARAMETER = 87;
/** The buffer cannot hold the result; the image of STATUS_BUFFER_TOO_SMALL. */
export const ERROR_INSUFFICIENT_BUFFER = 122;
/** The block was discarded. */
export const ERROR_DISCARDED = 157;
/** The block or pages are not locked. */
export const ERROR_NOT_LOCKED = 158;
/** An object of that name was there already. */
export const ERROR_ALREADY_EXISTS = 183;
/** A walk or an enumeration has shown everything. */
export const ERROR_NO_MORE_ITEMS = 259;
/** The caller does not own what it gives back. */
export const ERROR_NOT_OWNER = 288;
/** No message for the number; also what a status without a mapping gives. */
export const ERROR_MR_MID_NOT_FOUND = 317;
/** The results of a request have not come. */
export const ERROR_IO_INCOMPLETE = 996;
/** Access to an address that does not allow it; the image of STATUS_ACCESS_VIOLATION. */
export const ERROR_NOACCESS = 998;

/** The time was up. */
export const ERROR_TIMEOUT = 1460;

// I/O and objects

/** An object with that name is there already: it was opened. */
export const STATUS_OBJECT_NAME_EXISTS = 0x4000_0000;
/** Not everything fits: the beginning was stored. */
export const STATUS_BUFFER_OVERFLOW = 0x8000_0005;
/** There is no such device, or it is not ready for requests yet. */
export const STATUS_NO_SUCH_DEVICE = 0xc000_000e;
/** There is no such file. */
export const STATUS_NO_SUCH_FILE = 0xc000_000f;
/** The device does not know the request. */
export const STATUS_INVALID_DEVICE_REQUEST = 0xc000_0010;
/** There is nothing more to read. */
export const STATUS_END_OF_FILE = 0xc000_0011;
/** A completion routine keeps its IRP: the completion stops there. */
export const STATUS_MORE_PROCESSING_REQUIRED = 0xc000_0016;
/** A name has a form that no object can have. */
export const STATUS_OBJECT_NAME_INVALID = 0xc000_0033;
/** A thread is suspended as often as it can be. */
export const STATUS_SUSPEND_COUNT_EXCEEDED = 0xc000_004a;
/** A module exports no routine of that name. */
export const STATUS_PROCEDURE_NOT_FOUND = 0xc000_007a;
/** There is no such module. */
export const STATUS_DLL_NOT_FOUND = 0xc000_0135;
/** There is no object of that name. */
export const STATUS_OBJECT_NAME_NOT_FOUND = 0xc000_0034;
/** There is an object of that name already. */
export const STATUS_OBJECT_NAME_COLLISION = 0xc000_0035;
/** There is no directory on the way to a name. */
export const STATUS_OBJECT_PATH_NOT_FOUND = 0xc000_003a;
/** A path does not begin with a backslash. */
export const STATUS_OBJECT_PATH_SYNTAX_BAD = 0xc000_003b;
/** Others have it open in a way that excludes this. */
export const STATUS_SHARING_VIOLATION = 0xc000_0043;
/** Revisions do not match. */
export const STATUS_REVISION_MISMATCH = 0xc000_0059;
/** The device is not ready. */
export const STATUS_DEVICE_NOT_READY = 0xc000_00a3;
/** A buffer of the caller cannot be used. */
export const STATUS_INVALID_USER_BUFFER = 0xc000_00e8;
/** A driver is loaded already. */
export const STATUS_IMAGE_ALREADY_LOADED = 0xc000_010e;
/** The request was cancelled. */
export const STATUS_CANCELLED = 0xc000_0120;
/** The file was closed. */
export const STATUS_FILE_CLOSED = 0xc000_0128;
/** A size does not fit the request. */
export const STATUS_INVALID_BUFFER_SIZE = 0xc000_0206;
/** There is no such thing. */
export const STATUS_NOT_FOUND = 0xc000_0225;
/** A text is longer than a counted string can be. */
export const STATUS_NAME_TOO_LONG = 0xc000_0106;
/** An entry of a generic table is not what is looked for. */
export const STATUS_NO_MATCH = 0xc000_0272;
/** A check found that a program uses memory wrongly. */
export const STATUS_VERIFIER_STOP = 0xc000_0421;
