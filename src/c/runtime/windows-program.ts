/**
 * What a program asks about itself and its machine: command line, modules by path, directories, versions, names. The
 * answers are fixed where a simulated machine has none (*ours*, docs/decisions/0080-small-routines-of-programs.md).
 */
import { type CharacterKind, characterKinds, narrow, storeUnits, unitsOfText } from './character-kind.ts';
import { programs, type RuntimeFunction, runtimeFunction } from './runtime-function.ts';
import type { RuntimeHost } from './runtime-host.ts';
import { failed } from './windows-text.ts';

const ERROR_MOD_NOT_FOUND = 126;
const ERROR_INSUFFICIENT_BUFFER = 122;
const ERROR_INVALID_HANDLE = 6;
const ERROR_BUFFER_OVERFLOW = 111;
const COMPUTER = 'IRQLAB';
const DIRECTORY = 'C:\\irqlab';
const SYSTEM = 'C:\\Windows\\System32';
/** Most characters of a command line, its NUL among them: CreateProcess takes no more. */
const MOST_COMMAND_LINE = 32_768;
/** OSVERSIONINFO without its size: version, build, platform, and a text of 128 characters. */
const VERSION = [6, 2, 9200, 2];
const VERSION_TEXT = 20;
const VERSION_CHARACTERS = 128;
const VER_NT_WORKSTATION = 1;
const FIXED_MODULES = ['ntdll.dll', 'kernel32.dll', 'kernelbase.dll'];
const DONT_RESOLVE_OR_DATA = 0x1 | 0x2 | 0x20 | 0x40;

/** Stores a text with its NUL: its length; the size that it takes, with the NUL, when it does not fit. */
function giveText(
  host: RuntimeHost,
  kind: CharacterKind,
  text: string,
  buffer: number,
  size: number,
): number {
  const units = unitsOfText(text);
  if (size <= units.length) return units.length + 1;
  storeUnits(host.memory, kind, buffer, units);
  return units.length;
}

/** The path of a module; null for an address that is none. */
function pathOf(host: RuntimeHost, module: number): string | null {
  const at = (name: string | number) => Number(host.call('GetModuleHandleA', name));
  if (module === 0 || module === at(0)) return `${DIRECTORY}\\${host.surroundings.name}`;
  const found = FIXED_MODULES.find((name) => at(name) === module);
  return found === undefined ? null : `${SYSTEM}\\${found}`;
}

/** GetModuleFileName: what does not fit is cut, and the last error says so. */
const moduleFileName =
  (kind: CharacterKind) => (host: RuntimeHost) => (module: number, buffer: number, size: number) => {
    const path = pathOf(host, module);
    if (path === null) return failed(host, ERROR_MOD_NOT_FOUND);
    const units = unitsOfText(path);
    if (size > units.length) {
      storeUnits(host.memory, kind, buffer, units);
      return units.length;
    }
    if (size > 0) storeUnits(host.memory, kind, buffer, units.slice(0, size - 1));
    failed(host, ERROR_INSUFFICIENT_BUFFER);
    return size;
  };

/** GetCommandLine: always the same address. */
const commandLine = (kind: CharacterKind) => (host: RuntimeHost) => {
  let address = 0;
  const place = host.allocateStatic(MOST_COMMAND_LINE * kind.bytes, 16);
  return () => {
    if (address === 0) {
      const units = unitsOfText(host.surroundings.commandLine()).slice(0, MOST_COMMAND_LINE - 1);
      storeUnits(
        host.memory,
        kind,
        place,
        kind === narrow ? units.map((unit) => Math.min(unit, 0xff)) : units,
      );
      address = place;
    }
    return address;
  };
};

const computerName = (kind: CharacterKind) => (host: RuntimeHost) => (buffer: number, size: number) => {
  const given = host.memory.readUint32(size);
  const length = giveText(host, kind, COMPUTER, buffer, given);
  host.memory.writeUint32(size, length);
  return length <= given ? 1 : failed(host, ERROR_BUFFER_OVERFLOW);
};

