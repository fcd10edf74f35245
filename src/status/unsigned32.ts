const lowest = -0x8000_0000;
const highest = 0xffff_ffff;

/**
 * The unsigned form of a 32-bit value that may be given signed or unsigned.
 *
 * C sees NTSTATUS and HRESULT as signed, this library shows them unsigned; every look-up takes both.
 *
 * @param value a whole number from -0x80000000 to 0xFFFFFFFF
 * @param caller name of the public function, for the message
 * @returns 0 to 0xFFFFFFFF; never -0
 * @throws RangeError if `value` is anything else. This is misuse of the TypeScript API.
 */
export function unsigned32(value: number, caller: string): number {
  if (Number.isInteger(value) && value >= lowest && value <= highest) return value >>> 0;
  throw new RangeError(
    `${caller}: ${String(value)} is not a 32-bit value. ` +
      `Pass a whole number from ${lowest} to ${highest}, signed or unsigned, such as 0xC0000005.`,
  );
}
