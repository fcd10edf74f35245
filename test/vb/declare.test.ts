/** Visual Basic declarations: reading them, and what is wrong with wrong ones. */
import { boot } from 'irqlab';
import { declare, VB_ERRORS, VbDeclareError, type VbDiagnostic } from 'irqlab/vb';
import { describe, expect, it } from 'vitest';

const program = () => boot().startProcess({ arch: 'x86' });

const diagnosticsOf = (block: () => unknown): readonly VbDiagnostic[] => {
  try {
    block();
  } catch (thrown) {
    if (thrown instanceof VbDeclareError) return thrown.diagnostics;
    throw thrown;
  }
  return [];
};

/** Line and column of every finding. */
const placesOf = (block: () => unknown) => diagnosticsOf(block).map(({ line, column }) => [line, column]);

describe('reading declarations', () => {
  it('knows scope, kind, alias, parameters and types', () => {
    const { declarations } = declare(`
      Option Explicit
      Attribute VB_Name = "Heaps"
      Private Declare Function Allocate Lib "ntdll" Alias "RtlAllocateHeap" _
        (ByVal Heap As Long, ByVal Flags As Long, _
         ByVal Size As Long) As Long  ' a comment, (not) code
      Public Declare Sub CopyMemory Lib "kernel32.dll" Alias "RtlMoveMemory" (Destination As Any, ByRef Source As Any, ByVal Length&)
      ' a comment that is continued _
        x = 1
      REM Declare Function Nothing Lib "nothing" () As Long
      declare function GetLastError& lib "KERNEL32" (): Declare Sub SetLastError Lib "kernel32" (Optional ByVal e%)
    `);
    expect(declarations).toMatchObject([
      {
        name: 'Allocate',
        isPublic: false,
        library: 'ntdll',
        entry: 'RtlAllocateHeap',
        place: { line: 4, column: 32 },
        parameters: [
          { name: 'Heap', byVal: true, type: 'Long' },
          { name: 'Flags', byVal: true, type: 'Long', place: { line: 5, column: 36 } },
          { name: 'Size', byVal: true, type: 'Long', place: { line: 6, column: 16 } },
        ],
        returns: 'Long',
      },
      {
        name: 'CopyMemory',
        isPublic: true,
        entry: 'RtlMoveMemory',
        parameters: [
          { name: 'Destination', byVal: false, type: 'Any' },
          { name: 'Source', byVal: false, type: 'Any' },
          { name: 'Length', byVal: true, type: 'Long' },
        ],
        returns: null,
      },
      { name: 'GetLastError', isPublic: true, entry: 'GetLastError', parameters: [], returns: 'Long' },
      { name: 'SetLastError', parameters: [{ name: 'e', optional: true, type: 'Integer' }], returns: null },
    ]);
  });

  it.each([
    ['&H8', 8],
    ['&HFFFF', -1],
    ['&HFFFF&', 0xffff],
    ['&H80000000', -0x8000_0000],
    ['&O17', 15],
    ['-3', -3],
    ['1 + 2 Or 4', 7],
  ])('a constant %s is %i', (text, value) => {
    expect(declare(`Const A = 0, B As Long = ${text}`).constants.get('B')).toBe(value);
  });

  it('a constant may name one above it', () => {
    const { constants } = declare('Public Const ZERO = &H8: Const BOTH = Zero Or 4');
    expect([...constants]).toEqual([
      ['ZERO', 8],
      ['BOTH', 12],
    ]);
  });

  it.each([
    ['no library', 'Declare Function A (ByVal x As Long) As Long', 20],
    ['a library without quotes', 'Declare Function A Lib kernel32 () As Long', 24],
    ['an empty alias', 'Declare Function A Lib "kernel32" Alias "" () As Long', 41],
    ['neither Function nor Sub', 'Declare A Lib "kernel32" ()', 9],
    ['a result without a type', 'Declare Function A Lib "kernel32" ()', 37],
    ['a Sub with a type', 'Declare Sub A Lib "kernel32" () As Long', 33],
    ['a result As Any', 'Declare Function A Lib "kernel32" () As Any', 38],
    ['a result As String', 'Declare Function A Lib "kernel32" () As String', 38],
    ['an unknown type', 'Declare Sub A Lib "kernel32" (ByVal x As DWORD)', 42],
    ['a parameter without a type', 'Declare Sub A Lib "kernel32" (ByVal x)', 38],
    ['a parameter without a name', 'Declare Sub A Lib "kernel32" (ByVal As Long)', 37],
    ['no closing parenthesis', 'Declare Sub A Lib "kernel32" (ByVal x As Long', 46],
    ['something behind the end', 'Declare Sub A Lib "kernel32" () Foo', 33],
    ['a ParamArray', 'Declare Sub A Lib "kernel32" (ParamArray x() As Long)', 31],
    ['an array by value', 'Declare Sub A Lib "kernel32" (ByVal x() As Long)', 37],
    ['two parameters with one name', 'Declare Sub A Lib "kernel32" (ByVal x As Long, X As Long)', 48],
    [
      'a needed parameter behind an optional one',
      'Declare Sub A Lib "kernel32" (Optional x As Long, y As Long)',
      51,
    ],
    ['a string without an end', 'Declare Sub A Lib "kernel32 ()', 19],
    ['another statement', 'x = 1', 1],
    ['a character of no meaning', 'Declare Sub A Lib "kernel32" () ?', 33],
    ['a constant that is not there', 'Const A = B', 11],
    ['too many hexadecimal digits', 'Const A = &H1FFFFFFFF&', 11],
    ['too large an Integer', 'Const A = 32768%', 11],
    ['too large a Long', 'Const A = 1, B = 2147483648&', 18],
    ['too large a side of Or', 'Const A = 2147483648 Or 1', 22],
  ])('%s: the place of the mistake', (_, source, column) => {
    expect(placesOf(() => declare(`\n${source}`))[0]).toEqual([2, column]);
  });

  it('reads long sources in a time that goes with their length, wrong ones too', () => {
    const lines = Array.from({ length: 40_000 }, (_, line) => `Const C${line} = ${line}`);
    const seconds = (source: string): number => {
      const start = performance.now();
      try {
        declare(source);
      } catch (thrown) {
        if (!(thrown instanceof VbDeclareError)) throw thrown;
      }
      return (performance.now() - start) / 1000;
    };
    // Where each word looks at all lines, each takes about 8 s on an idle machine.
    expect(seconds(lines.join('\n'))).toBeLessThan(4);
    expect(seconds('Const A = "x\n'.repeat(40_000))).toBeLessThan(4);
  });

  it('finds every wrong statement of a source, with its line and a caret in the message', () => {
    const source =
      'Declare Sub A Lib "k" (x)\nDeclare Function B Lib "k" () As Long\nDeclare Functoin C Lib "k" ()\n';
    expect(placesOf(() => declare(source))).toEqual([
      [1, 25],
      [3, 9],
    ]);
    expect(() => declare(source)).toThrow('Declare Functoin C Lib "k" ()\n          ^');
  });

  it('a name that is there already, in any case, is ambiguous', () => {
    const source = 'Declare Sub A Lib "k" ()\nDeclare Sub a Lib "k" ()';
    expect(placesOf(() => declare(source))).toEqual([[2, 13]]);
  });

  it('nothing that is written makes it hang or fail otherwise', () => {
    let seed = 7;
    const random = (most: number) => {
      seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
      return seed % most;
    };
    const pieces = [
      'Declare ',
      'Function ',
      'Sub ',
      'Lib ',
      '"',
      'a',
      '(',
      ')',
      ',',
      ' _\n',
      '\n',
      ':',
      "'",
      'As ',
      'Long',
      '&H',
      '&',
      '\u0000',
      'é',
      '😀',
      '\t',
      '_',
      'ByVal ',
      '=',
    ];
    for (let round = 0; round < 2000; round++) {
      const source = Array.from({ length: random(14) }, () => pieces[random(pieces.length)]).join('');
      try {
        declare(source);
      } catch (thrown) {
        expect(thrown, source).toBeInstanceOf(VbDeclareError);
      }
    }
  });
});

