/**
 * Which header holds what. A header is what it includes, then its own text; a guard of its own makes it harmless
 * to include twice. Names that begin with `irqlab_` are parts that several headers of Windows share.
 */
import * as base from './base-text.ts';
import type { HeaderSources } from './header-sources.ts';
import * as kernel from './kernel-text.ts';
import * as library from './library-text.ts';
import * as numbers from './number-limits-text.ts';
import { intsafeText, ntintsafeText } from './safe-integer-text.ts';
import { salText } from './sal-text.ts';
import { bitNamesText, sharedMacros } from './shared-macros-text.ts';
import { bugcodesText, ntstatusText, winerrorCodes, winntStatusText } from './status-text.ts';
import * as win32 from './win32-text.ts';

/** One header. */
export interface HeaderFile {
  /** Macro that is defined once it was included; programs ask for some of them. */
  readonly guard: string;
  /** Headers of ours in front of its text. */
  readonly includes?: readonly string[];
  /** Text in front of types and constants. */
  readonly before?: string | (() => string);
  /** Part of types.generated.ts. */
  readonly types?: string;
  /** Part of constants.generated.ts. */
  readonly constants?: string;
  /** Text behind types and constants, in front of the routines. */
  readonly after?: string | (() => string);
  /** Headers whose routines are declared here besides those of its own name, unless they have a text of their own. */
  readonly routines?: (header: string, sources: HeaderSources) => boolean;
  /** Headers whose functions of the C library are declared here besides those of its own name. */
  readonly functions?: readonly string[];
  /** Text behind the routines. */
  readonly behind?: string;
  /** Macros and inline routines that stand in for routines that are not modelled. */
  readonly inline?: Readonly<Record<string, string>>;
  /** True for a header without a guard: assert.h. */
  readonly repeated?: true;
}

/** Headers of the SDK that are one with winnt.h here, as windows.h includes them all. */
const SDK =
  /^(win(nt|base|def)|minwin(base|def)|heapapi|errhandlingapi|memoryapi|processthreadsapi|synchapi|interlockedapi|handleapi|fileapi|sysinfoapi|libloaderapi|debugapi|profileapi|utilapiset|consoleapi|stringapiset|ioapiset|namedpipeapi|threadpoolapiset|fibersapi|realtimeapiset|timezoneapi|winuser|winnls|wtypes|processenv|threadpoollegacyapiset|securitybaseapi|wow64apiset|systemtopologyapi|processtopologyapi|wincon|winreg|winsvc|winver|consoleapi2|consoleapi3|datetimeapi|mmsystem|timeapi)\.h$/;

/** True for a header of the Windows SDK that windows.h includes. */
export const isWindowsHeader = (header: string): boolean => SDK.test(header);

const SHARED = 'irqlab_shared.h';

const only = (...includes: string[]): HeaderFile => ({ guard: '', includes });

