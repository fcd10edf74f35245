/**
 * What winternl.h declares of ntdll besides the routines that irqlab models there: counted strings that point at text,
 * and NtClose. They do what the routines of the same names do for drivers (docs/decisions/0072-objects-strings-registry.md).
 */
import { pointerBytes } from '../../contract/c-types.ts';
import { type CharacterKind, lengthOf, narrow, wide } from './character-kind.ts';
import { programs, type RuntimeFunction, runtimeFunction } from './runtime-function.ts';
import type { RuntimeHost } from './runtime-host.ts';

const STATUS_SUCCESS = 0;
const STATUS_INVALID_HANDLE = 0xc000_0008 | 0;
/** Most bytes of text: with its NUL it must fit the 16 bits of MaximumLength. */
const MOST_BYTES = { 1: 0xfffe, 2: 0xfffc } as const;

/** RtlInitUnicodeString and kin: lengths and the address of the text; NULL makes an empty string. */
const initialize = (kind: CharacterKind) => (host: RuntimeHost) => (target: number, text: number) => {
  const { memory, architecture } = host;
  const length = text === 0 ? 0 : Math.min(kind.bytes * lengthOf(memory, kind, text), MOST_BYTES[kind.bytes]);
  memory.writeUint16(target, length);
  memory.writeUint16(target + 2, text === 0 ? 0 : length + kind.bytes);
  memory.writePointer(target + pointerBytes(architecture), text);
};

const declare = (prototype: string, bind: RuntimeFunction['bind']): RuntimeFunction =>
  runtimeFunction(prototype, 'winternl.h', programs, bind);

/** RtlInitUnicodeString, RtlInitAnsiString, RtlInitString, NtClose. */
export const windowsNativeFunctions: readonly RuntimeFunction[] = [
  declare(
    'void __stdcall RtlInitUnicodeString(struct _UNICODE_STRING *DestinationString, const wchar_t *SourceString)',
    initialize(wide),
  ),
  declare(
    'void __stdcall RtlInitAnsiString(struct _STRING *DestinationString, const char *SourceString)',
    initialize(narrow),
  ),
  declare(
    'void __stdcall RtlInitString(struct _STRING *DestinationString, const char *SourceString)',
    initialize(narrow),
  ),
  declare(
    'long __stdcall NtClose(void *Handle)',
    (host) => (handle: number) =>
      host.call('CloseHandle', handle) === 0 ? STATUS_INVALID_HANDLE : STATUS_SUCCESS,
  ),
];
