// Writes src/c/headers/*.generated.ts: the types and constants of the C headers, from the fact tables.
//
// `generate` is pure: test/c/headers/generated-headers.test.ts compares its result with the committed files.

import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { structureText, Types } from './header-layout.mjs';
import {
  alsoOfWinnt,
  baseNames,
  besidePeb,
  corrected,
  handPointers,
  handWritten,
  heapTopics,
  leftOut,
  partOf,
  partsBelow,
  sdkHeaders,
  unusedCallbacks,
} from './header-lists.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const outputDirectory = path.join(root, 'src', 'c', 'headers');
const digestFile = path.join(root, 'test', 'c', 'headers', 'generated-headers.sha256.json');

export const defaultFactsDirectory = path.join(root, '..', 'shared', 'facts');

const architectures = ['x64', 'x86'];

/** The fact tables, or null where they are not at hand. */
export function readFacts(directory = defaultFactsDirectory) {
  if (!existsSync(path.join(directory, 'structs.json'))) return null;
  const read = (name) => JSON.parse(readFileSync(path.join(directory, `${name}.json`), 'utf8'));
  return {
    structs: read('structs').map(mended),
    constants: read('constants'),
    signatures: read('signatures'),
    irqlLevels: read('irql-seh').irqlLevels,
    heap: read('heap'),
  };
}

const mended = (row) => ({
  ...row,
  fields: row.fields?.map((field) => ({
    ...field,
    // The typedef stands behind the structures.
    type: field.type === 'XMM_SAVE_AREA32' ? 'XSAVE_FORMAT' : field.type,
    ...corrected[`${row.name}.${field.name}`],
  })),
});

/** SHA-256 of each text, as the committed digest file has them. */
export const digests = (texts) =>
  `${JSON.stringify(
    Object.fromEntries(
      [...texts].sort().map(([name, text]) => [name, createHash('sha256').update(text).digest('hex')]),
    ),
    null,
    2,
  )}\n`;

const banner = (sources) =>
  `// Written by scripts/generate-headers.mjs from ${sources}. Do not edit: npm run generate.\n`;

/** File name to text. */
export const generate = (facts) =>
  new Map([
    ['types.generated.ts', typesText(facts)],
    ['constants.generated.ts', constantsText(facts)],
    ['conventions.generated.ts', conventionsText(facts)],
  ]);

// --- types -------------------------------------------------------------------

/** One line of C, or one for each architecture: `[x64, x86]`. */
const line = (texts) => (texts[0] === texts[1] ? JSON.stringify(texts[0]) : JSON.stringify(texts));

const groupBy = (rows, key) => {
  const groups = new Map();
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
  return groups;
};

/** What each part defines. */
class Parts {
  constructor({ structs, constants, signatures }) {
    this.headers = new Map();
    const note = (name, header) => this.headers.set(name, [...(this.headers.get(name) ?? []), header]);
    for (const row of structs) note(row.name, row.header);
    for (const [name, [{ header }]] of groupBy(constants.enums, (row) => row.enum)) note(name, header);
    for (const row of signatures) if (row.callback) note(row.name, row.header);
    this.enums = groupBy(constants.enums, (row) => row.enum);
    this.types = new Types(structs, this.enums.keys());
    this.structs = this.#structures(structs);
    this.callbacks = this.#callbacks(signatures);
    this.opaque = structs.filter(({ kind, source }) => kind === 'opaque' && source === 'WDK');
    this.known = new Map(Object.keys(partsBelow).map((part) => [part, this.#namesOf(part)]));
  }

  partOf(name) {
    return besidePeb.includes(name) ? 'ntpebteb' : partOf(name, this.headers.get(name) ?? []);
  }

  /** One row a structure: the WDK's, the SDK's or phnt's; names of one tag and layout together. */
  #structures(structs) {
    const rank = { WDK: 0, SDK: 1, phnt: 2 };
    const rows = structs
      .filter(({ kind, name }) => (kind === 'struct' || kind === 'union') && !leftOut.includes(name))
      .sort((a, b) => rank[a.source] - rank[b.source]);
    const chosen = new Map();
    for (const row of rows) if (!chosen.has(row.name)) chosen.set(row.name, row);
    const byTag = new Map();
    for (const row of chosen.values()) {
      const before = byTag.get(row.tag);
      if (before !== undefined && JSON.stringify(before.row.size) === JSON.stringify(row.size))
        before.names.push(row.name);
      else byTag.set(before === undefined ? row.tag : `_${row.name}`, { row, names: [row.name] });
    }
    return [...byTag].map(([tag, { row, names }]) => ({ tag, row, names, part: this.partOf(row.name) }));
  }

  #callbacks(signatures) {
    const rows = signatures.filter(({ callback, name }) => callback && !unusedCallbacks.test(name));
    return [...new Map(rows.map((row) => [row.name, row])).values()].filter(
      (row) => !rows.some((other) => other.pointerType === row.name),
    );
  }

  #namesOf(part) {
    const parts = [part, ...partsBelow[part]];
    const names = new Set(parts.flatMap((one) => baseNames[one].trim().split(/\s+/)));
    for (const { names: all, part: home } of this.structs)
      if (parts.includes(home)) for (const name of all) for (const one of [name, `P${name}`]) names.add(one);
    for (const name of this.enums.keys())
      if (parts.includes(this.partOf(name))) for (const one of [name, `P${name}`]) names.add(one);
    for (const { name, pointerType } of this.callbacks)
      if (parts.includes(this.partOf(name))) for (const one of [name, pointerType]) if (one) names.add(one);
    if (parts.includes('wdm'))
      for (const { name } of this.opaque) for (const one of [name, `P${name}`]) names.add(one);
    return names;
  }

