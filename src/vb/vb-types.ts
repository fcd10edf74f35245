/** The types of Visual Basic 6 that a declaration may name, and what a value of each takes. */

/** Name of a type of a variable. */
export type VbTypeName =
  | 'Byte'
  | 'Boolean'
  | 'Integer'
  | 'Long'
  | 'Currency'
  | 'Single'
  | 'Double'
  | 'String';

/** Name of a type whose values are numbers. */
export type VbNumberType = Exclude<VbTypeName, 'String'>;

/** Type of a parameter: `Any` takes a variable of every type. */
export type VbParameterType = VbTypeName | 'Any';

/** What a value of a type takes. */
export interface VbType {
  readonly name: VbTypeName;
  /** Bytes of a variable. */
  readonly bytes: number;
  /** Bytes of an argument that is passed by value, in slots of four. */
  readonly slotBytes: number;
  /** Least and greatest value of a whole number; null for the others. */
  readonly range: readonly [number, number] | null;
}

const whole = (name: VbTypeName, bytes: number, least: number, most: number): VbType => ({
  name,
  bytes,
  slotBytes: 4,
  range: [least, most],
});

/** By name. A String is the address of its characters. */
export const VB_TYPES: Readonly<Record<VbTypeName, VbType>> = {
  Byte: whole('Byte', 1, 0, 255),
  Boolean: whole('Boolean', 2, -1, 0),
  Integer: whole('Integer', 2, -0x8000, 0x7fff),
  Long: whole('Long', 4, -0x8000_0000, 0x7fff_ffff),
  Currency: { name: 'Currency', bytes: 8, slotBytes: 8, range: null },
  Single: { name: 'Single', bytes: 4, slotBytes: 4, range: null },
  Double: { name: 'Double', bytes: 8, slotBytes: 8, range: null },
  String: { name: 'String', bytes: 4, slotBytes: 4, range: null },
};

const BY_KEY = new Map<string, VbParameterType>(
  [...(Object.keys(VB_TYPES) as VbTypeName[]), 'Any' as const].map((name) => [name.toLowerCase(), name]),
);

/** The type of a name, whatever its case; undefined for one that irqlab has not. */
export const typeOfName = (key: string): VbParameterType | undefined => BY_KEY.get(key);

const BY_SUFFIX: Readonly<Record<string, VbTypeName>> = {
  '%': 'Integer',
  '&': 'Long',
  '!': 'Single',
  '#': 'Double',
  '@': 'Currency',
  $: 'String',
};

/** The type that a type character means. */
export const typeOfSuffix = (suffix: string): VbTypeName | undefined => BY_SUFFIX[suffix];
