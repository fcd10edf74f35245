/** The glossary: levels of IRQL, statuses and bug checks, each with the routines it has to do with. */
import { type BrokenRule, type Contract, type RuleBugCheck, routineRules } from '../index.ts';
import { bugCheckInfo, hresultValue, ntStatusValue } from '../status/index.ts';
import { hex, linkNames, linkTo, page, table } from './markdown.ts';
import { type Addresses, LEVELS, levelNumbers, statusValue } from './names.ts';
import { waysOf } from './ways.ts';

const MEANINGS: Readonly<Record<(typeof LEVELS)[number], string>> = {
  PASSIVE_LEVEL: 'Ordinary level of threads: everything is allowed, nothing is held back.',
  APC_LEVEL: 'Asynchronous procedure calls are held back. Page faults and waits are possible.',
  DISPATCH_LEVEL:
    'No thread switch, no page fault, no wait. Deferred procedure calls and spin locks live here.',
  DIRQL: 'Levels of devices: interrupts at or below the level wait. The number is that of the highest one.',
  SYNCH_LEVEL: 'Two below IPI_LEVEL, as in kernels for several processors. No page gives the number: *ours*.',
  IPI_LEVEL: 'Interrupts between processors.',
  HIGH_LEVEL: 'Every interrupt that can be held back is.',
};

const list = (names: readonly string[], addresses: Addresses): string =>
  names.map((name) => linkTo(name, addresses)).join(', ');

/** Page of the levels. Routines that programs alone call are left out: they run at PASSIVE_LEVEL. */
export function levelsPage(contracts: readonly Contract[], addresses: Addresses): string {
  const callable = contracts.filter(({ modes }) => modes.includes('kernel'));
  const sections = LEVELS.flatMap((level, index) => {
    const here = callable.filter(({ maxIrql }) => maxIrql.level === level).map(({ name }) => name);
    const allowed = callable.filter(({ maxIrql }) => LEVELS.indexOf(maxIrql.level) >= index).length;
    const limited =
      here.length === 0
        ? 'No routine has this level as its limit.'
        : `Allowed here and not above: ${list(here, addresses)}.`;
    return [
      `## ${level}`,
      `${MEANINGS[level]} Number: ${levelNumbers(level)}.`,
      `Of ${callable.length} routines that drivers call, ${allowed} may be called at this level: those below, and those of the levels above it.`,
      limited,
    ];
  });
  return page('IRQL levels', sections);
}

/** Page of the statuses that a routine names. */
export function statusesPage(contracts: readonly Contract[], addresses: Addresses): string {
  const names = new Set(contracts.flatMap(({ codes = [] }) => codes.map(({ code }) => code)));
  const sections = [...names].sort().flatMap((name) => {
    const rows = contracts.flatMap((contract) =>
      (contract.codes ?? [])
        .filter(({ code }) => code === name)
        .map((code) => [
          linkTo(contract.name, addresses),
          linkNames(code.when, addresses),
          waysOf(contract, code).join(', '),
          code.modelled,
        ]),
    );
    return [`## ${name}`, valueText(name), table(['Routine', 'When', 'How', 'irqlab'], rows)];
  });
  return page('Statuses', [
    'Statuses that a routine names. *produced*: irqlab gives it; *injectable*: only fault injection does; *never*: irqlab does not.',
    ...sections,
  ]);
}

function valueText(name: string): string {
  const value = statusValue(name);
  if (value === undefined) return 'No table has a value for it.';
  const kind =
    ntStatusValue(name) !== undefined
      ? 'NTSTATUS'
      : hresultValue(name) !== undefined
        ? 'HRESULT'
        : 'Win32 error';
  return `${kind} \`0x${value.toString(16).toUpperCase().padStart(8, '0')}\`.`;
}

/** Page of the bug checks that a broken rule leads to. */
export function bugChecksPage(rules: readonly BrokenRule[], addresses: Addresses): string {
  const codes = new Set(rules.flatMap(({ verifier, free }) => [verifier.code, ...(free ? [free.code] : [])]));
  const sections = [...codes]
    .sort((a, b) => a - b)
    .flatMap((code) => {
      const info = bugCheckInfo(code);
      const labels = (info?.parameters ?? []).filter((label) => label !== '');
      const rows = rules.flatMap((rule) => rowsOf(rule, code, addresses));
      return [
        `## ${info?.name ?? hex(code)}`,
        `Code \`${hex(code)}\`.${labels.length === 0 ? '' : ` Parameters: ${labels.join('; ')}.`}`,
        table(['Rule', 'Driver Verifier', 'Parameters', 'Source', 'To mend it', 'Routines'], rows),
      ];
    });
  return page('Bug checks', [
    'Bug checks that a broken rule leads to. A parameter without a meaning is 0; *ours* is explained in the decision records.',
    ...sections,
  ]);
}

function rowsOf(
  { key, rule, fix, verifier, free }: BrokenRule,
  code: number,
  addresses: Addresses,
): string[][] {
  const same = free !== null && free.code === code && verifier.code === code;
  const routines = [...routineRules]
    .filter(([, own]) => own.some(({ violation }) => violation === key))
    .map(([name]) => name);
  const row = (when: string, check: RuleBugCheck) => [
    linkNames(rule, addresses),
    when,
    parameterText(check),
    check.from,
    linkNames(fix, addresses),
    list(routines, addresses),
  ];
  if (same) return [row('on or off', verifier)];
  return [
    ...(verifier.code === code ? [row('on', verifier)] : []),
    ...(free?.code === code ? [row('off', free)] : []),
  ];
}

/** `0x30; current IRQL; requested IRQL; 0`. */
const parameterText = ({ parameters }: RuleBugCheck): string =>
  parameters
    .map(({ fixed, meaning }) => {
      if (fixed === 0 && /^(?:|not documented)$/.test(meaning)) return '0';
      if (fixed === null || fixed === 0) return meaning || '0';
      return meaning === '' ? hex(fixed) : `${hex(fixed)} (${meaning})`;
    })
    .join('; ');