  /** True when a type (no array) may be written in a part: its name is defined there or below. */
  usable(part, type) {
    const name = type.replace(/\b(const|volatile|CONST)\b|\*/g, '').trim();
    return /^(struct|union|enum) _?\w+$/.test(name)
      ? type.includes('*')
      : this.known.get(part).has(name) || /^(void|char|short|int|long|unsigned .*)$/.test(name);
  }
}

function typesText(facts) {
  const parts = new Parts(facts);
  const out = [banner('facts/structs.json, constants.json and signatures.json')];
  out.push('/** Lines of C by part: one text, or those for x64 and x86. */');
  out.push(
    'export const typeLines: Readonly<Record<string, readonly (string | readonly [string, string])[]>> = {',
  );
  for (const part of Object.keys(partsBelow)) {
    out.push(`  ${part}: [`);
    for (const text of linesOf(parts, part)) out.push(`    ${line(text)},`);
    out.push('  ],');
  }
  out.push('};\n');
  return out.join('\n');
}

/** The lines of a part: enumerations, names of structures, callbacks, then structures, inner ones first. */
function linesOf(parts, part) {
  const own = parts.structs.filter(({ part: home }) => home === part);
  const enums = [...parts.enums].filter(([name]) => parts.partOf(name) === part).map(enumText);
  const names = own.map(
    ({ tag, row, names: all }) => `typedef ${row.kind} ${tag} ${all.flatMap(pointed).join(', ')};`,
  );
  if (part === 'wdm')
    for (const { name, tag } of parts.opaque)
      names.push(`typedef struct ${tag} ${pointed(name).join(', ')};`);
  const callbacks = parts.callbacks
    .filter(({ name }) => parts.partOf(name) === part)
    .map((row) => callbackText(parts, part, row))
    .filter((text) => text !== null);
  const bodies = ordered(own, parts).map((structure) =>
    architectures.map((arch) => bodyText(parts, part, structure, arch)),
  );
  const both = [...enums, ...names, ...tagsOf([...callbacks, ...bodies.flat()], names), ...callbacks].map(
    (text) => [text, text],
  );
  return [...both, ...bodies];
}

/** The name and that of its pointer, which the hand-written text may have already. */
const pointed = (name) => (handPointers.includes(`P${name}`) ? [name] : [name, `*P${name}`]);

function enumText([name, rows]) {
  let next = 0;
  const members = rows.map(({ name: member, value }) => {
    const text = value === next ? member : `${member} = ${value}`;
    next = value + 1;
    return text;
  });
  const names = { FSINFOCLASS: 'FS_INFORMATION_CLASS, *PFS_INFORMATION_CLASS' }[name] ?? `${name}, *P${name}`;
  return `typedef enum _${name} {${members.join(', ')}} ${names};`;
}

