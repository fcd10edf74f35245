// Writes src/kernel/interlocked/*.generated.ts: a declared routine for every row `Interlocked…` of signatures.json.
//
// There are 150 of them, and they differ in operation, width and ordering alone. `generate` is pure:
// test/kernel/interlocked/generated.test.ts compares its result with the committed files.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { operations, orders, widths } from './interlocked.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const folder = 'src/kernel/interlocked';

/** Copies of the rows of declared routines; the fact tables where they are at hand. */
const fixturesDirectory = path.join(root, 'test', 'fixtures', 'contract');
export const defaultFactsDirectory = path.join(root, '..', 'shared', 'facts');

/** The rows of both tables from a directory. */
export function readRows(directory) {
  const read = (name) => JSON.parse(readFileSync(path.join(directory, `${name}.json`), 'utf8'));
  return { pages: read('ddi'), signatures: read('signatures') };
}

/** The rows of the fact tables, or of the fixtures in a clone without them. */
export const readFacts = () =>
  readRows(existsSync(defaultFactsDirectory) ? defaultFactsDirectory : fixturesDirectory);

// `…Affinity` is left out: wdm.h maps it to 64 bits on x64 and to 32 on x86, and the row knows the first alone.
const NAME =
  /^Interlocked(Add|And|BitTestAndReset|BitTestAndSet|CompareExchange|Decrement|ExchangeAdd|Exchange|Increment|Or|Xor)(8|16|64|128|Pointer|SizeT)?(Acquire|Release|NoFence)?(8|16|64|128)?$/;

/** What a name says: operation, width in bits or `Pointer` or `SizeT`, ordering; null for any other name. */
export function parts(name) {
  const [match, operation, before, order, after] = NAME.exec(name) ?? [];
  if (match === undefined) return null;
  return { operation, width: before ?? after ?? '32', order: order ?? null };
}

/** Types of arguments and results as the interfaces have them. */
const typescript = {
  'volatile char *': 'PVOID',
  'volatile CHAR *': 'PVOID',
  'volatile SHORT *': 'PVOID',
  'volatile LONG *': 'PVOID',
  'volatile LONG64 *': 'PVOID',
  'volatile PVOID *': 'PVOID',
  'SIZE_T volatile *': 'PVOID',
  'LONG64 *': 'PVOID',
  'unsigned char': 'UCHAR',
  char: 'CHAR',
  CHAR: 'CHAR',
  SHORT: 'SHORT',
  LONG: 'LONG',
  LONG64: 'LONGLONG',
  PVOID: 'PVOID',
  SIZE_T: 'SIZE_T',
};
/** A SIZE_T may be passed as a bigint; it comes back as a number. */
const argumentType = (type) => (type === 'SIZE_T' ? 'SIZE_T | bigint' : typescript[type]);
const typeNames = { kernel: ['CHAR', 'LONGLONG', 'SHORT'], base: ['LONG', 'PVOID', 'SIZE_T', 'UCHAR'] };

/** Everything known about one routine. */
function describe(name, { pages, signatures }) {
  const rows = signatures.filter((row) => row.name === name);
  const first = rows.find(({ mode }) => mode === 'kernel') ?? rows[0];
  const { operation, width, order } = parts(name);
  const words = operations[`${operation}${width}`] ?? operations[operation];
  const does = `${words.does(widths[width])}, atomically`;
  return {
    name,
    page: pages.find((row) => row.name === name),
    row: first,
    modes: rows.map(({ mode }) => mode).sort(),
    does: order === null ? does : `${does}; ${orders[order]}`,
    words,
    bind: `${operation[0].toLowerCase()}${operation.slice(1)}.${/^\d/.test(width) ? `bits${width}` : width === 'SizeT' ? 'sizeT' : 'pointer'}`,
    operation,
    // The headers have the macros on both; what they expand to exists where the instruction does.
    only: width === '128' ? 'x64' : first.only,
  };
}

const text = (value) => `'${value.replaceAll("'", "\\'")}'`;

/** Which way a parameter goes: as on the page, else a pointer is read and written. */
const directionOf = (param, pageParam) => {
  const from = pageParam ?? { in: true, out: param.type.includes('*') };
  return from.in && from.out ? 'inout' : from.out ? 'out' : 'in';
};

