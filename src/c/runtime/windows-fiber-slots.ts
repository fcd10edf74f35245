/**
 * FlsAlloc and kin. There are no fibers, so each thread is one, and the slots are those of TlsAlloc (*ours*,
 * docs/decisions/0080-small-routines-of-programs.md).
 */
import { programs, type RuntimeFunction, runtimeFunction } from './runtime-function.ts';

const declare = (prototype: string, bind: RuntimeFunction['bind']): RuntimeFunction =>
  runtimeFunction(prototype, 'windows.h', programs, bind);

/** FlsAlloc, FlsFree, FlsGetValue, FlsSetValue. */
export const windowsFiberSlotFunctions: readonly RuntimeFunction[] = [
  declare(
    'unsigned long __stdcall FlsAlloc(void (__stdcall *lpCallback)(void *))',
    (host) => (callback: number) =>
      // It would have to be called when a thread ends, for what that thread has stored.
      callback === 0 ? host.call('TlsAlloc') : host.notModelled('FlsAlloc with a callback'),
  ),
  declare(
    'int __stdcall FlsFree(unsigned long dwFlsIndex)',
    (host) => (index: number) => host.call('TlsFree', index),
  ),
  declare(
    'void *__stdcall FlsGetValue(unsigned long dwFlsIndex)',
    (host) => (index: number) => host.call('TlsGetValue', index),
  ),
  declare(
    'int __stdcall FlsSetValue(unsigned long dwFlsIndex, void *lpFlsData)',
    (host) => (index: number, value: number) => host.call('TlsSetValue', index, value),
  ),
];
