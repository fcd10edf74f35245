/**
 * Holds a declared routine against what the reference page and the header say of it.
 *
 * Everything is data in and findings out, so that contracts.test.ts can show that each kind of mistake is
 * found. The rules, field by field:
 *
 * | field                            | held against                                                          |
 * |----------------------------------|-----------------------------------------------------------------------|
 * | page, header                     | the row of ddi.json with that header; without one, page is null and the header is the signature's, in lower case |
 * | includeHeader, library, dll, minClient | the page; without one, `dll` must name ntdll.dll where the header says so |
 * | maxIrql                          | the page's level and text; else the header's annotation (source `header`); else it is *ours* or a Verifier rule. A user-mode routine is called at PASSIVE_LEVEL |
 * | parameters[i].name               | the page; without one, the signature of the first mode                |
 * | parameters[i].direction, optional | the page                                                             |
 * | parameters[i].type, returns, only | the signature of every mode the routine has                          |
 * | inline                           | only what the header has as an inline body or a macro; either may also forward to an export |
 * | codes                            | every code of the page is listed and, where a page exists, no other; each is a status that exists; `never` says why |
 * | failures                         | see `failureFindings`                                                 |
 */

import { hresultValue, NT_SUCCESS, ntStatusValue } from 'irqlab/status';
import type { Contract, Mode, Parameter } from '../../src/contract/contract.ts';
import type { PageRow, Rows, SignatureRow } from './rows.ts';

/** A value of a contract or of a row, as it stands in deviations.json. */
type Value = string | number | boolean | null;

/** One difference between a declaration and its sources. */
export interface Finding {
  readonly routine: string;
  readonly field: string;
  /** What irqlab declares; null for nothing. */
  readonly ours: Value;
  /** What the source says; null for nothing. */
  readonly theirs: Value;
}

/** A difference that somebody looked at and wants. */
export interface Deviation extends Finding {
  /** The reason, with its source. */
  readonly why: string;
}

/** What the comparison reads of a declared routine. */
export interface Declared {
  readonly contract: Contract;
  /** Functions of documented failures by status name (ENGINEERING-DECISIONS 2). */
  readonly failures: Readonly<Record<string, unknown>>;
}

type Difference = Omit<Finding, 'routine'>;

/** A difference, or nothing when both are equal. */
const differs = (field: string, ours: Value, theirs: Value): Difference[] =>
  ours === theirs ? [] : [{ field, ours, theirs }];

/** Id of a page as `Contract.page` writes it. */
function pageId(row: PageRow): string {
  const folder = row.header.replace(/\.h$/, '');
  return `${folder}/nf-${folder}-${row.name.toLowerCase()}`;
}

/** Everything of one routine that differs from its rows, in the order of the table above. */
export function compare({ contract, failures }: Declared, rows: Rows): Finding[] {
  const page = rows.pages.find(({ header }) => header === contract.header) ?? rows.pages[0];
  const signatures = contract.modes.flatMap((mode) => rows.signatures.filter((row) => row.mode === mode));
  return [
    ...placeFindings(contract, page, signatures[0]),
    ...irqlFindings(contract, page),
    ...differs('mustCheck', contract.mustCheck ?? false, page?.sal?.checkResult ?? false),
    ...parameterFindings(contract, page, signatures[0]),
    ...signatures.flatMap((signature) => typeFindings(contract, signature)),
    ...codeFindings(contract, page),
    ...failureFindings(contract, failures),
  ].map((difference) => ({ routine: contract.name, ...difference }));
}

function placeFindings(
  contract: Contract,
  page: PageRow | undefined,
  signature: SignatureRow | undefined,
): Difference[] {
  const { header, includeHeader = null, library, dll, minClient = null } = contract;
  const known = page ?? signature;
  if (known === undefined) return [{ field: 'source', ours: header, theirs: null }];
  const place = [
    ...differs('page', contract.page, page === undefined ? null : pageId(page)),
    ...differs('header', header, known.header.toLowerCase()),
  ];
  if (page !== undefined) {
    return [
      ...place,
      ...differs('includeHeader', includeHeader, page.includeHeader),
      ...differs('library', library, page.lib),
      ...differs('dll', dll, page.dll),
      ...differs('minClient', minClient, page.minClient),
    ];
  }
  const inNtdll = signature?.library !== 'ntdll' || /\bntdll\.dll\b/i.test(dll ?? '');
  return inNtdll ? place : [...place, { field: 'dll', ours: dll, theirs: 'ntdll.dll' }];
}

function irqlFindings({ maxIrql, modes }: Contract, page: PageRow | undefined): Difference[] {
  const { level, text, source } = maxIrql;
  if (page?.irqlMax) {
    return [
      ...differs('maxIrql.level', level, page.irqlExactLevel ?? page.irqlMax),
      ...differs('maxIrql.text', text, page.irqlText),
      ...differs('maxIrql.source', source, 'page'),
    ];
  }
  const annotated = page?.sal?.max ?? highestConditional(page);
  if (annotated !== undefined) {
    return [
      ...differs('maxIrql.level', level, annotated),
      ...differs('maxIrql.source', source, 'header'),
      ...(text.includes(annotated) ? [] : differs('maxIrql.text', text, annotated)),
    ];
  }
  const silent = source === 'ours' || source === 'verifier';
  return [
    ...(modes.includes('kernel') ? [] : differs('maxIrql.level', level, 'PASSIVE_LEVEL')),
    ...(silent ? [] : differs('maxIrql.source', source, null)),
  ];
}