const kernelHeaders: Readonly<Record<string, HeaderFile>> = {
  'ntdef.h': {
    guard: '_NTDEF_',
    includes: [SHARED],
    types: 'ntdef',
    constants: 'ntdef',
    after: kernel.ntdefText,
  },
  'ntstatus.h': { guard: '_NTSTATUS_', includes: [SHARED], before: ntstatusText, constants: 'ntstatus' },
  'bugcodes.h': { guard: '_BUGCODES_', includes: [SHARED], before: bugcodesText },
  'ntiologc.h': { guard: '_NTIOLOGC_', includes: [SHARED], constants: 'ntiologc' },
  'dpfilter.h': { guard: '_DPFILTER_', constants: 'dpfilter' },
  'devioctl.h': {
    guard: '_DEVIOCTL_',
    includes: [SHARED],
    constants: 'devioctl',
    after: kernel.devioctlText,
  },
  'wdm.h': {
    guard: '_WDMDDK_',
    includes: [
      'excpt.h',
      'ntdef.h',
      'stdarg.h',
      'string.h',
      'ctype.h',
      'ntstatus.h',
      'bugcodes.h',
      'ntiologc.h',
      'dpfilter.h',
      'devioctl.h',
    ],
    before: kernel.wdmTypesText,
    types: 'wdm',
    constants: 'wdm',
    after: `${kernel.wdmText}#include "irqlab_interlocked.h"\n`,
    routines: (header, { mode }) => mode === 'kernel' && !/^(ntddk|ntifs|wdmsec)\.h$/.test(header),
    inline: kernel.wdmInline,
  },
  'ntddk.h': {
    guard: '_NTDDK_',
    includes: ['wdm.h'],
    types: 'ntddk',
    constants: 'ntddk',
    behind: kernel.genericTableNamesText,
  },
  'ntintsafe.h': {
    guard: '_NTINTSAFE_H_INCLUDED_',
    includes: ['ntdef.h', 'ntstatus.h'],
    before: ntintsafeText,
  },
  'ntifs.h': {
    guard: '_NTIFS_',
    includes: ['ntddk.h'],
    types: 'ntifs',
    constants: 'ntifs',
    after: kernel.ntifsText,
  },
  'wdmsec.h': { guard: '_WDMSEC_H_', includes: ['wdm.h'], before: kernel.wdmsecText },
  'initguid.h': { guard: '', includes: [SHARED], before: kernel.initguidText, repeated: true },
};

const windowsHeaders: Readonly<Record<string, HeaderFile>> = {
  [SHARED]: {
    guard: '_IRQLAB_SHARED_',
    includes: ['sal.h'],
    before: base.sharedTypes,
    types: 'shared',
    constants: 'shared',
    after: sharedMacros,
  },
  'irqlab_interlocked.h': { guard: '_IRQLAB_INTERLOCKED_', includes: [SHARED, 'irqlab_bits.h'] },
  'irqlab_bits.h': { guard: '_IRQLAB_BITS_', before: bitNamesText },
  'irqlab_winnt.h': {
    guard: '_WINNT_',
    includes: [SHARED, 'irqlab_excpt.h', 'stdarg.h', 'string.h', 'ctype.h'],
    before: win32.winntTypesText,
    types: 'winnt',
    constants: 'winnt',
    after: () => `${win32.winntText}${winntStatusText()}\n#include "irqlab_interlocked.h"\n`,
  },
  'windows.h': {
    guard: '_WINDOWS_',
    includes: ['irqlab_winnt.h', 'winerror.h'],
    before: win32.windowsText,
    routines: isWindowsHeader,
    // What windows.h includes besides is there unless a program says that it wants less: stdlib.h by way of ole2.h.
    behind: '#ifndef WIN32_LEAN_AND_MEAN\n#include "winioctl.h"\n#include "stdlib.h"\n#endif',
  },
  'winerror.h': {
    guard: '_WINERROR_',
    includes: [SHARED],
    before: winerrorCodes,
    constants: 'winerror',
    after: win32.winerrorText,
  },
  'winioctl.h': { guard: '_WINIOCTL_', includes: ['irqlab_winnt.h', 'devioctl.h'] },
  'irqlab_ntrtl.h': {
    guard: '_IRQLAB_NTRTL_',
    includes: ['windows.h', 'ntdef.h'],
    types: 'ntrtl',
    constants: 'ntrtl',
  },
  'intsafe.h': { guard: '_INTSAFE_H_INCLUDED_', includes: ['irqlab_winnt.h'], before: intsafeText },
  'winternl.h': { guard: '_WINTERNL_', includes: ['irqlab_ntrtl.h'] },
  'nt.h': { guard: '_NT_', includes: ['irqlab_nostatus.h', 'ntstatus.h', 'winternl.h'] },
  'irqlab_nostatus.h': {
    guard: '_IRQLAB_NOSTATUS_',
    before: '#ifndef WIN32_NO_STATUS\n#define WIN32_NO_STATUS\n#endif\n',
  },
  'ntpebteb.h': { guard: '_NTPEBTEB_', includes: ['irqlab_ntrtl.h'], types: 'ntpebteb' },
  'webservices.h': {
    guard: '_WEBSERVICES_',
    includes: ['windows.h'],
    before: win32.webservicesTypesText,
    types: 'webservices',
    constants: 'webservices',
  },
};

