/** The contract test can fail: each mistake below, made in a declaration that agrees, is reported at its field. */
import { describe, expect, it } from 'vitest';
import type { Contract } from '../../src/contract/contract.ts';
import { compare, type Finding, review } from './compare.ts';
import { proseFindings, sourceRoutines } from './interfaces.ts';
import type { PageRow, Rows, SignatureRow } from './rows.ts';

const contract: Contract = {
  name: 'ZwSample',
  header: 'ntifs.h',
  includeHeader: 'Ntifs.h',
  library: 'NtosKrnl.lib',
  dll: 'NtosKrnl.exe',
  minClient: 'Windows XP',
  page: 'ntifs/nf-ntifs-zwsample',
  summary: 'Samples a handle.',
  modes: ['kernel', 'user'],
  maxIrql: { level: 'APC_LEVEL', text: '< DISPATCH_LEVEL', source: 'page' },
  parameters: [
    { name: 'Handle', type: 'HANDLE', direction: 'in' },
    { name: 'Size', type: 'PSIZE_T', direction: 'inout', optional: true },
  ],
  returns: 'NTSTATUS',
  codes: [
    { code: 'STATUS_SUCCESS', when: 'it worked', modelled: 'produced' },
    { code: 'STATUS_NO_MEMORY', when: 'memory is short', modelled: 'produced' },
    { code: 'STATUS_TIMEOUT', when: 'time is over', modelled: 'injectable' },
    { code: 'STATUS_ACCESS_DENIED', when: 'not allowed', modelled: 'never', why: 'no security descriptors' },
  ],
  since: '0.1.0',
};
const failures = { STATUS_NO_MEMORY: () => 0, STATUS_TIMEOUT: () => 0 };

const page: PageRow = {
  name: 'ZwSample',
  header: 'ntifs.h',
  includeHeader: 'Ntifs.h',
  lib: 'NtosKrnl.lib',
  dll: 'NtosKrnl.exe',
  irqlText: '< DISPATCH_LEVEL',
  irqlMax: 'APC_LEVEL',
  minClient: 'Windows XP',
  params: [
    { name: 'Handle', in: true, out: false, optional: false },
    { name: 'Size', in: true, out: true, optional: true },
  ],
  returnCodes: ['STATUS_SUCCESS', 'STATUS_NO_MEMORY', 'STATUS_TIMEOUT', 'STATUS_ACCESS_DENIED'],
  sal: { max: 'DISPATCH_LEVEL' },
};
const kernel: SignatureRow = {
  name: 'ZwSample',
  header: 'ntifs.h',
  mode: 'kernel',
  returnType: 'NTSTATUS',
  params: [
    { name: 'Handle', type: 'HANDLE' },
    { name: 'Size', type: 'PSIZE_T' },
  ],
};
const user: SignatureRow = { ...kernel, header: 'ntmmapi.h', mode: 'user', library: 'ntdll' };
const rows: Rows = { pages: [page], signatures: [kernel, user] };

const fieldsOf = (changed: Partial<Contract>, theirs: Rows = rows, functions: object = failures) =>
  compare({ contract: { ...contract, ...changed }, failures: { ...functions } }, theirs).map(
    ({ field }) => field,
  );

/** The parameters with one of them changed. */
const withParameter = (at: number, change: object) => ({
  parameters: contract.parameters.map((one, index) => (index === at ? { ...one, ...change } : one)),
});
/** The codes with one of them changed. */
const withCode = (at: number, change: object) => ({
  codes: (contract.codes ?? []).map((one, index) => (index === at ? { ...one, ...change } : one)),
});
const withIrql = (change: object) => ({ maxIrql: { ...contract.maxIrql, ...change } });

describe('a declaration that agrees', () => {
  it('has no finding', () => expect(fieldsOf({})).toEqual([]));

  it('is inline only where the header has a body or a macro', () => {
    expect(fieldsOf({ inline: true })).toEqual(['inline', 'inline (user)']);
    const rowsWith = (change: object): Rows => ({ ...rows, signatures: [{ ...kernel, ...change }] });
    expect(fieldsOf({ inline: true }, rowsWith({ inline: true }))).toEqual([]);
    expect(fieldsOf({ inline: true }, rowsWith({ macro: true }))).toEqual([]);
  });
});

