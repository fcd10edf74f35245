/** Macros that are there before the first line: those of the compiler and those of a driver's build. */
import type { Architecture } from '../../contract/c-types.ts';

/** What decides about them. */
export interface PredefinedOptions {
  readonly arch: Architecture;
  readonly mode: 'kernel' | 'user';
  /** DBG is 0 instead of 1. */
  readonly release?: boolean;
}

/**
 * Of the compiler: Visual C++ 19.40 for C without `/Za` and without `/std`, so neither `__STDC__` nor
 * `__STDC_VERSION__` is there.
 */
const COMPILER = {
  _MSC_VER: '1940',
  _MSC_FULL_VER: '194033811',
  _MSC_BUILD: '0',
  _MSC_EXTENSIONS: '1',
  _MSC_EXECUTION_CHARACTER_SET: '1252',
  _MSVC_TRADITIONAL: '1',
  _INTEGRAL_MAX_BITS: '64',
  _M_FP_PRECISE: '1',
  _MT: '1',
  _WIN32: '1',
  __STDC_HOSTED__: '1',
};

const PROCESSOR = {
  x64: { _WIN64: '1', _M_AMD64: '100', _M_X64: '100' },
  x86: { _M_IX86: '600', _M_IX86_FP: '2' },
};

/** What a build for Windows 10 passes on the command line. A program may define it again without a warning. */
const BUILD = {
  _WIN32_WINNT: '0x0A00',
  WINVER: '0x0A00',
  NTDDI_VERSION: '0x0A000010',
};

const BUILD_PROCESSOR = {
  x64: { _AMD64_: '1', AMD64: '1' },
  x86: { _X86_: '1' },
};

/** What the build of a driver passes besides. */
const BUILD_KERNEL = { POOL_NX_OPTIN: '1', WINNT: '1', DEVL: '1' };

/** Names and values. */
export function predefinedMacros({ arch, mode, release }: PredefinedOptions): {
  readonly compiler: Readonly<Record<string, string>>;
  readonly build: Readonly<Record<string, string>>;
} {
  const kernel = mode === 'kernel';
  return {
    compiler: { ...COMPILER, ...PROCESSOR[arch], ...(kernel && { _KERNEL_MODE: '1' }) },
    build: {
      ...BUILD,
      ...BUILD_PROCESSOR[arch],
      ...(kernel && BUILD_KERNEL),
      DBG: release === true ? '0' : '1',
    },
  };
}

/** The moment of every compilation, for the same reason that the machine boots at it: runs repeat. *Ours*. */
export const COMPILED_AT = {
  __DATE__: 'Jan  1 2024',
  __TIME__: '00:00:00',
  __TIMESTAMP__: 'Mon Jan  1 00:00:00 2024',
};
