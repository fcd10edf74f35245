/** Headers as text: found by name, made of what is modelled, harmless in any order. */
import { describe, expect, it } from 'vitest';
import { headerText } from '../../../src/c/headers/header-text.ts';
import { routineContracts } from '../../../src/routine-sets.ts';
import { inTurn } from '../../property-runs.ts';
import { including, parsed, preprocessed, publicHeaders, sourcesOf, worlds } from './sources.ts';

const driver = sourcesOf('x64', 'kernel');
const program = sourcesOf('x64', 'user');

/** What a program text becomes. */
const expanded = (text: string, sources = driver): string =>
  preprocessed(text, sources)
    .tokens.filter(({ kind, at }) => kind !== 'end' && at.file === 'program.c')
    .map(({ text: spelling }) => spelling)
    .join(' ');

describe('headerText', () => {
  it.each(['ntddk.h', 'NTDDK.H', 'ddk\\ntddk.h', 'km/NtDdk.h'])('finds %s', (name) =>
    expect(headerText(name, driver)).toBe(headerText('ntddk.h', driver)),
  );

  it('has no header that it does not know', () => expect(headerText('foo.h', driver)).toBeNull());

  it('makes a text once', () => {
    expect(headerText('wdm.h', driver) === headerText('wdm.h', { ...driver })).toBe(true);
    expect(headerText('wdm.h', driver) === headerText('wdm.h', sourcesOf('x86', 'kernel'))).toBe(false);
  });

  it('declares nothing that no contract has', () => {
    const none = { ...driver, contracts: [] };
    expect(headerText('wdm.h', driver)).toContain('KeSetEvent(');
    expect(headerText('wdm.h', none)).not.toContain('KeSetEvent(');
  });

  it('declares the functions of a C library where they belong', () => {
    const library = [
      {
        name: 'strlen',
        prototype: 'size_t strlen(const char *s)',
        header: 'string.h',
        modes: ['kernel', 'user'],
      },
      { name: 'malloc', prototype: 'void *malloc(size_t n)', header: 'corecrt_malloc.h', modes: ['user'] },
    ] as const;
    const of = (mode: 'kernel' | 'user', name: string) =>
      headerText(name, { ...sourcesOf('x64', mode), contracts: [], library }) ?? '';
    expect(of('user', 'malloc.h')).toContain('void *malloc(size_t n);');
    expect(of('kernel', 'malloc.h')).not.toContain('malloc(');
    expect(of('kernel', 'string.h')).toContain('size_t strlen(const char *s);');
  });
});

describe.each(worlds.map((world, at) => [...world, at] as const))(
  'headers for %s in %s mode',
  (arch, mode, at) => {
    const sources = sourcesOf(arch, mode);

    it.each(inTurn(publicHeaders, at, worlds.length))('%s stands alone, twice', (name) =>
      expect(parsed(including([name, name]), sources).wrong).toEqual([]),
    );

    it('fit together in either order', () => {
      const noStatus = '#define WIN32_NO_STATUS\n';
      expect(parsed(noStatus + including(publicHeaders), sources).wrong).toEqual([]);
      expect(parsed(noStatus + including([...publicHeaders].reverse()), sources).wrong).toEqual([]);
    });

    it('that programs and drivers include by habit declare every routine', () => {
      const usual = mode === 'user' ? ['windows.h', 'winternl.h', 'webservices.h'] : ['ntifs.h'];
      const declared = new Set(parsed(including(usual), sources).unit.functions.map(({ name }) => name));
      const missing = routineContracts
        .filter(({ modes, only = arch }) => only === arch && modes.includes(mode))
        .filter(({ name }) => !declared.has(name));
      expect(missing.map(({ name, header }) => `${name} of ${header}`)).toEqual([]);
    });

    it('declare every routine of the mode and nothing else', () => {
      const { unit } = parsed(`#define WIN32_NO_STATUS\n${including(publicHeaders)}`, sources);
      const declared = new Set(
        unit.functions.filter(({ definition }) => definition === null).map(({ name }) => name),
      );
      const wanted = routineContracts.filter(
        ({ modes, only = arch }) => only === arch && modes.includes(mode),
      );
      const library = (sources.library ?? []).filter(
        ({ modes, only = arch }) => only === arch && modes.includes(mode),
      );
      const ours = ['__debugbreak', 'setjmp', 'longjmp'];
      expect([...declared].sort()).toEqual(
        [...new Set([...wanted, ...library].map(({ name }) => name)), ...ours].sort(),
      );
    });
  },
);

