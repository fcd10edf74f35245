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
import type { Access } from './value-class.ts';

/** What memory text needs to know of the program. */
export interface MemoryDialect {
  readonly architecture: Architecture;
  /** Bits of the attribute byte that are compared: constants for a program, fields that follow the level for a driver. */
  readonly readMask: string;
  readonly writeMask: string;
  /** True when the region begins at address 0, so that an address is its offset. */
  readonly baseIsZero: boolean;
}

/** Names that an access uses: of temporaries for an address and its offset, and of the stack pointer. */
export interface AccessTemporaries {
  readonly address: string;
  readonly offset: string;
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

/** Compare that an access at `offset` needs no preparation. Sets `offset` from `address`. */
function plainTest(
  dialect: MemoryDialect,
  { address, offset }: AccessTemporaries,
  addressText: string,
  shift: number,
  access: 'read' | 'write',
): string {
  const mask = access === 'read' ? dialect.readMask : dialect.writeMask;
  const wanted = access === 'read' ? READABLE : WRITABLE;
  const attributes = `(AC[${offset} >>> 12] & ${mask}) === ${wanted}`;
  const aligned = shift === 0 ? '' : ` && (${offset} & ${(1 << shift) - 1}) === 0`;
  const set = dialect.baseIsZero
    ? `(${offset} = (${address} = ${addressText}) >>> 0) === ${address}`
    : `(${offset} = (${address} = ${addressText}) - BASE >>> 0) === ${address} - BASE`;
  return `${set}${aligned} && ${attributes}`;
}

const elementAt = (offset: string, shift: number): string =>
  shift === 0 ? offset : `${offset} >>> ${shift}`;

/** Text of the value at an address. */
export function loadText(
  dialect: MemoryDialect,
  access: Access,
  addressText: string,
  temporaries: AccessTemporaries,
  site: number,
): string {
  const { address, offset, sp } = temporaries;
  if (access === 'ptr' && dialect.architecture === 'x64') {
    // The upper half must be the sign of bit 47: anything else is not canonical and has to be interned.
    const test = plainTest(dialect, temporaries, addressText, 3, 'read');
    const high = `I32[(${offset} >>> 2) + 1]`;
    return `(${test} && ${high} << 16 >> 16 === ${high} ? ${high} * 4294967296 + U32[${offset} >>> 2] : $.ldptr(${address}, ${site}, ${sp}))`;
  }
  const { array, shift } = shapes[access === 'ptr' ? 'u32' : access];
  const test = plainTest(dialect, temporaries, addressText, shift, 'read');
  return `(${test} ? ${array}[${elementAt(offset, shift)}] : $.ld${access}(${address}, ${site}, ${sp}))`;
}

/**
 * Text that stores a value and is worth nothing. `valueText` is evaluated before the test and must be cheap to
 * repeat: a name or a constant.
 */
export function storeText(
  dialect: MemoryDialect,
  access: Access,
  addressText: string,
  valueText: string,
  temporaries: AccessTemporaries,
  site: number,
): string {
  const { address, offset, sp } = temporaries;
  if (access === 'ptr' && dialect.architecture === 'x64') {
    const test = plainTest(dialect, temporaries, addressText, 3, 'write');
    return `(${test} && ${valueText} < 4503599627370496 ? (U32[${offset} >>> 2] = ${valueText}, I32[(${offset} >>> 2) + 1] = Math.floor(${valueText} / 4294967296)) : $.stptr(${address}, ${valueText}, ${site}, ${sp}))`;
  }
  const { array, shift } = shapes[access === 'ptr' ? 'u32' : access];
  const test = plainTest(dialect, temporaries, addressText, shift, 'write');
  return `(${test} ? ${array}[${elementAt(offset, shift)}] = ${valueText} : $.st${access}(${address}, ${valueText}, ${site}, ${sp}))`;
}
