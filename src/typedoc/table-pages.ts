/** Tables over all routines. */
import { type Contract, type ProfileDifference, profileDifferences } from '../index.ts';
import { linkNames, linkTo, page, table } from './markdown.ts';
import { type Addresses, LEVELS } from './names.ts';
import { waysOf } from './ways.ts';

/** Routines that drivers call, by the highest level that allows them. */
export function routinesByLevelPage(contracts: readonly Contract[], addresses: Addresses): string {
  const sections = [...LEVELS].reverse().flatMap((level) => {
    const rows = contracts
      .filter(({ modes, maxIrql }) => modes.includes('kernel') && maxIrql.level === level)
      .map(({ name, maxIrql, blocks }) => [
        linkTo(name, addresses),
        linkNames(maxIrql.text, addresses).replace(/[<>]/g, '\\$&'),
        maxIrql.source,
        blocks ? 'yes' : '',
      ]);
    if (rows.length === 0) return [];
    return [`## At most ${level}`, table(['Routine', 'Limit', 'Source', 'May wait'], rows)];
  });
  return page('Routines by IRQL', sections);
}

/** Routines that raise, and routines whose result is NULL when they fail. */
export function raisesPage(contracts: readonly Contract[], addresses: Addresses): string {
  const rows = contracts.flatMap((contract) => {
    const { name, returnText = '', codes = [] } = contract;
    const raised = codes.filter((code) => waysOf(contract, code).includes('raised')).map(({ code }) => code);
    const whenNull = codes.filter((code) => waysOf(contract, code).includes('NULL')).map(({ when }) => when);
    const isNull = /\bNULL\b/.test(returnText) ? returnText : whenNull.join('; ');
    if (raised.length === 0 && isNull === '') return [];
    return [
      [
        linkTo(name, addresses),
        raised.map((code) => linkTo(code, addresses)).join(', '),
        linkNames(isNull, addresses),
      ],
    ];
  });
  return page('What raises and what returns NULL', [
    'Routines that raise an exception, or whose result may be NULL. Where a row has both, a flag of the call or of the heap decides.',
    table(['Routine', 'Raises', 'Returns NULL'], rows),
  ]);
}

/** What the profiles of a machine differ in. */
export function differencesPage(addresses: Addresses): string {
  const rows = Object.values<ProfileDifference>(profileDifferences).map((difference) => [
    linkNames(difference.what, addresses),
    linkNames(difference.documented, addresses),
    linkNames(difference.observed, addresses),
    difference.routines.map((name) => linkTo(name, addresses)).join(', '),
    difference.facts.join(', '),
  ]);
  return page('Documented against observed', [
    "Where pages and tests on Windows disagree a machine does what the pages say, or with `profile: 'observed'` what tests show.",
    table(['What', 'Documented', 'Observed', 'Routines', 'Facts'], rows),
  ]);
}
