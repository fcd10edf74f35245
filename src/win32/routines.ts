/** Every declared routine of this folder, for the composition root. */

export { AcquireSRWLockExclusive, AcquireSRWLockShared } from './acquire-srw-lock.ts';
export { AddVectoredContinueHandler } from './add-vectored-continue-handler.ts';
export { AddVectoredExceptionHandler } from './add-vectored-exception-handler.ts';
export { AllocateUserPhysicalPages } from './allocate-user-physical-pages.ts';
export { CancelIo, CancelIoEx } from './cancel-io.ts';
export { CloseHandle } from './close-handle.ts';
export {
  CreateEventA,
  CreateEventExA,
  CreateEventExW,
  CreateEventW,
  OpenEventA,
  OpenEventW,
} from './create-event.ts';
export { CreateFileA, CreateFileW } from './create-file.ts';
export { CreateMutexA, CreateMutexExA, CreateMutexExW, CreateMutexW, OpenMutexW } from './create-mutex.ts';
export {
  CreateSemaphoreA,
  CreateSemaphoreExA,
  CreateSemaphoreExW,
  CreateSemaphoreW,
  OpenSemaphoreW,
} from './create-semaphore.ts';
export { CreateThread } from './create-thread.ts';
export {
  CreateWaitableTimerA,
  CreateWaitableTimerExW,
  CreateWaitableTimerW,
  OpenWaitableTimerW,
} from './create-waitable-timer.ts';
export { DebugBreak, IsDebuggerPresent } from './debug-break.ts';
export { DeleteCriticalSection } from './delete-critical-section.ts';
export { DeviceIoControl } from './device-io-control.ts';
export { DuplicateHandle } from './duplicate-handle.ts';
export { EnterCriticalSection } from './enter-critical-section.ts';
export { ExitProcess } from './exit-process.ts';
export { ExitThread } from './exit-thread.ts';
export { FreeUserPhysicalPages } from './free-user-physical-pages.ts';
export { GetCurrentProcess, GetCurrentThread } from './get-current-process.ts';
export { GetCurrentProcessId, GetCurrentThreadId } from './get-current-process-id.ts';
export { GetExitCodeProcess } from './get-exit-code-process.ts';
export { GetExitCodeThread } from './get-exit-code-thread.ts';
export { GetLastError } from './get-last-error.ts';
export { GetModuleHandleA, GetModuleHandleW } from './get-module-handle.ts';
export { GetOverlappedResult } from './get-overlapped-result.ts';
export { GetProcAddress } from './get-proc-address.ts';
export { GetProcessHeap } from './get-process-heap.ts';
export { GetProcessHeaps } from './get-process-heaps.ts';
export { GetNativeSystemInfo, GetSystemInfo } from './get-system-info.ts';
export { GetSystemTimeAsFileTime } from './get-system-time-as-file-time.ts';
export { GetProcessId, GetThreadId } from './get-thread-id.ts';
export { GetTickCount, GetTickCount64 } from './get-tick-count.ts';
export { GetVersion } from './get-version.ts';
export { GlobalAlloc, LocalAlloc } from './global-alloc.ts';
export { GlobalFlags, LocalFlags } from './global-flags.ts';
export { GlobalFree, LocalFree } from './global-free.ts';
export { GlobalHandle, LocalHandle } from './global-handle.ts';
export { GlobalLock, LocalLock } from './global-lock.ts';
export { GlobalReAlloc, LocalReAlloc } from './global-re-alloc.ts';
export { GlobalSize, LocalSize } from './global-size.ts';
export { GlobalUnlock, LocalUnlock } from './global-unlock.ts';
export { HeapAlloc } from './heap-alloc.ts';
export { HeapCompact } from './heap-compact.ts';
export { HeapCreate } from './heap-create.ts';
export { HeapDestroy } from './heap-destroy.ts';
export { HeapFree } from './heap-free.ts';
export { HeapLock } from './heap-lock.ts';
export { HeapQueryInformation } from './heap-query-information.ts';
export { HeapReAlloc } from './heap-re-alloc.ts';
export { HeapSetInformation } from './heap-set-information.ts';
export { HeapSize } from './heap-size.ts';
export { HeapSummary } from './heap-summary.ts';
export { HeapUnlock } from './heap-unlock.ts';
export { HeapValidate } from './heap-validate.ts';
export { HeapWalk } from './heap-walk.ts';
export { InitOnceBeginInitialize, InitOnceComplete } from './init-once-begin-initialize.ts';
export { InitOnceExecuteOnce, InitOnceInitialize } from './init-once-execute-once.ts';
export { InitializeConditionVariable } from './initialize-condition-variable.ts';
export {
  InitializeCriticalSection,
  InitializeCriticalSectionAndSpinCount,
} from './initialize-critical-section.ts';
export { InitializeSRWLock } from './initialize-srw-lock.ts';
export { IsBadReadPtr, IsBadWritePtr } from './is-bad-read-ptr.ts';
export { LeaveCriticalSection } from './leave-critical-section.ts';
export { MapUserPhysicalPages } from './map-user-physical-pages.ts';
export { OutputDebugStringA, OutputDebugStringW } from './output-debug-string.ts';
export { QueryPerformanceCounter, QueryPerformanceFrequency } from './query-performance-counter.ts';
export { QueueUserAPC } from './queue-user-apc.ts';
export { RaiseException } from './raise-exception.ts';
export { ReadFile, WriteFile } from './read-file.ts';
export { ReleaseMutex } from './release-mutex.ts';
export { ReleaseSemaphore } from './release-semaphore.ts';
export { ReleaseSRWLockExclusive, ReleaseSRWLockShared } from './release-srw-lock.ts';
export { RemoveVectoredContinueHandler } from './remove-vectored-continue-handler.ts';
export { RemoveVectoredExceptionHandler } from './remove-vectored-exception-handler.ts';
export { ResumeThread } from './resume-thread.ts';
export { SetErrorMode } from './set-error-mode.ts';
export { PulseEvent, ResetEvent, SetEvent } from './set-event.ts';
export { SetLastError } from './set-last-error.ts';
export { GetThreadPriority, SetThreadPriority } from './set-thread-priority.ts';
export { SetUnhandledExceptionFilter } from './set-unhandled-exception-filter.ts';
export { CancelWaitableTimer, SetWaitableTimer } from './set-waitable-timer.ts';
export { SignalObjectAndWait } from './signal-object-and-wait.ts';
export { Sleep, SleepEx } from './sleep.ts';
export { SleepConditionVariableCS, SleepConditionVariableSRW } from './sleep-condition-variable.ts';
export { SuspendThread } from './suspend-thread.ts';
export { SwitchToThread } from './switch-to-thread.ts';
export { TerminateProcess } from './terminate-process.ts';
export { TlsAlloc } from './tls-alloc.ts';
export { TlsFree } from './tls-free.ts';
export { TlsGetValue } from './tls-get-value.ts';
export { TlsSetValue } from './tls-set-value.ts';
export { TryAcquireSRWLockExclusive, TryAcquireSRWLockShared } from './try-acquire-srw-lock.ts';
export { TryEnterCriticalSection } from './try-enter-critical-section.ts';
export { UnhandledExceptionFilter } from './unhandled-exception-filter.ts';
export { VirtualAlloc } from './virtual-alloc.ts';
export { VirtualFree } from './virtual-free.ts';
export { VirtualProtect } from './virtual-protect.ts';
export { VirtualQuery } from './virtual-query.ts';
export { WaitForMultipleObjects, WaitForMultipleObjectsEx } from './wait-for-multiple-objects.ts';
export { WaitForSingleObject, WaitForSingleObjectEx } from './wait-for-single-object.ts';
export { WaitOnAddress, WakeByAddressAll, WakeByAddressSingle } from './wait-on-address.ts';
export { WakeAllConditionVariable, WakeConditionVariable } from './wake-condition-variable.ts';