describe('calling conventions on x86', () => {
  const text = headerText('wdm.h', sourcesOf('x86', 'kernel')) ?? '';
  it('are named where they are not what the WDK builds with', () => {
    expect(text).toMatch(/ __fastcall ExAcquireFastMutex\(/);
    expect(text).toMatch(/LONG KeSetEvent\(/);
    expect(headerText('heapapi.h', sourcesOf('x86', 'user'))).toContain('windows.h');
    expect(headerText('windows.h', sourcesOf('x86', 'user'))).toMatch(/LPVOID __stdcall HeapAlloc\(/);
  });
  it('are not named on x64', () => expect(headerText('wdm.h', driver)).not.toContain('__fastcall'));
});

describe('macros', () => {
  it('ASSERT and its kin take anything for their truth', () => {
    expect(expanded('#include <wdm.h>\nNT_ASSERT(p);')).toBe('( NT_ASSERT ) ( ( p ) ? 1 : 0 ) ;');
    expect(expanded('#define DBG 0\n#include <wdm.h>\nNT_ASSERT(p);')).toBe('( ( void ) 0 ) ;');
  });

  it('KdPrint vanishes from a free build', () => {
    expect(expanded('#include <ntddk.h>\nKdPrint(("%d", x));')).toBe('DbgPrint ( "%d" , x ) ;');
    expect(expanded('#define DBG 0\n#include <ntddk.h>\nKdPrint(("%d", x));')).toBe(';');
  });

  it('SAL says nothing', () =>
    expect(
      expanded(
        '#include <ntddk.h>\n_Use_decl_annotations_ _IRQL_requires_max_(PASSIVE_LEVEL) void f(_In_reads_bytes_opt_(n) PVOID p);',
      ),
    ).toBe('void f ( PVOID p ) ;'));

  it('the intrinsics of exceptions have their public names', () =>
    expect(expanded('#include <windows.h>\nGetExceptionCode(); AbnormalTermination();', program)).toBe(
      '_exception_code ( ) ; _abnormal_termination ( ) ;',
    ));

  it('statuses are those of the tables, once', () => {
    expect(expanded('#include <ntddk.h>\nSTATUS_ACCESS_VIOLATION')).toBe('( ( NTSTATUS ) 0xC0000005L )');
    expect(expanded('#include <windows.h>\nSTATUS_ACCESS_VIOLATION', program)).toBe(
      '( ( DWORD ) 0xC0000005L )',
    );
    expect(
      expanded(
        '#define WIN32_NO_STATUS\n#include <windows.h>\n#undef WIN32_NO_STATUS\n#include <ntstatus.h>\nSTATUS_ACCESS_VIOLATION',
        program,
      ),
    ).toBe('( ( NTSTATUS ) 0xC0000005L )');
  });

  it('IRQLs are those of the architecture', () => {
    const text = '#include <wdm.h>\nHIGH_LEVEL DISPATCH_LEVEL';
    expect(expanded(text)).toBe('15 2');
    expect(expanded(text, sourcesOf('x86', 'kernel'))).toBe('31 2');
  });

  it('BEHAVIOUR 16: MEMORY_ALLOCATION_ALIGNMENT is in winnt.h', () => {
    const text = '#include <winnt.h>\nMEMORY_ALLOCATION_ALIGNMENT';
    expect(expanded(text, program)).toBe('0x10');
    expect(expanded(text, sourcesOf('x86', 'user'))).toBe('8');
  });

  it('control codes come with windows.h, unless it is to be lean', () => {
    const text = '#include <windows.h>\nCTL_CODE(FILE_DEVICE_UNKNOWN, 1, 0, 0)';
    expect(expanded(text, program)).toMatch(/^\( \( \( 0x\w*22 \) << 16 \)/);
    expect(expanded(`#define WIN32_LEAN_AND_MEAN\n${text}`, program)).toBe(
      'CTL_CODE ( FILE_DEVICE_UNKNOWN , 1 , 0 , 0 )',
    );
  });

  it('the old words for guarded regions are keywords', () =>
    expect(expanded('#include <ntifs.h>\ntry { leave; } finally { }')).toBe(
      '__try { __leave ; } __finally { }',
    ));

  it('a wide program gets the wide names', () => {
    const text = '#include <tchar.h>\n_T("x") _tcslen';
    expect(expanded(`#define _UNICODE\n${text}`, program)).toBe('L"x" wcslen');
    expect(expanded(text, program)).toBe('"x" strlen');
  });
});