function contractLines({ name, page, row, modes, does, only }) {
  const line = (key, value) => (value === null || value === undefined ? [] : [`    ${key}: ${text(value)},`]);
  const parameters = row.params.map((param, at) => {
    const optional = page?.params[at]?.optional ? ', optional: true' : '';
    const direction = directionOf(param, page?.params[at]);
    return `      { name: ${text(param.name)}, type: ${text(param.type)}, direction: '${direction}'${optional} },`;
  });
  const limit = modes.includes('kernel')
    ? `{ level: 'HIGH_LEVEL', text: 'Any level', source: '${page ? 'page' : 'ours'}' }`
    : `{ level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' }`;
  return [
    ...line('name', name),
    ...line('header', row.header),
    ...line('includeHeader', page?.includeHeader),
    `    library: ${page?.lib ? text(page.lib) : 'null'},`,
    `    dll: ${page?.dll ? text(page.dll) : 'null'},`,
    ...line('minClient', page?.minClient),
    `    page: ${page ? text(`wdm/nf-wdm-${name.toLowerCase()}`) : 'null'},`,
    ...line('summary', `${does}.`),
    `    modes: [${modes.map(text).join(', ')}],`,
    `    maxIrql: ${limit},`,
    '    parameters: [',
    ...parameters,
    '    ],',
    ...line('returns', row.returnType),
    ...line('only', only),
    `    inline: true,`,
    `    since: '0.1.0',`,
  ];
}

function routineText(routine) {
  const { name, row, words, does, bind } = routine;
  const args = row.params.map((param) => `${param.name}: ${argumentType(param.type)}`).join(', ');
  return [
    `/** ${does}. */`,
    `export interface ${name} {`,
    '  /**',
    `   * ${does}. Any IRQL, as long as the variable is resident there.`,
    ...row.params.map((param, at) => `   * @param ${param.name} ${words.parameters[at]}`),
    `   * @returns ${words.returns}`,
    '   */',
    `  (${args}): ${typescript[row.returnType]};`,
    '}',
    '',
    '/** An intrinsic: the accesses are those of its caller. */',
    `export const ${name} = routine<${name}>()(`,
    '  {',
    ...contractLines(routine),
    '  },',
    `  ${bind},`,
    ');',
  ].join('\n');
}

const kebab = (operation) => operation.replace(/(?!^)[A-Z]/g, '-$&').toLowerCase();

const banner =
  '// Written by scripts/generate-interlocked.mjs from facts/signatures.json and facts/ddi.json. Do not edit: npm run generate.\n';

function fileText(operation, routines) {
  const used = new Set(
    routines
      .flatMap(({ row }) => [row.returnType, ...row.params.map(({ type }) => type)])
      .map((type) => typescript[type]),
  );
  const imported = (names, file) => {
    const list = names.filter((name) => used.has(name)).sort();
    return list.length === 0 ? [] : [`import type { ${list.join(', ')} } from '../../contract/${file}';`];
  };
  const family = `${operation[0].toLowerCase()}${operation.slice(1)}`;
  return [
    banner,
    ...imported(typeNames.base, 'c-types.ts'),
    `import { routine } from '../../contract/contract.ts';`,
    ...imported(typeNames.kernel, 'kernel-types.ts'),
    `import { ${family} } from './interlocked-operations.ts';`,
    '',
    routines.map(routineText).join('\n\n'),
    '',
  ].join('\n');
}

/** A list of what one mode may call. */
function listText(mode, groups) {
  const lines = [...groups].flatMap(([operation, routines]) => {
    const names = routines.filter(({ modes }) => modes.includes(mode)).map(({ name }) => name);
    return names.length === 0
      ? []
      : [`export {\n  ${names.join(',\n  ')},\n} from './interlocked-${kebab(operation)}.generated.ts';`];
  });
  return `${banner}\n/** The interlocked operations of ${mode} mode. */\n${lines.join('\n')}\n`;
}

/** File name below the project to text. */
export function generate(facts) {
  const names = [...new Set(facts.signatures.map(({ name }) => name))].filter((name) => parts(name) !== null);
  const routines = names.sort().map((name) => describe(name, facts));
  const groups = new Map();
  for (const routine of routines)
    groups.set(routine.operation, [...(groups.get(routine.operation) ?? []), routine]);
  const files = [...groups].map(([operation, group]) => [
    `${folder}/interlocked-${kebab(operation)}.generated.ts`,
    fileText(operation, group),
  ]);
  const lists = ['kernel', 'user'].map((mode) => [
    `${folder}/${mode}-routines.generated.ts`,
    listText(mode, groups),
  ]);
  return new Map([...files, ...lists]);
}

/** Writes the files and returns their names. */
export function writeInterlocked() {
  const texts = generate(readFacts());
  for (const [name, content] of texts) writeFileSync(path.join(root, name), content);
  return [...texts.keys()];
}