describe('a declaration with one mistake', () => {
  it.each<[field: string, mistake: Partial<Contract>]>([
    ['page', { page: 'wdm/nf-wdm-zwsample' }],
    ['page', { page: null }],
    ['header', { header: 'wdm.h' }],
    ['includeHeader', { includeHeader: 'Wdm.h' }],
    ['library', { library: 'Hal.lib' }],
    ['library', { library: null }],
    ['dll', { dll: 'Hal.dll' }],
    ['minClient', { minClient: 'Windows 10' }],
    ['maxIrql.level', withIrql({ level: 'DISPATCH_LEVEL' })],
    ['maxIrql.text', withIrql({ text: '<= APC_LEVEL' })],
    ['maxIrql.source', withIrql({ source: 'ours' })],
    ['parameters.length', { parameters: contract.parameters.slice(1) }],
    ['parameters[0].name', withParameter(0, { name: 'handle' })],
    ['parameters[0].direction', withParameter(0, { direction: 'out' })],
    ['parameters[0].optional', withParameter(0, { optional: true })],
    ['parameters[1].direction', withParameter(1, { direction: 'in' })],
    ['parameters[1].optional', withParameter(1, { optional: undefined })],
    ['parameters[1].type', withParameter(1, { type: 'PULONG' })],
    ['parameters[1].type (user)', withParameter(1, { type: 'PULONG' })],
    ['returns', { returns: 'ULONG' }],
    ['only', { only: 'x86' }],
    ['codes', { codes: (contract.codes ?? []).slice(0, 3) }],
    ['codes', withCode(0, { code: 'STATUS_PENDING' })],
    ['codes: twice', { codes: [...(contract.codes ?? []), ...(contract.codes ?? []).slice(0, 1)] }],
    ['codes: no such status', withCode(1, { code: 'STATUS_NO_MEMRY' })],
    ['codes: why', withCode(3, { why: '' })],
    ['failures', withCode(3, { modelled: 'produced' })],
    ['failures', withCode(1, { modelled: 'never', why: 'memory is never short' })],
  ])('%s', (field, mistake) => expect(fieldsOf(mistake)).toContain(field));

  it.each<[what: string, functions: object]>([
    ['a produced failure without a function', { STATUS_TIMEOUT: () => 0 }],
    ['an injectable code without a function', { STATUS_NO_MEMORY: () => 0 }],
    ['a function of a code that is not listed', { ...failures, STATUS_UNSUCCESSFUL: () => 0 }],
    ['a function of a code that is never given', { ...failures, STATUS_ACCESS_DENIED: () => 0 }],
  ])('failures: %s', (_what, functions) => expect(fieldsOf({}, rows, functions)).toEqual(['failures']));
});

