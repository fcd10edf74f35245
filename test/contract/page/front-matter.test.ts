import { pageRules, renderPage, routineContracts } from 'irqlab';
import { declareStatement } from 'irqlab/vb';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Contract } from '../../../src/contract/contract.ts';

/**
 * Form of a page of MicrosoftDocs/windows-driver-docs-ddi (wdm, ntddk, ntifs), to which seed S4 (RtlAllocateHeap)
 * belongs, and of MicrosoftDocs/sdk-api, to which S1 to S3 (WsAlloc, HeapAlloc, WsCreateHeap) belong: keys and order
 * as issue 9 lists them. Keys of a page's history (old-location, tech.root, ms.*) are left out.
 */
const KEYS = [
  'UID',
  'title',
  'description',
  'req.header',
  'req.include-header',
  'req.target-type',
  'req.target-min-winverclnt',
  'req.target-min-winversvr',
  'req.kmdf-ver',
  'req.umdf-ver',
  'req.ddi-compliance',
  'req.unicode-ansi',
  'req.idl',
  'req.max-support',
  'req.namespace',
  'req.assembly',
  'req.type-library',
  'req.lib',
  'req.dll',
  'req.irql',
  'targetos',
  'req.typenames',
  'topic_type',
  'api_type',
  'api_location',
  'api_name',
] as const;

/** The same for the sections, with those that are ours behind them. */
const SECTIONS = [
  '-description',
  '-parameters',
  '-returns',
  '-remarks',
  '-see-also',
  'Requirements',
  'Syntax',
];
const OPTIONAL_SECTIONS = ['Rules', 'Visual Basic', 'Examples'];

const names = new Set(routineContracts.map(({ name }) => name));
const pageOf = (contract: Contract): string =>
  renderPage(contract, { names, rules: pageRules(contract), visualBasic: declareStatement(contract) });

/** The front matter as a site generator reads it. */
function frontMatterOf(page: string): Record<(typeof KEYS)[number], unknown> {
  const [, text = ''] = /^---\n([\s\S]*?)\n---\n\n# /.exec(page) ?? [];
  return parse(text) as Record<(typeof KEYS)[number], unknown>;
}
const named = (name: string) => frontMatterOf(pageOf(routineContracts.find((one) => one.name === name)!));

