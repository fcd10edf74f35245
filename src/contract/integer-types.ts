/**
 * Integer types of parameters by their C name: how wide they are and whether TypeScript shows them signed. Everybody who looks at
 * a contract's types asks here (argument-checks.ts, src/vb/c-slots.ts).
 */

/** An integer type. */
export interface IntegerType {
  /** Bits; `pointer`: as many as a pointer has. */
  readonly bits: 8 | 16 | 32 | 64 | 'pointer';
  /** Whether TypeScript shows it signed, as C does but for NTSTATUS and HRESULT. */
  readonly signed: boolean;
}

const named = (names: string, bits: IntegerType['bits'], signed: boolean): [string, IntegerType][] =>
  names.split(' ').map((name) => [name, { bits, signed }]);

const INTEGER_TYPES = new Map<string, IntegerType>([
  ...named('CHAR char', 8, true),
  ...named('BOOLEAN BYTE KIRQL UCHAR', 8, false),
  ...named('CSHORT SHORT', 16, true),
  ...named('LANGID USHORT WCHAR WORD', 16, false),
  ...named('BOOL INT LONG int', 32, true),
  ...named('ACCESS_MASK CLONG DWORD HRESULT LOGICAL NTSTATUS UINT ULONG', 32, false),
  // Enumerations. None has a negative value.
  ...named(
    'HEAP_INFORMATION_CLASS MEMORY_INFORMATION_CLASS WS_ERROR_PROPERTY_ID WS_HEAP_PROPERTY_ID',
    32,
    false,
  ),
  ...named('LARGE_INTEGER LONG64 LONGLONG', 64, true),
  ...named('DWORD64 DWORDLONG ULARGE_INTEGER ULONG64 ULONGLONG', 64, false),
  ...named('INT_PTR LONG_PTR SSIZE_T', 'pointer', true),
  // A handle is a number to every routine that takes one: bits of it mean something (B-218).
  ...named('HANDLE HGLOBAL HLOCAL SIZE_T UINT_PTR ULONG_PTR', 'pointer', false),
]);

/** The integer type of a name; undefined for a type that is none, as a pointer. */
export const integerType = (name: string): IntegerType | undefined => INTEGER_TYPES.get(name);

/** True for a type whose value is an address: one with a `*`, or with a name that begins as those of pointers do. */
export const isPointerType = (name: string): boolean =>
  !INTEGER_TYPES.has(name) && /\*$|^(?:P|LP)[A-Z]/.test(name);
