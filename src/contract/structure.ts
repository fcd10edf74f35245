/**
 * Layouts of Windows structures in simulated memory, per architecture. Offsets
 * come from the fact tables (structures.generated.ts), so a member is never
 * placed by hand: `structure('x64', 'KEVENT').at['Header.SignalState']`.
 */
import type { Architecture } from './c-types.ts';
import { structures } from './structures.generated.ts';

/** Name of a structure or scalar whose layout is known. */
export type StructureName = keyof typeof structures;

/** Name of a member; members of nested structures are dotted: `Header.SignalState`. */
export type MemberOf<S extends StructureName> = keyof (typeof structures)[S]['members'] & string;

/** Layout of one structure on one architecture. */
export interface StructureLayout<S extends StructureName> {
  /** Its name. */
  readonly name: S;
  /** Size in bytes. */
  readonly bytes: number;
  /** Alignment in bytes. */
  readonly align: number;
  /** Byte offset of each member; -1 where the architecture does not have it. */
  readonly at: Readonly<Record<MemberOf<S>, number>>;
  /** Size of each member in bytes; -1 where the architecture does not have it. */
  readonly memberBytes: Readonly<Record<MemberOf<S>, number>>;
}

const layouts = new Map<string, StructureLayout<StructureName>>();

/** The layout of a structure. Made once per structure and architecture. */
export function structure<S extends StructureName>(architecture: Architecture, name: S): StructureLayout<S> {
  const key = `${architecture} ${name}`;
  const known = layouts.get(key);
  if (known !== undefined) return known as unknown as StructureLayout<S>;
  const column = architecture === 'x64' ? 0 : 1;
  const { bytes, members } = structures[name];
  const rows = Object.entries<readonly [number, number, number, number]>(members);
  const made = {
    name,
    bytes: bytes[column],
    align: bytes[column === 0 ? 2 : 3],
    at: Object.fromEntries(rows.map(([member, numbers]) => [member, numbers[column]])),
    memberBytes: Object.fromEntries(rows.map(([member, numbers]) => [member, numbers[column === 0 ? 2 : 3]])),
  };
  layouts.set(key, made as unknown as StructureLayout<StructureName>);
  return made as unknown as StructureLayout<S>;
}

/** True for the name of a structure or scalar whose layout is known. */
export const isStructureName = (name: string): name is StructureName => Object.hasOwn(structures, name);