describe('the page of every routine', () => {
  const pages = routineContracts.map((contract) => ({ contract, page: pageOf(contract) }));
  const each = (wrong: (contract: Contract, page: string) => boolean): string[] =>
    pages.filter(({ contract, page }) => wrong(contract, page)).map(({ contract }) => contract.name);

  it('has the keys of the form in its order, and values that YAML reads back', () => {
    expect(pages.length).toBeGreaterThan(700);
    const wrong = each((contract, page) => {
      const matter = frontMatterOf(page);
      const read = [matter.description, matter['req.header'], matter['req.dll'], matter['req.lib']];
      return (
        Object.keys(matter).join() !== KEYS.join() ||
        read.join('|') !== [contract.summary, contract.header, contract.dll, contract.library].join('|') ||
        String(matter.api_name) !== contract.name
      );
    });
    expect(wrong).toEqual([]);
  });

  it('has the sections of the form in its order, and one title', () => {
    const wrong = each((contract, page) => {
      const code = /^(`{3,})[\s\S]*?^\1$/gm;
      const headings = page.replace(code, '').match(/^##? .+$/gm) ?? [];
      const [title, ...sections] = headings.map((line) => line.replace(/^#+ /, ''));
      const order = [...SECTIONS, ...OPTIONAL_SECTIONS.filter((name) => sections.includes(name))];
      return title !== `${contract.name} function` || sections.join() !== order.join();
    });
    expect(wrong).toEqual([]);
  });

  it('shows each parameter with its direction', () => {
    const wrong = each((contract, page) => {
      const shown = [...page.matchAll(/^### -param (\S+) \[(?:in|out|in, out)(?:, optional)?\]$/gm)];
      return shown.map(([, name]) => name).join() !== contract.parameters.map(({ name }) => name).join();
    });
    expect(wrong).toEqual([]);
  });
});

describe('the rules on a page', () => {
  const rulesOf = (name: string) => pageRules(routineContracts.find((one) => one.name === name)!);

  it('S4-004: say up to which level a routine may be called, and what happens above it', () => {
    expect(rulesOf('RtlAllocateHeap')[0]).toEqual({
      text: 'The IRQL is at most APC_LEVEL',
      verifier: 'DRIVER_VERIFIER_DETECTED_VIOLATION (0xC4), parameter 1 is 0xE5',
      free: 'nothing notices',
    });
    expect(pageOf(routineContracts.find(({ name }) => name === 'RtlAllocateHeap')!)).toContain(
      '\n| The IRQL is at most APC_LEVEL. | DRIVER_VERIFIER_DETECTED_VIOLATION (0xC4), parameter 1 is 0xE5 | nothing notices |\n',
    );
  });

  it.each(['HeapAlloc', 'KeGetCurrentIrql'])('are none for %s, which nobody can call too high', (name) =>
    expect(rulesOf(name)).toEqual([]),
  );
});

describe('the front matter', () => {
  it('S4-002 S4-003 S4-004: of RtlAllocateHeap says where it is and up to which level', () => {
    expect(named('RtlAllocateHeap')).toMatchObject({
      UID: 'NF:ntifs.RtlAllocateHeap',
      title: 'RtlAllocateHeap function (ntifs.h)',
      'req.header': 'ntifs.h',
      'req.target-type': 'Universal',
      'req.target-min-winverclnt': 'Windows XP',
      'req.target-min-winversvr': null,
      'req.lib': 'NtosKrnl.lib',
      'req.irql': '< DISPATCH_LEVEL',
      topic_type: ['APIRef', 'kbSyntax'],
      api_type: ['DllExport'],
      api_location: ['NtosKrnl.exe', 'ntdll.dll'],
      api_name: ['RtlAllocateHeap'],
    });
  });

  it.each([
    ['HeapAlloc', { 'req.irql': null, api_location: ['Kernel32.dll'], 'req.unicode-ansi': null }],
    ['WsAlloc', { UID: 'NF:webservices.WsAlloc', api_location: ['WebServices.dll'] }],
    ['CreateEventA', { 'req.unicode-ansi': 'CreateEventW (Unicode) and CreateEventA (ANSI)' }],
    ['OpenMutexW', { 'req.unicode-ansi': null }],
    ['SleepConditionVariableSRW', { 'req.unicode-ansi': null }],
    ['InitializeListHead', { api_type: ['HeaderDef'], api_location: ['wdm.h'] }],
    ['KeAcquireGuardedMutex', { api_type: null, api_location: null }],
  ])('of %s', (name, expected) => expect(named(name)).toMatchObject(expected));

  it('names a server release that the page names', () => {
    const contract = routineContracts.find(({ minClient }) =>
      /XP SP1; Windows Server/.test(minClient ?? ''),
    )!;
    expect(frontMatterOf(pageOf(contract))).toMatchObject({
      'req.target-min-winverclnt': 'Windows XP SP1; Windows Server 2003',
      'req.target-min-winversvr': 'Windows Server 2003',
    });
  });

  it.each([
    ['', 'Kernel32.lib', 'LibDef', 'Kernel32.lib'],
    ['A.dll (user mode); B.exe (kernel mode)', 'x.lib', 'DllExport', 'A.dll,B.exe'],
    ['', 'A.lib; B.lib on Windows 10', 'LibDef', 'A.lib,B.lib'],
  ])('with %j and %j has the type %s', (dll, library, type, location) => {
    const contract = routineContracts.find(({ name }) => name === 'HeapAlloc')!;
    const matter = frontMatterOf(pageOf({ ...contract, dll: dll || null, library: library || null }));
    expect([matter.api_type, matter.api_location]).toEqual([[type], location.split(',')]);
  });

  it.each([
    'Allocates a block.',
    '<= APC_LEVEL',
    'Samples: one',
    'a #1',
    '"quoted"',
    '- list',
    '> DISPATCH_LEVEL',
    'null',
    '~',
    '10',
    '*name',
    'ends:',
  ])('keeps %j as it is', (summary) => {
    const contract = { ...routineContracts[0]!, summary };
    expect(frontMatterOf(pageOf(contract)).description).toBe(summary);
  });
});