/** Tags that texts point to and that no name of the part declares: `struct _KPRCB;`. */
function tagsOf(texts, names) {
  const tags = new Set(
    texts.flatMap((text) =>
      [...text.matchAll(/\b(struct|union) (_\w+) \*/g)].map(([, kind, tag]) => `${kind} ${tag}`),
    ),
  );
  const declared = names.join(' ');
  return [...tags].filter((tag) => !declared.includes(`${tag} `)).map((tag) => `${tag};`);
}

function callbackText(parts, part, { name, pointerType, callback, returnType, callingConvention, params }) {
  const type = (text) => {
    if (parts.usable(part, text)) return text.replace(/\s*\*$/, '*');
    return /^(P|LP)[A-Z]|\*$/.test(text) ? 'PVOID' : null;
  };
  const types = params.map(({ type: text }) => type(text));
  const returns = type(returnType);
  if (returns === null || types.includes(null)) return null;
  const convention = callingConvention === '__stdcall' ? '__stdcall ' : '';
  const list = types.length === 0 ? 'void' : types.join(', ');
  if (callback === 'pointer') return `typedef ${returns} (${convention}*${name})(${list});`;
  const pointer = pointerType ? ` typedef ${name} *${pointerType};` : '';
  return `typedef ${returns} ${convention}${name}(${list});${pointer}`;
}