describe('binding to a process', () => {
  const findingsOf = (source: string) => diagnosticsOf(() => declare(source).bind(program()));

  it('refuses a process of 64 bits', () => {
    const source = 'Declare Function GetLastError Lib "kernel32" () As Long';
    expect(() => declare(source).bind(boot().startProcess())).toThrow(TypeError);
  });

  it.each([
    [
      'a library that is not there',
      'Declare Function A Lib "kernel33" () As Long',
      VB_ERRORS.fileNotFound,
      24,
    ],
    [
      'a routine that is not there',
      'Declare Function GetLastErro Lib "kernel32" () As Long',
      VB_ERRORS.noEntryPoint,
      18,
    ],
    [
      'a routine in another case',
      'Declare Function getlasterror Lib "kernel32" () As Long',
      VB_ERRORS.noEntryPoint,
      18,
    ],
    [
      'an alias that is not there',
      'Declare Function A Lib "kernel32" Alias "GetLastErrorA" () As Long',
      VB_ERRORS.noEntryPoint,
      41,
    ],
    ['an ordinal', 'Declare Function A Lib "kernel32" Alias "#1" () As Long', VB_ERRORS.noEntryPoint, 41],
    [
      'a routine of another library',
      'Declare Function RtlAllocateHeap Lib "kernel32" (ByVal a&, ByVal b&, ByVal c&) As Long',
      VB_ERRORS.noEntryPoint,
      18,
    ],
    [
      'too few parameters',
      'Declare Function RtlAllocateHeap Lib "ntdll" (ByVal a&, ByVal b&) As Long',
      VB_ERRORS.badCallingConvention,
      18,
    ],
    [
      'too many parameters',
      'Declare Sub SetLastError Lib "kernel32" (ByVal a&, ByVal b&)',
      VB_ERRORS.badCallingConvention,
      58,
    ],
    [
      'a value that is too wide',
      'Declare Sub SetLastError Lib "kernel32" (ByVal a As Double)',
      VB_ERRORS.badCallingConvention,
      13,
    ],
    [
      'a forgotten ByVal',
      'Declare Function RtlAllocateHeap Lib "ntdll" (ByVal a&, b As Long, ByVal c&) As Long',
      null,
      57,
    ],
    [
      'a Boolean for an address',
      'Declare Function RtlFreeHeap Lib "ntdll" (ByVal a&, ByVal b&, ByVal c As Boolean) As Long',
      null,
      69,
    ],
    [
      'a result in a register of floating numbers',
      'Declare Function GetLastError Lib "kernel32" () As Double',
      null,
      18,
    ],
    [
      'an address that is too narrow',
      'Declare Function RtlFreeHeap Lib "ntdll" (ByVal a&, ByVal b&, ByVal c As Integer) As Long',
      null,
      69,
    ],
  ])('%s', (_, source, number, column) => {
    expect(findingsOf(source)).toMatchObject([{ number, line: 1, column }]);
  });

  it('finds every wrong declaration at once', () => {
    const found = findingsOf(
      'Declare Sub A Lib "x" ()\nDeclare Sub B Lib "kernel32" ()\nDeclare Sub SetLastError Lib "kernel32" ()',
    );
    expect(found.map(({ line, number }) => [line, number])).toEqual([
      [1, VB_ERRORS.fileNotFound],
      [2, VB_ERRORS.noEntryPoint],
      [3, VB_ERRORS.badCallingConvention],
    ]);
  });
});