/** The highest of the limits that a header gives for different arguments; the rest are conditions of the contract. */
const highestConditional = (page: PageRow | undefined): string | undefined =>
  ['DISPATCH_LEVEL', 'APC_LEVEL', 'PASSIVE_LEVEL'].find((level) =>
    page?.sal?.conditional?.includes(`max ${level}`),
  );

/** Names from the page, or from the header where there is no page; directions from the page alone. */
function parameterFindings(
  { parameters }: Contract,
  page: PageRow | undefined,
  signature: SignatureRow | undefined,
): Difference[] {
  const rows = page?.params ?? signature?.params;
  // What the page calls `...` is `variadic` of the contract.
  const theirs = rows?.filter(({ name }) => name !== '...');
  if (theirs === undefined) return [];
  if (theirs.length !== parameters.length) {
    return differs('parameters.length', parameters.length, theirs.length);
  }
  const names = parameters.flatMap(({ name }, at) =>
    differs(`parameters[${at}].name`, name, theirs[at]?.name ?? null),
  );
  const directions =
    page?.params
      .filter(({ name }) => name !== '...')
      .flatMap((row, at) => directionFindings(parameters[at], row, at)) ?? [];
  return [...names, ...directions];
}

function directionFindings(
  ours: Parameter | undefined,
  row: PageRow['params'][number],
  at: number,
): Difference[] {
  if (ours === undefined || row.annotated === 'no') return [];
  const theirs = row.in && row.out ? 'inout' : row.out ? 'out' : 'in';
  return [
    ...differs(`parameters[${at}].direction`, ours.direction, theirs),
    ...differs(`parameters[${at}].optional`, ours.optional ?? false, row.optional),
  ];
}

/** A field of a second mode carries the mode's name: `returns (user)`. */
const inMode = (field: string, mode: Mode, modes: readonly Mode[]) =>
  mode === modes[0] ? field : `${field} (${mode})`;

function typeFindings(contract: Contract, signature: SignatureRow): Difference[] {
  const { parameters, returns, only = null, modes } = contract;
  const field = (name: string) => inMode(name, signature.mode, modes);
  const types = signature.params.flatMap(({ type }, at) =>
    type === null ? [] : differs(field(`parameters[${at}].type`), parameters[at]?.type ?? null, type),
  );
  return [
    ...types,
    ...differs(field('returns'), returns, signature.returnType),
    ...differs(field('only'), only, signature.only ?? null),
    ...inlineFindings(contract, signature).map((one) => ({ ...one, field: field(one.field) })),
  ];
}

/** A routine that the header only declares lies in the kernel, and so do its accesses. */
const inlineFindings = ({ inline }: Contract, row: SignatureRow): Difference[] =>
  row.inline || row.macro ? [] : differs('inline', Boolean(inline), false);

function codeFindings({ codes = [] }: Contract, page: PageRow | undefined): Difference[] {
  const listed = codes.map(({ code }) => code);
  const missing = (page?.returnCodes ?? []).filter((code) => !listed.includes(code));
  const added = page === undefined ? [] : listed.filter((code) => !page.returnCodes.includes(code));
  const again = listed.filter((code, at) => listed.indexOf(code) !== at);
  const unknown = listed.filter((code) => codeValue(code) === undefined);
  const silent = codes.filter(({ modelled, why = '' }) => modelled === 'never' && why.length < 10);
  return [
    ...missing.map((code) => ({ field: 'codes', ours: null, theirs: code })),
    ...added.map((code) => ({ field: 'codes', ours: code, theirs: null })),
    ...again.map((code) => ({ field: 'codes: twice', ours: code, theirs: null })),
    ...unknown.map((code) => ({ field: 'codes: no such status', ours: code, theirs: null })),
    ...silent.map(({ code }) => ({ field: 'codes: why', ours: code, theirs: null })),
  ];
}

const codeValue = (code: string) => ntStatusValue(code) ?? hresultValue(code);

/** True for a code that reports success: NT_SUCCESS, which for an HRESULT is the same sign bit and no warning. */
function isSuccess(code: string): boolean {
  const value = codeValue(code);
  return value !== undefined && NT_SUCCESS(value);
}

/**
 * Documented failures are functions (ENGINEERING-DECISIONS 2): a code that is injectable, or that is produced
 * and no success, has one of its name; a code that is never given has none; and there is no other function.
 */
function failureFindings({ codes = [] }: Contract, failures: Declared['failures']): Difference[] {
  const listed = codes.map(({ code }) => code);
  const needed = codes.filter(
    ({ code, modelled }) => modelled === 'injectable' || (modelled === 'produced' && !isSuccess(code)),
  );
  const absent = needed.filter(({ code }) => typeof failures[code] !== 'function');
  const denied = codes.filter(({ code, modelled }) => modelled === 'never' && code in failures);
  const unlisted = Object.keys(failures).filter((code) => !listed.includes(code));
  return [
    ...absent.map(({ code }) => ({ field: 'failures', ours: null, theirs: code })),
    ...denied.map(({ code }) => ({ field: 'failures', ours: code, theirs: 'never' })),
    ...unlisted.map((code) => ({ field: 'failures', ours: code, theirs: null })),
  ];
}

const keyOf = ({ routine, field, ours, theirs }: Finding) => JSON.stringify([routine, field, ours, theirs]);

/** Findings that no deviation explains, and deviations that explain no finding. */
export function review(findings: readonly Finding[], deviations: readonly Deviation[]) {
  const explained = new Set(deviations.map(keyOf));
  const found = new Set(findings.map(keyOf));
  return {
    unexplained: findings.filter((finding) => !explained.has(keyOf(finding))),
    unused: deviations.filter((deviation) => !found.has(keyOf(deviation))),
  };
}
