/** Sizes, alignments and places of members, as MSVC lays them out. */
import { type Architecture, pointerBytes } from '../../contract/c-types.ts';
import type { Member, RecordShape, Type } from '../tree/type.ts';

/** Bytes of an object of the type; null for functions, void, and what is not complete yet. */
export function sizeOf(type: Type, arch: Architecture): number | null {
  switch (type.kind) {
    case 'integer':
    case 'float':
      return type.bytes;
    case 'pointer':
      return pointerBytes(arch);
    case 'array': {
      const element = type.length === null ? null : sizeOf(type.of, arch);
      return element === null || type.length === null ? null : element * type.length;
    }
    case 'record':
      return type.shape.members === null ? null : type.shape.bytes;
    default:
      return null;
  }
}

/** Alignment in bytes, 1 where there is none. 64-bit numbers are aligned to 8 on both architectures. */
export function alignOf(type: Type, arch: Architecture): number {
  switch (type.kind) {
    case 'integer':
    case 'float':
      return type.bytes;
    case 'pointer':
      return pointerBytes(arch);
    case 'array':
      return alignOf(type.of, arch);
    case 'record':
      return type.shape.align;
    default:
      return 1;
  }
}

/** A member as it was written. */
export interface MemberDeclaration {
  readonly name: string | null;
  readonly type: Type;
  /** Width of a bit-field, else null. */
  readonly width: number | null;
  /** From `__declspec(align)`, else 0. */
  readonly align: number;
}

/** Members with their places. */
export interface Layout {
  readonly members: readonly Member[];
  readonly bytes: number;
  readonly align: number;
}

const roundUp = (value: number, to: number): number => Math.ceil(value / to) * to;

/** The storage unit that bit-fields are put into. */
interface Unit {
  readonly offset: number;
  readonly bytes: number;
  used: number;
}

/**
 * Lays out a structure or union.
 *
 * Bit-fields as MSVC has them: a field goes into the unit of the field before it when the types have one size and
 * there is room; otherwise it begins a unit of its own, aligned as its type. A field of width 0 closes the unit and
 * aligns what follows as its type, and means nothing where none is open. In a union bit-fields leave the alignment
 * as it is. `pack` limits the alignment of each member, but not one asked for by
 * `__declspec(align)`.
 */
export function layOut(
  declarations: readonly MemberDeclaration[],
  options: {
    arch: Architecture;
    union: boolean;
    pack: number;
    align: number;
    /** Alignment that `__declspec(align)` gave to a record, else 0. */
    askedFor: (shape: RecordShape) => number;
  },
): Layout {
  const { arch, union, pack, askedFor } = options;
  const members: Member[] = [];
  let end = 0;
  let align = 1;
  let unit: Unit | null = null;
  const place = (type: Type, bytes: number, asked: number): number => {
    const natural = Math.max(Math.min(alignOf(type, arch), pack), asked, recordAlignment(type, askedFor));
    align = Math.max(align, natural);
    const offset = union ? 0 : roundUp(end, natural);
    end = Math.max(end, offset + bytes);
    return offset;
  };
  for (const { name, type, width, align: asked } of declarations) {
    const bytes = sizeOf(type, arch) ?? 0;
    if (width === null) {
      unit = null;
      members.push({ name, type, offset: place(type, bytes, asked), bits: null });
    } else if (width === 0) {
      if (unit !== null && !union) end = place(type, 0, asked);
      unit = null;
    } else {
      if (union) {
        unit = { offset: 0, bytes, used: 0 };
        end = Math.max(end, bytes);
      } else if (unit === null || unit.bytes !== bytes || unit.used + width > bytes * 8)
        unit = { offset: place(type, bytes, asked), bytes, used: 0 };
      if (name !== null) members.push({ name, type, offset: unit.offset, bits: { start: unit.used, width } });
      unit.used += width;
    }
  }
  align = Math.max(align, options.align);
  return { members, bytes: roundUp(end, align), align };
}

function recordAlignment(type: Type, askedFor: (shape: RecordShape) => number): number {
  if (type.kind === 'array') return recordAlignment(type.of, askedFor);
  return type.kind === 'record' ? askedFor(type.shape) : 0;
}

/** A member found by name, with the offsets of the anonymous members around it summed up. */
export function findMember(members: readonly Member[], name: string): Member | null {
  for (const member of members) {
    if (member.name === name) return member;
    if (member.name !== null || member.type.kind !== 'record') continue;
    const inner = findMember(member.type.shape.members ?? [], name);
    if (inner !== null) return { ...inner, offset: member.offset + inner.offset };
  }
  return null;
}
