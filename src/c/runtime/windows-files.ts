/**
 * What programs call that has no counterpart in a machine without disks and windows: files are NotModelled by name, and
 * a message box is text on standard error, whose first button is pressed (*ours*,
 * docs/decisions/0080-small-routines-of-programs.md).
 */
import { utf8Bytes } from '../source/utf8.ts';
import { type CharacterKind, characterKinds, narrow, stringAt } from './character-kind.ts';
import { programs, type RuntimeFunction, runtimeFunction } from './runtime-function.ts';
import type { RuntimeHost } from './runtime-host.ts';
import { failed } from './windows-text.ts';

const ERROR_INVALID_MSGBOX_STYLE = 1438;

/** By the kind of a box (its lowest four bits), what its first button answers. */
const FIRST_BUTTONS = [
  1, // MB_OK: IDOK
  1, // MB_OKCANCEL: IDOK
  3, // MB_ABORTRETRYIGNORE: IDABORT
  6, // MB_YESNOCANCEL: IDYES
  6, // MB_YESNO: IDYES
  4, // MB_RETRYCANCEL: IDRETRY
  2, // MB_CANCELTRYCONTINUE: IDCANCEL
];

const messageBox =
  (kind: CharacterKind) =>
  (host: RuntimeHost) =>
  (_owner: number, text: number, caption: number, style: number) => {
    const answer = FIRST_BUTTONS[style & 0xf];
    if (answer === undefined) return failed(host, ERROR_INVALID_MSGBOX_STYLE);
    const title = caption === 0 ? 'Error' : stringAt(host.memory, kind, caption);
    const message = text === 0 ? '' : stringAt(host.memory, kind, text);
    host.write('stderr', utf8Bytes(`[${title}] ${message}\n`));
    return answer;
  };

const declare = (prototype: string, bind: RuntimeFunction['bind']): RuntimeFunction =>
  runtimeFunction(prototype, 'windows.h', programs, bind);

/** A function that stops with its name. */
const missing = (name: string, prototype: (name: string) => string): RuntimeFunction => ({
  ...declare(prototype(name), (host) => () => host.notModelled(name)),
  isMissing: true,
});

const ofKind = (kind: CharacterKind): RuntimeFunction[] => {
  const letter = kind === narrow ? 'A' : 'W';
  const path = `const ${kind.type} *lpFileName`;
  const two = `const ${kind.type} *lpExistingFileName, const ${kind.type} *lpNewFileName`;
  const data = `struct _WIN32_FIND_DATA${letter} *lpFindFileData`;
  return [
    declare(
      `int __stdcall MessageBox${letter}(struct HWND__ *hWnd, const ${kind.type} *lpText, const ${kind.type} *lpCaption, unsigned uType)`,
      messageBox(kind),
    ),
    missing(`GetFileAttributes${letter}`, (name) => `unsigned long __stdcall ${name}(${path})`),
    missing(
      `SetFileAttributes${letter}`,
      (name) => `int __stdcall ${name}(${path}, unsigned long dwFileAttributes)`,
    ),
    missing(`FindFirstFile${letter}`, (name) => `void *__stdcall ${name}(${path}, ${data})`),
    missing(`FindNextFile${letter}`, (name) => `int __stdcall ${name}(void *hFindFile, ${data})`),
    missing(`DeleteFile${letter}`, (name) => `int __stdcall ${name}(${path})`),
    missing(`RemoveDirectory${letter}`, (name) => `int __stdcall ${name}(const ${kind.type} *lpPathName)`),
    missing(
      `CreateDirectory${letter}`,
      (name) =>
        `int __stdcall ${name}(const ${kind.type} *lpPathName, struct _SECURITY_ATTRIBUTES *lpSecurityAttributes)`,
    ),
    missing(`MoveFile${letter}`, (name) => `int __stdcall ${name}(${two})`),
    missing(`CopyFile${letter}`, (name) => `int __stdcall ${name}(${two}, int bFailIfExists)`),
  ];
};

/** MessageBox, and the names of functions that stop: for files and directories, and the end of another thread. */
export const windowsFileFunctions: readonly RuntimeFunction[] = [
  ...characterKinds.flatMap(ofKind),
  missing('TerminateThread', (name) => `int __stdcall ${name}(void *hThread, unsigned long dwExitCode)`),
  missing('FindClose', (name) => `int __stdcall ${name}(void *hFindFile)`),
  missing(
    'GetFileSize',
    (name) => `unsigned long __stdcall ${name}(void *hFile, unsigned long *lpFileSizeHigh)`,
  ),
  missing(
    'SetFilePointer',
    (name) =>
      `unsigned long __stdcall ${name}(void *hFile, long lDistanceToMove, long *lpDistanceToMoveHigh, unsigned long dwMoveMethod)`,
  ),
];
