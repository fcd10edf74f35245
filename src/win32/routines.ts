/** Every declared routine of this folder, for the composition root. */
export { AddVectoredContinueHandler } from './add-vectored-continue-handler.ts';
export { AddVectoredExceptionHandler } from './add-vectored-exception-handler.ts';
export { GetLastError } from './get-last-error.ts';
export { RaiseException } from './raise-exception.ts';
export { RemoveVectoredContinueHandler } from './remove-vectored-continue-handler.ts';
export { RemoveVectoredExceptionHandler } from './remove-vectored-exception-handler.ts';
export { SetLastError } from './set-last-error.ts';
export { SetUnhandledExceptionFilter } from './set-unhandled-exception-filter.ts';
export { UnhandledExceptionFilter } from './unhandled-exception-filter.ts';
export { VirtualAlloc } from './virtual-alloc.ts';
export { VirtualFree } from './virtual-free.ts';
export { VirtualProtect } from './virtual-protect.ts';
export { VirtualQuery } from './virtual-query.ts';
