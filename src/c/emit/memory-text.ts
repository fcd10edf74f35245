/**
 * Open-coded loads and stores. An address that lies in the region which the program mostly uses (user memory for a
 * program, system memory for a driver), aligned, on a page whose attributes allow the access, takes one compare of
 * its attribute byte and one typed array access. Everything else (other region, unaligned, first touch, fault) goes
 * through the accessor, which knows the place (`site`) for reports.
 *
 * It is open-coded because V8 inlines only what is small: the same test inside a function was up to 1.7 times slower
 * (DESIGN, Measured).
 */
import type { Architecture } from '../../contract/c-types.ts';
import type { Spot } from './spot.ts';
import type { Access } from './value-class.ts';

/** What memory text needs to know of the program. */
export interface MemoryDialect {
  readonly architecture: Architecture;
  /** Bits of the attribute byte that are compared: constants for a program, fields that follow the level for a driver. */
  readonly readMask: string;
  readonly writeMask: string;
  /** True when the region begins at address 0, so that an address is its offset. */
  readonly baseIsZero: boolean;
  /** True when every access goes through the accessor, which asks shadow memory. */
  readonly checks: boolean;
}

/** Names that an access uses: of temporaries for an offset and for a pointer's part of it, and of the stack pointer. */
export interface AccessTemporaries {
  readonly offset: string;
  readonly part: string;
  readonly sp: string;
}

interface Shape {
  readonly array: string;
  readonly shift: number;
}

const shapes: Readonly<Record<Exclude<Access, 'ptr'>, Shape>> = {
  i8: { array: 'I8', shift: 0 },
  u8: { array: 'U8', shift: 0 },
  i16: { array: 'I16', shift: 1 },
  u16: { array: 'U16', shift: 1 },
  i32: { array: 'I32', shift: 2 },
  u32: { array: 'U32', shift: 2 },
  i64: { array: 'I64', shift: 3 },
  u64: { array: 'U64', shift: 3 },
  f32: { array: 'F32', shift: 2 },
  f64: { array: 'F64', shift: 3 },
};

const READABLE = '1';
const WRITABLE = '2';

/** What an access is written with: the test that it needs no preparation, and the address for when it does. */
interface Written {
  readonly test: string;
  readonly address: string;
}

/** The test of an access. It sets the temporary `offset`. */
function written(
  dialect: MemoryDialect,
  spot: Spot,
  { offset, part }: AccessTemporaries,
  shift: number,
  access: 'read' | 'write',
): Written {
  const mask = access === 'read' ? dialect.readMask : dialect.writeMask;
  const wanted = access === 'read' ? READABLE : WRITABLE;
  const attributes = `(AC[${offset} >>> 12] & ${mask}) === ${wanted}`;
  const isAligned = shift === 0 || (spot.kind === 'offset' && spot.aligned % (1 << shift) === 0);
  const aligned = isAligned ? '' : ` && (${offset} & ${(1 << shift) - 1}) === 0`;
  const inRange = (text: string): string => `(${offset} = ${text}) >>> 0 === ${offset}`;
  const rest = `${aligned} && ${attributes}`;
  if (spot.kind === 'offset')
    return {
      test: `${inRange(spot.text)}${rest}`,
      address: dialect.baseIsZero ? offset : `${offset} + BASE`,
    };
  if (dialect.baseIsZero) {
    const text = spot.kind === 'address' ? spot.text : sum(spot.name, spot.bytes);
    return { test: `${inRange(text)}${rest}`, address: offset };
  }
  if (spot.kind === 'address')
    return { test: `${inRange(`${spot.text} - BASE`)}${rest}`, address: `${offset} + BASE` };
  const ownPart = `(${part} = ${spot.name} - BASE | 0) === ${spot.name} - BASE`;
  return {
    test: `${ownPart} && ${inRange(sum(part, spot.bytes))}${rest}`,
    address: sum(spot.name, spot.bytes),
  };
}

/** Text of the address of a spot: with checks there are no others than addresses (spots.ts). */
function checkedAddress(spot: Spot): string {
  if (spot.kind !== 'address') throw new TypeError('a spot of a checked access has an address');
  return spot.text;
}

const sum = (name: string, bytes: string): string => (bytes === '' ? name : `${name} + ${bytes}`);

const elementAt = (offset: string, shift: number): string =>
  shift === 0 ? offset : `${offset} >>> ${shift}`;

/** Text of the value at a spot. */
export function loadText(
  dialect: MemoryDialect,
  access: Access,
  spot: Spot,
  temporaries: AccessTemporaries,
  site: number,
): string {
  const { offset, sp } = temporaries;
  if (dialect.checks) return `$.ld${access}(${checkedAddress(spot)}, ${site}, ${sp})`;
  if (access === 'ptr' && dialect.architecture === 'x64') {
    // The upper half must be the sign of bit 47: anything else is not canonical and has to be interned.
    const { test, address } = written(dialect, spot, temporaries, 3, 'read');
    const high = `I32[(${offset} >>> 2) + 1]`;
    return `(${test} && ${high} << 16 >> 16 === ${high} ? ${high} * 4294967296 + U32[${offset} >>> 2] : $.ldptr(${address}, ${site}, ${sp}))`;
  }
  const { array, shift } = shapes[access === 'ptr' ? 'u32' : access];
  const { test, address } = written(dialect, spot, temporaries, shift, 'read');
  return `(${test} ? ${array}[${elementAt(offset, shift)}] : $.ld${access}(${address}, ${site}, ${sp}))`;
}

/**
 * Text that stores a value and is worth nothing. `valueText` is evaluated before the test and must be cheap to
 * repeat: a name or a constant.
 */
export function storeText(
  dialect: MemoryDialect,
  access: Access,
  spot: Spot,
  valueText: string,
  temporaries: AccessTemporaries,
  site: number,
): string {
  const { offset, sp } = temporaries;
  if (dialect.checks) return `$.st${access}(${checkedAddress(spot)}, ${valueText}, ${site}, ${sp})`;
  if (access === 'ptr' && dialect.architecture === 'x64') {
    const { test, address } = written(dialect, spot, temporaries, 3, 'write');
    return `(${test} && ${valueText} < 4503599627370496 ? (U32[${offset} >>> 2] = ${valueText}, I32[(${offset} >>> 2) + 1] = Math.floor(${valueText} / 4294967296)) : $.stptr(${address}, ${valueText}, ${site}, ${sp}))`;
  }
  const { array, shift } = shapes[access === 'ptr' ? 'u32' : access];
  const { test, address } = written(dialect, spot, temporaries, shift, 'write');
  return `(${test} ? ${array}[${elementAt(offset, shift)}] = ${valueText} : $.st${access}(${address}, ${valueText}, ${site}, ${sp}))`;
}
