// Writes src/contract/structures.generated.ts and src/contract/kernel-constants.generated.ts from the fact tables.
//
// `generate` is pure: test/contract/generated-tables.test.ts compares its result with the committed files.

import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { constantNames, scalarNames, structureNames } from './kernel-tables.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const outputDirectory = path.join(root, 'src', 'contract');
const digestFile = path.join(root, 'test', 'contract', 'generated-tables.sha256.json');

export const defaultFactsDirectory = path.join(root, '..', 'shared', 'facts');

/** The two fact tables, or null where they are not at hand. */
export function readFacts(directory = defaultFactsDirectory) {
  if (!existsSync(path.join(directory, 'structs.json'))) return null;
  const read = (name) => JSON.parse(readFileSync(path.join(directory, `${name}.json`), 'utf8'));
  return { structs: read('structs'), constants: read('constants') };
}

/** SHA-256 of each text, as the committed digest file has them. */
export const digests = (texts) =>
  `${JSON.stringify(
    Object.fromEntries(
      [...texts].sort().map(([name, text]) => [name, createHash('sha256').update(text).digest('hex')]),
    ),
    null,
    2,
  )}\n`;

/** File name to text. */
export const generate = (facts) =>
  new Map([
    ['structures.generated.ts', structuresText(facts.structs)],
    ['kernel-constants.generated.ts', constantsText(facts.constants)],
  ]);

const header = (sources) =>
  `// Written by scripts/generate-kernel-tables.mjs from ${sources}. Do not edit: npm run generate.\n`;

/** Rows of one name: the WDK's where there is one. */
const rowOf = (structs, name) => {
  const rows = structs.filter((row) => row.name === name);
  const row = rows.find(({ source }) => source === 'WDK') ?? rows[0];
  if (row === undefined) throw new Error(`structs.json has no ${name}`);
  return row;
};

/** Name of the structure that a member is made of, or null for scalars, pointers and arrays. */
const structureOf = (structs, type) => {
  const bare = (type ?? '').replace(/^struct _?/, '').replace(/^volatile /, '');
  const found = structs.find((row) => (row.name === bare || row.tag === type) && row.kind !== 'scalar');
  return found !== undefined && (found.kind === 'struct' || found.kind === 'union') ? found.name : null;
};

const pair = (of) => [of?.x64 ?? -1, of?.x86 ?? -1];

/** Members with nested structures opened: `Header`, `Header.SignalState`. Bit-fields are left out. */
function membersOf(structs, row, prefix = '', at = [0, 0]) {
  return row.fields.flatMap((field) => {
    if (field.bits !== undefined || field.name === undefined || field.name.includes('[')) return [];
    const offset = pair(field.offset).map((n, i) => (n < 0 ? -1 : n + at[i]));
    const size = pair(field.size);
    const name = prefix + field.name;
    const inner = structureOf(structs, field.type);
    const own = [[name, [...offset, ...size]]];
    const nested =
      inner === null || offset.some((n) => n < 0)
        ? []
        : membersOf(structs, rowOf(structs, inner), `${name}.`, offset);
    return [...own, ...nested];
  });
}

function structuresText(structs) {
  const lines = [...structureNames, ...scalarNames].map((name) => {
    const row = rowOf(structs, name);
    const members = [...new Map(membersOf(structs, row))].map(
      ([member, numbers]) => `'${member}': [${numbers.join(', ')}]`,
    );
    const sizes = [...pair(row.size), ...pair(row.align)].join(', ');
    return `  ${name}: { bytes: [${sizes}], members: { ${members.join(', ')} } },`;
  });
  return [
    header('facts/structs.json'),
    '/** By structure: size and alignment on x64 and x86; by member: offset on x64 and x86, size on x64 and x86; -1: not there. */',
    'export const structures = {',
    ...lines,
    '} as const;',
    '',
  ].join('\n');
}

function constantsText(constants) {
  const { enums, ...topics } = constantNames;
  const seen = new Map();
  const add = ({ name, value, header: source, x86 }) => {
    if (value === null || (x86 !== undefined && x86 !== value))
      throw new Error(`${name} has no one value that fits a number`);
    const known = seen.get(name);
    if (known !== undefined && known.value !== value) throw new Error(`${name} has two values`);
    seen.set(name, { value, source });
  };
  for (const row of constants.enums) if (enums.includes(row.enum)) add(row);
  for (const [topic, pattern] of Object.entries(topics)) {
    for (const row of constants[topic]) {
      if (pattern.test(row.name) && row.value !== null && row.only === undefined) add(row);
    }
  }
  const lines = [...seen].map(
    ([name, { value, source }]) => `/** ${source}. */\nexport const ${name} = ${value};`,
  );
  return `${[header('facts/constants.json'), ...lines].join('\n')}\n`;
}

/** Writes the files and returns their names. */
export function writeKernelTables() {
  const facts = readFacts();
  if (facts === null) throw new Error(`no fact tables in ${defaultFactsDirectory}`);
  const texts = generate(facts);
  for (const [name, text] of texts) writeFileSync(path.join(outputDirectory, name), text);
  writeFileSync(digestFile, digests(texts));
  return [...texts.keys()].map((name) => `src/contract/${name}`);
}