describe('where the page is silent', () => {
  const silent: PageRow = { ...page, irqlText: null, irqlMax: null };
  const noPage: Rows = { pages: [], signatures: [user] };
  const userOnly: Partial<Contract> = {
    header: 'ntmmapi.h',
    modes: ['user'],
    page: null,
    dll: 'ntdll.dll',
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
  };

  it.each<[what: string, changed: Partial<Contract>, theirs: Rows, fields: string[]]>([
    [
      'the annotation decides',
      withIrql({ level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'header' }),
      { ...rows, pages: [silent] },
      [],
    ],
    ['not the page', {}, { ...rows, pages: [silent] }, ['maxIrql.level', 'maxIrql.source']],
    [
      'the text names the level',
      withIrql({ level: 'DISPATCH_LEVEL', text: 'any', source: 'header' }),
      { ...rows, pages: [silent] },
      ['maxIrql.text'],
    ],
    [
      'without either the limit is ours',
      withIrql({ source: 'ours' }),
      { ...rows, pages: [{ ...silent, sal: {} }] },
      [],
    ],
    ['and says so', {}, { ...rows, pages: [{ ...silent, sal: {} }] }, ['maxIrql.source']],
    ['a user-mode routine has the header of its signature', userOnly, noPage, []],
    [
      '… is called at PASSIVE_LEVEL',
      { ...userOnly, ...withIrql({ source: 'ours' }) },
      noPage,
      ['maxIrql.level'],
    ],
    ['… is exported by ntdll.dll', { ...userOnly, dll: 'kernel32.dll' }, noPage, ['dll']],
    ['… and has no page', { ...userOnly, page: 'x' }, noPage, ['page']],
    ['a routine nobody knows', {}, { pages: [], signatures: [] }, ['source', 'maxIrql.source']],
    [
      'a level of its own',
      {},
      { ...rows, pages: [{ ...page, irqlExactLevel: 'IPI_LEVEL' }] },
      ['maxIrql.level'],
    ],
  ])('%s', (_what, changed, theirs, fields) => expect(fieldsOf(changed, theirs)).toEqual(fields));

  it('takes the row whose header is declared, of two pages', () => {
    const other = { ...page, header: 'wdm.h', dll: 'Hal.dll' };
    expect(fieldsOf({}, { ...rows, pages: [other, page] })).toEqual([]);
  });
});

describe('review', () => {
  const finding: Finding = { routine: 'ZwSample', field: 'dll', ours: 'a', theirs: 'b' };
  const why = 'the seed page names it';

  it('lets a recorded deviation pass', () => {
    expect(review([finding], [{ ...finding, why }])).toEqual({ unexplained: [], unused: [] });
  });
  it.each([{ routine: 'ZwOther' }, { field: 'library' }, { ours: 'c' }, { theirs: null }])(
    'neither takes nor forgets one with %o',
    (change) => {
      const deviation = { ...finding, ...change, why };
      expect(review([finding], [deviation])).toEqual({ unexplained: [finding], unused: [deviation] });
    },
  );
});

describe('the prose of a routine', () => {
  const good = `
    export interface ZwSample {
      /**
       * Samples a handle.
       * @param Handle handle to sample
       * @param Size bytes, in and out
       * @returns a status
       */
      (Handle: HANDLE, Size: PSIZE_T): NTSTATUS;
    }
    export const ZwSample = routine<ZwSample>()({ name: 'ZwSample' }, (s) => () => s);`;
  const findings = (text: string) =>
    sourceRoutines('zw-sample.ts', text).flatMap((routine) =>
      proseFindings(routine, 'ZwSample', ['Handle', 'Size']),
    );

  it('is found and agrees', () => {
    expect(sourceRoutines('zw-sample.ts', good)).toHaveLength(1);
    expect(findings(good)).toEqual([]);
  });

  it.each([
    ['another name of a parameter', '(Handle:', '(handle:', 'parameters handle, Size'],
    [
      'another order',
      '(Handle: HANDLE, Size: PSIZE_T)',
      '(Size: PSIZE_T, Handle: HANDLE)',
      'parameters Size, Handle',
    ],
    ['a parameter less', ', Size: PSIZE_T', '', 'parameters Handle;'],
    ['no comment', '/**', '/*', 'no doc comment'],
    ['tags alone', 'Samples a handle.', '', 'no doc comment'],
    ['a parameter without @param', '* @param Size bytes, in and out', '*', '@param for Handle;'],
    ['@param of no parameter', '@param Size', '@param Bytes', '@param for Handle, Bytes;'],
    ['an empty @param', 'bytes, in and out', '', '@param Size says nothing'],
    ['no @returns', '@returns a status', '', 'no @returns'],
    ['an empty @returns', '@returns a status', '@returns', 'no @returns'],
    ['@returns of void', ': NTSTATUS', ': void', '@returns of void'],
    ['another constant', 'const ZwSample', 'const sample', 'is declared as sample'],
    ['another interface', 'routine<ZwSample>', 'routine<Sample>', 'interface Sample has 0'],
  ])('%s', (_what, find, replace, expected) => {
    expect(good).toContain(find);
    expect(findings(good.replace(find, replace)).join('\n')).toContain(expected);
  });
});