const libraryHeaders: Readonly<Record<string, HeaderFile>> = {
  'sal.h': { guard: '_IRQLAB_SAL_', before: salText },
  'excpt.h': { guard: '_INC_EXCPT', includes: ['irqlab_excpt.h'], before: base.guardedWords },
  'irqlab_excpt.h': { guard: '_IRQLAB_EXCPT_', before: base.excptText },
  'stddef.h': { guard: '_INC_STDDEF', before: base.sizesText + library.stddefText },
  'stdarg.h': { guard: '_INC_STDARG', before: library.stdargText },
  'stdint.h': { guard: '_STDINT', before: base.sizesText + numbers.stdintText },
  'inttypes.h': { guard: '_INTTYPES', includes: ['stdint.h'], before: numbers.inttypesText },
  'limits.h': { guard: '_INC_LIMITS', before: numbers.limitsText },
  'float.h': { guard: '_INC_FLOAT', before: base.sizesText + numbers.floatText },
  'stdbool.h': { guard: '_STDBOOL', before: library.stdboolText },
  'iso646.h': { guard: '_ISO646', before: library.iso646Text },
  'stdalign.h': { guard: '_STDALIGN', before: '#define alignof _Alignof\n#define alignas _Alignas\n' },
  'stdnoreturn.h': { guard: '_STDNORETURN', before: '#define noreturn _Noreturn\n' },
  'assert.h': { guard: '', includes: ['irqlab_assert.h'], before: library.assertText, repeated: true },
  'irqlab_assert.h': { guard: '_IRQLAB_ASSERT_', before: base.sizesText, functions: ['assert.h'] },
  'errno.h': { guard: '_INC_ERRNO', before: () => `${base.sizesText}${library.errnoText()}\n` },
  'stdio.h': {
    guard: '_INC_STDIO',
    includes: ['stdarg.h'],
    before: base.sizesText + library.stdioText,
    functions: ['corecrt_wstdio.h'],
  },
  'stdlib.h': {
    guard: '_INC_STDLIB',
    includes: ['malloc.h', 'search.h', 'errno.h', 'limits.h'],
    before: library.stdlibText,
    functions: ['corecrt_wstdlib.h', 'corecrt_startup.h'],
  },
  'malloc.h': { guard: '_INC_MALLOC', before: base.sizesText, functions: ['corecrt_malloc.h'] },
  'search.h': { guard: '_INC_SEARCH', before: base.sizesText, functions: ['corecrt_search.h'] },
  'string.h': {
    guard: '_INC_STRING',
    includes: ['memory.h'],
    before: base.sizesText,
    functions: ['corecrt_wstring.h'],
  },
  'memory.h': { guard: '_INC_MEMORY', before: base.sizesText, functions: ['corecrt_memory.h'] },
  'wchar.h': {
    guard: '_INC_WCHAR',
    includes: ['stdio.h', 'stdlib.h', 'string.h', 'wctype.h', 'time.h'],
    before:
      'typedef struct _Mbstatet {unsigned long _Wchar; unsigned short _Byte, _State;} _Mbstatet, mbstate_t;\n',
  },
  'ctype.h': { guard: '_INC_CTYPE', includes: ['wctype.h'], before: library.ctypeText },
  'wctype.h': { guard: '_INC_WCTYPE', before: base.sizesText, functions: ['corecrt_wctype.h'] },
  'math.h': {
    guard: '_INC_MATH',
    before: library.mathText,
    functions: ['corecrt_math.h'],
    behind: library.mathMacros,
  },
  'setjmp.h': { guard: '_INC_SETJMP', before: library.setjmpText },
  'time.h': { guard: '_INC_TIME', before: base.sizesText + library.timeText, functions: ['corecrt_wtime.h'] },
  'signal.h': { guard: '_INC_SIGNAL', before: library.signalText },
  'locale.h': { guard: '_INC_LOCALE', before: base.sizesText + library.localeText },
  'process.h': { guard: '_INC_PROCESS', before: base.sizesText, includes: ['stdlib.h'] },
  'conio.h': {
    guard: '_INC_CONIO',
    includes: ['stdarg.h'],
    before:
      '#define getch _getch\n#define kbhit _kbhit\n#define putch _putch\n#define cprintf _cprintf\n#define cputs _cputs\n',
  },
  'io.h': { guard: '_INC_IO', before: base.sizesText },
  'fcntl.h': { guard: '_INC_FCNTL', before: library.fcntlText },
  'sys/types.h': { guard: '_INC_TYPES', includes: ['time.h'], before: library.systemTypesText },
  'uchar.h': { guard: '_UCHAR', before: library.ucharText },
  'crtdbg.h': { guard: '_INC_CRTDBG', before: base.sizesText + library.crtdbgText },
  'tchar.h': {
    guard: '_INC_TCHAR',
    includes: ['stdio.h', 'stdlib.h', 'string.h', 'wchar.h', 'ctype.h'],
    before: win32.tcharText,
  },
  'intrin.h': {
    guard: '__INTRIN_H_',
    includes: ['irqlab_interlocked.h', 'stdlib.h'],
    before: base.intrinText,
  },
  'ntstrsafe.h': {
    guard: '_NTSTRSAFE_H_INCLUDED_',
    includes: ['ntdef.h', 'ntstatus.h', 'stdarg.h', 'stdio.h'],
    before: kernel.ntstrsafeText,
  },
  'strsafe.h': {
    guard: '_STRSAFE_H_INCLUDED_',
    includes: ['windows.h', 'stdarg.h', 'stdio.h'],
    before: win32.strsafeText,
  },
};