/** GetVersionEx: the version that GetVersion has, for either size of the structure. */
const version = (kind: CharacterKind) => (host: RuntimeHost) => (address: number) => {
  const { memory } = host;
  const small = VERSION_TEXT + VERSION_CHARACTERS * kind.bytes;
  const size = memory.readUint32(address);
  if (size !== small && size !== small + 8) return failed(host, ERROR_INSUFFICIENT_BUFFER);
  memory.fill(address + 4, size - 4, 0);
  for (const [index, part] of VERSION.entries()) memory.writeUint32(address + 4 + 4 * index, part);
  if (size > small) memory.writeUint8(address + small + 6, VER_NT_WORKSTATION);
  return 1;
};

/** LoadLibrary finds what is there: nothing else can be loaded. */
const loadLibrary =
  (kind: CharacterKind) =>
  (host: RuntimeHost) =>
  (name: number, _file = 0, flags = 0) => {
    if ((flags & DONT_RESOLVE_OR_DATA) !== 0) host.notModelled('LoadLibraryEx of a file as data');
    return name === 0
      ? failed(host, ERROR_MOD_NOT_FOUND)
      : host.call(`GetModuleHandle${kind === narrow ? 'A' : 'W'}`, name);
  };

const ofKind = (kind: CharacterKind): RuntimeFunction[] => {
  const set = kind === narrow ? 'A' : 'W';
  const { type } = kind;
  const declare = (prototype: string, bind: RuntimeFunction['bind']) =>
    runtimeFunction(prototype, 'windows.h', programs, bind);
  const directory = (name: string, path: string, parameters: (text: string) => string, order: 0 | 1) =>
    declare(
      `unsigned ${order === 0 ? 'long ' : ''}__stdcall ${name}${set}(${parameters(`${type} *lpBuffer`)})`,
      (host) =>
        order === 0
          ? (size: number, buffer: number) => giveText(host, kind, path, buffer, size)
          : (buffer: number, size: number) => giveText(host, kind, path, buffer, size),
    );
  return [
    declare(`${type} *__stdcall GetCommandLine${set}(void)`, commandLine(kind)),
    declare(
      `unsigned long __stdcall GetModuleFileName${set}(struct HINSTANCE__ *hModule, ${type} *lpFilename, unsigned long nSize)`,
      moduleFileName(kind),
    ),
    directory('GetCurrentDirectory', DIRECTORY, (text) => `unsigned long nBufferLength, ${text}`, 0),
    directory('GetSystemDirectory', SYSTEM, (text) => `${text}, unsigned uSize`, 1),
    directory('GetWindowsDirectory', 'C:\\Windows', (text) => `${text}, unsigned uSize`, 1),
    declare(
      `int __stdcall GetComputerName${set}(${type} *lpBuffer, unsigned long *nSize)`,
      computerName(kind),
    ),
    declare(
      `int __stdcall GetVersionEx${set}(struct _OSVERSIONINFO${set} *lpVersionInformation)`,
      version(kind),
    ),
    declare(
      `struct HINSTANCE__ *__stdcall LoadLibrary${set}(const ${type} *lpLibFileName)`,
      loadLibrary(kind),
    ),
    declare(
      `struct HINSTANCE__ *__stdcall LoadLibraryEx${set}(const ${type} *lpLibFileName, void *hFile, unsigned long dwFlags)`,
      loadLibrary(kind),
    ),
  ];
};

const once = (prototype: string, bind: RuntimeFunction['bind']) =>
  runtimeFunction(prototype, 'windows.h', programs, bind);

/** GetCommandLine, GetModuleFileName, LoadLibrary, FreeLibrary, directories, names and versions. */
export const windowsProgramFunctions: readonly RuntimeFunction[] = [
  ...characterKinds.flatMap(ofKind),
  once(
    'int __stdcall FreeLibrary(struct HINSTANCE__ *hLibModule)',
    (host) => (module: number) =>
      pathOf(host, module === 0 ? -1 : module) === null ? failed(host, ERROR_MOD_NOT_FOUND) : 1,
  ),
  once(
    'int __stdcall IsWow64Process(void *hProcess, int *Wow64Process)',
    (host) => (process: number, result: number) => {
      // A pseudo handle has all bits set, which is a positive number on x86.
      if ((process | 0) !== -1) return failed(host, ERROR_INVALID_HANDLE);
      host.memory.writeUint32(result, host.surroundings.isWow64 ? 1 : 0);
      return 1;
    },
  ),
];