/** Structures in an order in which each stands behind those that it contains. */
function ordered(structures, parts) {
  const byName = new Map(structures.flatMap((one) => [...one.names, one.tag].map((name) => [name, one])));
  const done = new Set();
  const visit = (one) => {
    if (done.has(one)) return;
    done.add(one);
    for (const { type, typeX86 } of one.row.fields)
      for (const inner of [type, typeX86]) {
        const other = byName.get((inner ?? '').replace(/\[.*|\b(const|volatile|struct|union)\b/g, '').trim());
        if (other !== undefined && !inner.includes('*')) visit(other);
      }
    parts.sorted.push(one);
  };
  parts.sorted = [];
  for (const one of structures) visit(one);
  return parts.sorted;
}

function bodyText(parts, part, { row, tag }, arch) {
  if (row.size[arch] === undefined) return '';
  const { body, pack, align } = structureText(parts.types, row, arch, (type) => parts.usable(part, type));
  const own = align === null ? '' : `__declspec(align(${align})) `;
  const text = `${row.kind} ${own}${tag} {${body.replaceAll(' * ', ' *')}};`;
  return pack === null ? text : `\n#pragma pack(push, ${pack})\n${text}\n#pragma pack(pop)`;
}

// --- constants ---------------------------------------------------------------

/** Part of a constant by the headers that define it. */
function constantPart(name, headers, topics) {
  if (topics.some((topic) => ['deviceTypes', 'ioctlMethods', 'ioctlAccess'].includes(topic)))
    return 'devioctl';
  if (alsoOfWinnt(name, topics)) return 'shared';
  const known = { 'ntiologc.h': 'ntiologc', 'dpfilter.h': 'dpfilter', 'ntstatus.h': 'ntstatus' };
  if (headers.length === 1 && known[headers[0]] !== undefined) return known[headers[0]];
  return partOf(
    '',
    headers.map((header) => (header === 'ntstatus.h' ? 'ntddk.h' : header)),
  );
}

function constantsText({ constants, irqlLevels, heap }) {
  const { formulas, enums, ...topics } = constants;
  const enumerators = new Set(enums.map(({ name }) => name));
  const all = groupBy(
    Object.entries(topics).flatMap(([topic, rows]) => rows.map((row) => ({ ...row, topic }))),
    ({ name }) => name,
  );
  const byPart = new Map();
  // winnt.h and ntifs.h have the flags of heaps.
  const heapRows = heapTopics
    .flatMap((topic) => heap[topic])
    .filter(({ sources }) => sources.includes('wdk'));
  const ofWdk = new Set(heapRows.map(({ name }) => name));
  for (const [name, rows] of all) {
    if (handWritten.test(name) || enumerators.has(name) || /^FACILITY_/.test(name)) continue;
    const part = ofWdk.has(name)
      ? 'shared'
      : constantPart(
          name,
          [...new Set(rows.map(({ header }) => header))],
          rows.map(({ topic }) => topic),
        );
    if (part === null) throw new Error(`${name} of ${rows[0].header} has no part`);
    byPart.set(part, [...(byPart.get(part) ?? []), architectures.map((arch) => constantText(rows[0], arch))]);
  }
  const levels = new Set(
    irqlLevels.filter(({ arch }) => architectures.includes(arch)).map(({ name }) => name),
  );
  for (const name of levels)
    byPart.get('wdm').push(architectures.map((arch) => levelText(irqlLevels, name, arch)));
  for (const row of heapRows)
    if (!all.has(row.name)) byPart.get('shared').push(architectures.map((arch) => constantText(row, arch)));
  byPart.set('ntrtl', heapTexts(heap, byPart, enumerators));
  const out = [banner('facts/constants.json, heap.json and irql-seh.json')];
  out.push('/** Lines of C by part: one text, or those for x64 and x86. */');
  out.push(
    'export const constantLines: Readonly<Record<string, readonly (string | readonly [string, string])[]>> = {',
  );
  for (const [part, lines] of byPart) {
    out.push(`  ${part}: [`);
    for (const text of lines) out.push(`    ${line(text)},`);
    out.push('  ],');
  }
  out.push('};\n');
  return out.join('\n');
}

/** Names of heaps that no header of the SDK has; a program gets them from winternl.h (*ours*, decision 0076). */
function heapTexts(heap, byPart, enumerators) {
  const known = new Set(
    ['shared', 'winnt'].flatMap((part) => byPart.get(part).map(([text]) => text.split(' ')[1])),
  );
  const rows = heapTopics.flatMap((topic) => heap[topic]);
  return rows
    .filter(({ name }) => !known.has(name) && !enumerators.has(name))
    .map((row) => architectures.map((arch) => constantText(row, arch)));
}

function levelText(levels, name, arch) {
  const row = levels.find((level) => level.arch === arch && level.name === name);
  return row === undefined ? '' : `#define ${name} ${row.value}`;
}

function constantText(row, arch) {
  if (row.only !== undefined && row.only !== arch) return '';
  const { value, hex } = arch === 'x86' && row.x86 !== undefined ? row.x86 : row;
  return `#define ${row.name} ${literal(row, value, hex)}`;
}

/** A value as C writes it: hexadecimal, 64 bits wide where the header's is. */
function literal({ topic }, value, hex) {
  if (topic === 'poolFlags' || value === null) return `${hex}ui64`;
  if (value < 0) return value >= -0xffff ? `(${value})` : `((LONG)${hex})`;
  if (value > 0xffffffff) return `${hex}ui64`;
  return value < 10 ? String(value) : hex;
}

// --- calling conventions -------------------------------------------------------

/** x86 conventions other than stdcall, and who declares a routine twice. */
function conventionsText({ signatures }) {
  const routines = signatures.filter(({ callback }) => !callback);
  const names = (test) => [...new Set(routines.filter(test).map(({ name }) => name))].sort();
  const list = (doc, constant, found) =>
    `/** ${doc} */\nexport const ${constant}: ReadonlySet<string> = new Set(\n  '${found.join(' ')}'.split(' '),\n);\n`;
  return [
    banner('facts/signatures.json'),
    list(
      'Routines that x86 code calls as __fastcall.',
      'fastcallRoutines',
      names((row) => row.callingConvention === '__fastcall'),
    ),
    list(
      'Routines that x86 code calls as __cdecl.',
      'cdeclRoutines',
      names((row) => row.callingConvention === '__cdecl'),
    ),
    list(
      'Routines of drivers that the Windows SDK declares as well.',
      'windowsRoutines',
      names(
        (row) =>
          row.mode === 'user' &&
          sdkHeaders.test(row.header) &&
          routines.some((other) => other.name === row.name && other.mode === 'kernel'),
      ),
    ),
  ].join('\n');
}

/** Writes the files and returns their names. */
export function writeHeaders() {
  const facts = readFacts();
  if (facts === null) throw new Error(`no fact tables in ${defaultFactsDirectory}`);
  const texts = generate(facts);
  for (const [name, text] of texts) writeFileSync(path.join(outputDirectory, name), text);
  writeFileSync(digestFile, digests(texts));
  return [...texts.keys()].map((name) => `src/c/headers/${name}`);
}
