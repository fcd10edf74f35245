/** Structures of the headers, laid out by our own types, against the rows of the facts. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Member, Type } from '../../../src/c/tree/type.ts';
import type { Architecture } from '../../../src/contract/c-types.ts';
import { including, parsed, sourcesOf } from './sources.ts';

interface Pair {
  readonly x64?: number;
  readonly x86?: number;
}

interface Bits {
  readonly start: number;
  readonly width: number;
}

/** A row of facts/structs.json, as far as it says where members lie. */
interface Row {
  readonly name: string;
  readonly size: Pair;
  readonly align: Pair;
  readonly fields: readonly {
    readonly name: string;
    readonly offset: Pair;
    readonly size?: Pair;
    readonly bits?: Bits | { readonly x64?: Bits; readonly x86?: Bits };
  }[];
}

const rows = JSON.parse(
  readFileSync(new URL('../../fixtures/c/structs.json', import.meta.url), 'utf8'),
) as readonly Row[];

/** The row of the facts has the offset of another structure: docs/decisions/0076-headers.md. */
const WRONG = new Set(['KMUTANT.Abandoned', 'KMUTEX.Abandoned']);

/** Bytes of a type; a flexible array has none. */
function bytesOf(type: Type, pointer: number): number {
  if (type.kind === 'pointer') return pointer;
  if (type.kind === 'array') return (type.length ?? 0) * bytesOf(type.of, pointer);
  if (type.kind === 'record') return type.shape.bytes;
  return type.kind === 'integer' || type.kind === 'float' ? type.bytes : 0;
}

const membersOf = (type: Type): readonly Member[] =>
  type.kind === 'record' ? (type.shape.members ?? []) : type.kind === 'array' ? membersOf(type.of) : [];

/** A member by name, through unnamed structures and unions; offsets count from the outermost. */
function memberOf(type: Type, name: string): Member | null {
  for (const member of membersOf(type)) {
    if (member.name === name) return member;
    const inner = member.name === null ? memberOf(member.type, name) : null;
    if (inner !== null) return { ...inner, offset: inner.offset + member.offset };
  }
  return null;
}

/** The same for a dotted name. */
function memberAt(type: Type, path: string): Member | null {
  let found: Member | null = { name: null, type, offset: 0, bits: null };
  for (const name of path.replaceAll('[0]', '').split('.')) {
    const inner: Member | null = found === null ? null : memberOf(found.type, name);
    found = inner === null || found === null ? null : { ...inner, offset: inner.offset + found.offset };
  }
  return found;
}

/** Where a member lies: byte, or first bit and number of bits from the beginning of the structure. */
function placeOf({ offset, bits, type }: Member, pointer: number): string {
  return bits === null
    ? `${offset}+${bytesOf(type, pointer)}`
    : `bit ${offset * 8 + bits.start}+${bits.width}`;
}

/** The same from the row; null where the architecture does not have the member. */
function placeInRow({ offset, size, bits }: Row['fields'][number], arch: Architecture): string | null {
  const at = offset[arch];
  if (at === undefined) return null;
  const own = bits !== undefined && 'width' in bits ? bits : bits?.[arch];
  return own === undefined ? `${at}+${size?.[arch] ?? 0}` : `bit ${at * 8 + own.start}+${own.width}`;
}

describe.each(['x64', 'x86'] as const)('structures on %s', (arch) => {
  const pointer = arch === 'x64' ? 8 : 4;
  const here = rows.filter(({ size }) => size[arch] !== undefined);
  const variables = here.map(({ name }, at) => `extern ${name} v${at};`).join('\n');
  const { unit, wrong } = parsed(
    `${including(['ntifs.h', 'ntpebteb.h', 'webservices.h'])}${variables}\n`,
    sourcesOf(arch, 'kernel'),
  );
  const types = new Map(unit.variables.map(({ name, type }) => [name, type]));

  it('are all there', () => {
    expect(wrong).toEqual([]);
    expect(here.length).toBeGreaterThan(230);
  });

  it.each(here.map((row, at) => [row.name, row, at] as const))('%s has its real layout', (name, row, at) => {
    const type = types.get(`v${at}`);
    if (type?.kind !== 'record') throw new TypeError(`${name} is no structure`);
    expect([type.shape.bytes, type.shape.align]).toEqual([row.size[arch], row.align[arch]]);
    for (const field of row.fields) {
      const place = placeInRow(field, arch);
      if (place === null || WRONG.has(`${name}.${field.name}`)) continue;
      const member = memberAt(type, field.name);
      expect(member === null ? null : placeOf(member, pointer), field.name).toBe(place);
    }
  });
});