/** Headers that have nothing of their own here. */
const aliases: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    'basetsd.h guiddef.h ntbasic.h ntverp.h sdkddkver.h winapifamily.h warning.h poppack.h'
      .split(' ')
      .map((name) => [name, SHARED]),
  ),
  ...Object.fromEntries(
    'specstrings.h driverspecs.h kernelspecs.h suppress.h concurrencysal.h specstrings_strict.h specstrings_undef.h no_sal2.h vcruntime.h sourceannotations.h dontuse.h'
      .split(' ')
      .map((name) => [name, 'sal.h']),
  ),
  ...Object.fromEntries('csq.h wdmguid.h'.split(' ').map((name) => [name, 'wdm.h'])),
  ...Object.fromEntries('crtdefs.h corecrt.h vadefs.h'.split(' ').map((name) => [name, 'irqlab_crtdefs.h'])),
  ...Object.fromEntries(
    'immintrin.h emmintrin.h xmmintrin.h intrin0.h'.split(' ').map((name) => [name, 'intrin.h']),
  ),
  ...Object.fromEntries(
    'ntrtl.h nturtl.h ntexapi.h ntmmapi.h ntxcapi.h ntpsapi.h ntobapi.h ntioapi.h'
      .split(' ')
      .map((name) => [name, 'winternl.h']),
  ),
};

/** Every header that has text of its own, by lower-case name. */
export const headerFiles: Readonly<Record<string, HeaderFile>> = {
  ...kernelHeaders,
  ...windowsHeaders,
  ...libraryHeaders,
  'irqlab_crtdefs.h': { guard: '_INC_CRTDEFS', includes: ['stddef.h', 'stdarg.h'] },
  ...Object.fromEntries(Object.entries(aliases).map(([name, target]) => [name, only(target)])),
};
