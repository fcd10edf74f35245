/**
 * intsafe.h and ntintsafe.h: arithmetic and conversions that say when the result does not fit. The facts have no rows
 * of them; they are inline C here (*ours*, decision 0076). A result that does not fit leaves all bits set.
 */

/** Names for functions, C type, and how it can be compared: wide enough for it, signed or not. */
const TYPES: readonly (readonly [name: string, type: string, signed: boolean])[] = [
  ['UChar', 'UCHAR', false],
  ['Short', 'SHORT', true],
  ['UShort', 'USHORT', false],
  ['Int', 'INT', true],
  ['UInt', 'UINT', false],
  ['Long', 'LONG', true],
  ['ULong', 'ULONG', false],
  ['LongLong', 'LONGLONG', true],
  ['ULongLong', 'ULONGLONG', false],
  ['IntPtr', 'INT_PTR', true],
  ['UIntPtr', 'UINT_PTR', false],
  ['LongPtr', 'LONG_PTR', true],
  ['ULongPtr', 'ULONG_PTR', false],
  ['SizeT', 'size_t', false],
  ['SIZET', 'SIZE_T', false],
  ['PtrdiffT', 'ptrdiff_t', true],
  ['SSIZET', 'SSIZE_T', true],
];

/** Types of the SDK alone. */
const WINDOWS: typeof TYPES = [
  ['Byte', 'BYTE', false],
  ['Word', 'WORD', false],
  ['DWord', 'DWORD', false],
  ['DWordPtr', 'DWORD_PTR', false],
  ['DWordLong', 'DWORDLONG', false],
];

interface Dialect {
  readonly prefix: string;
  readonly result: string;
  readonly success: string;
  readonly overflow: string;
}

/** What both outcomes of a function look like. */
const outcome = ({ success, overflow }: Dialect, type: string, fits: string, value: string): string =>
  `if (${fits}) {*Result = (${type})(${value}); return ${success};} *Result = (${type})~(${type})0; return ${overflow};`;

const greatest = (type: string): string => `(${type})(((ULONGLONG)1 << (sizeof(${type}) * 8 - 1)) - 1)`;

/** Addition, subtraction and multiplication without a sign: the result has come round when it does not undo. */
function unsignedArithmetic(dialect: Dialect, [name, type]: (typeof TYPES)[number]): string[] {
  const of = (operation: string, fits: string, value: string) =>
    `FORCEINLINE ${dialect.result} ${dialect.prefix}${name}${operation}(${type} A, ${type} B, ${type} *Result) {${outcome(dialect, type, fits, value)}}`;
  return [
    of('Add', `(${type})(A + B) >= A`, 'A + B'),
    of('Sub', 'A >= B', 'A - B'),
    of('Mult', `B == 0 || A <= (${type})~(${type})0 / B`, 'A * B'),
  ];
}

/** The same with a sign: what would leave the range is seen before it is computed. */
function signedArithmetic(dialect: Dialect, [name, type]: (typeof TYPES)[number]): string[] {
  const max = greatest(type);
  const min = `(${type})(-${max} - 1)`;
  const unsigned = 'ULONGLONG';
  const of = (operation: string, fits: string, value: string) =>
    `FORCEINLINE ${dialect.result} ${dialect.prefix}${name}${operation}(${type} A, ${type} B, ${type} *Result) {${outcome(dialect, type, fits, value)}}`;
  const product = `A == 0 || B == 0 || (A > 0 ? (B > 0 ? A <= ${max} / B : B >= ${min} / A) : (B > 0 ? A >= ${min} / B : B >= ${max} / A))`;
  return [
    of('Add', `B >= 0 ? A <= ${max} - B : A >= ${min} - B`, `(${unsigned})A + (${unsigned})B`),
    of('Sub', `B >= 0 ? A >= ${min} + B : A <= ${max} + B`, `(${unsigned})A - (${unsigned})B`),
    of('Mult', product, `(${unsigned})A * (${unsigned})B`),
  ];
}

/** Conversions of one type to all others: the value fits when it comes back and keeps its sign. */
function conversions(dialect: Dialect, from: (typeof TYPES)[number], types: typeof TYPES): string[] {
  return types
    .filter(([, type]) => type !== from[1])
    .map(([name, type, signed]) => {
      const back = `(${from[1]})(${type})Value == Value`;
      const sign =
        from[2] === signed ? back : from[2] ? `Value >= 0 && ${back}` : `${back} && (${type})Value >= 0`;
      return `FORCEINLINE ${dialect.result} ${dialect.prefix}${from[0]}To${name}(${from[1]} Value, ${type} *Result) {${outcome(dialect, type, sign, 'Value')}}`;
    });
}

function functions(dialect: Dialect, types: typeof TYPES): string {
  return types
    .flatMap((type) => [
      ...(type[2] ? signedArithmetic(dialect, type) : unsignedArithmetic(dialect, type)),
      ...conversions(dialect, type, types),
    ])
    .join('\n');
}

/** ntintsafe.h. */
export const ntintsafeText = (): string =>
  functions(
    { prefix: 'Rtl', result: 'NTSTATUS', success: 'STATUS_SUCCESS', overflow: 'STATUS_INTEGER_OVERFLOW' },
    TYPES,
  );

/** intsafe.h. */
export const intsafeText = (): string =>
  `#define INTSAFE_E_ARITHMETIC_OVERFLOW ((HRESULT)0x80070216L)\n${functions(
    { prefix: '', result: 'HRESULT', success: '((HRESULT)0)', overflow: 'INTSAFE_E_ARITHMETIC_OVERFLOW' },
    [...TYPES, ...WINDOWS],
  )}`;
