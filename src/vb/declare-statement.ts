/** The `Declare` statement of a routine: how a program in Visual Basic 6 names it. */
import type { Contract, Parameter } from '../contract/contract.ts';
import { exportingModules } from '../contract/exports.ts';
import { integerType, isPointerType } from '../contract/integer-types.ts';

/** Lines longer than this go on in the next one. */
const LINE = 100;

/** Names of parameters in the headers that are words of the language. */
const WORDS = new Set(
  'any as boolean byref byte byval call case const currency date declare dim do double each else end enum error event exit for function get global if in integer is let lib like long loop me mod new next not nothing null object on option optional or private property public redim resume select set single static step stop string sub then to type until variant wend while with xor'.split(
    ' ',
  ),
);

/**
 * The `Declare` statement of a routine as a Visual Basic 6 program would have it. The choices are *ours*
 * (docs/decisions/0060-visual-basic.md): an address that the routine only looks at as one is a Long, text of one
 * byte a character is a String, a variable of 32 bits is passed by reference, and structures are As Any.
 *
 * @param contract the declaration
 * @returns the statement, with line continuations; null for a routine that no module exports to programs for x86,
 *   or that takes a number of arguments that its declaration does not fix
 */
export function declareStatement(contract: Contract): string | null {
  const { name, modes, only, variadic, parameters } = contract;
  const [library] = exportingModules(contract);
  if (!modes.includes('user') || only === 'x64' || variadic || library === undefined) return null;
  const own = name.replace(/^_+/, '');
  const result = resultType(contract.returns);
  const kind = result === null ? 'Sub' : 'Function';
  const alias = own === name ? '' : ` Alias "${name}"`;
  const head = `Declare ${kind} ${own} Lib "${library}"${alias} (`;
  const tail = `)${result === null ? '' : ` As ${result}`}`;
  return wrap(head, parameters.map(declared), tail);
}

/** The statement with as many parameters on a line as fit. */
function wrap(head: string, parameters: readonly string[], tail: string): string {
  const lines = [head];
  for (const [index, parameter] of parameters.entries()) {
    const text = `${parameter}${index < parameters.length - 1 ? ', ' : tail}`;
    const last = lines[lines.length - 1] ?? '';
    if (last.length + text.length <= LINE || last === head) lines[lines.length - 1] = last + text;
    else lines.push(`  ${text}`);
  }
  if (parameters.length === 0) return head + tail;
  return lines.map((line, index) => (index < lines.length - 1 ? `${line.trimEnd()} _` : line)).join('\n');
}

function declared({ name, type, optional }: Parameter): string {
  const shown = WORDS.has(name.toLowerCase()) ? `${name}_` : name;
  const passing = passed(type, optional === true);
  return passing.startsWith('ByVal ') ? `ByVal ${shown} As ${passing.slice(6)}` : `${shown} As ${passing}`;
}

/** How an argument is passed. What is NULL to leave it out must be passed by value. */
function passed(type: string, optional: boolean): string {
  const integer = integerType(type);
  if (integer !== undefined) return `ByVal ${byBits(integer.bits)}`;
  if (/^(?:LPCSTR|LPSTR|PCSTR|PSTR)$/.test(type)) return 'ByVal String';
  if (isPlainAddress(type) || !isPointerType(type)) return 'ByVal Long';
  const target = pointedAt(type);
  return target !== undefined && !optional ? target : 'Any';
}

const byBits = (bits: 8 | 16 | 32 | 64 | 'pointer'): string =>
  ({ 8: 'Byte', 16: 'Integer', 32: 'Long', 64: 'Currency', pointer: 'Long' })[bits];

/** An address of bytes, of wide text or of code. */
const isPlainAddress = (type: string): boolean =>
  /^(?:const )?void \*$|^(?:LP|P)C?VOID$|WSTR$|ROUTINE$|HANDLER$|FILTER$|FUNC$|_FN$|HEAPS_ROUTINE$/.test(
    type,
  );

/** The type of a variable that is passed by reference, where it is a number of 32 bits. */
function pointedAt(type: string): string | undefined {
  const target = type.endsWith(' *')
    ? type.slice(0, -2).replace(/^const /, '')
    : type.replace(/^(?:LP|P)/, '');
  const integer = integerType(target);
  return integer !== undefined && byBits(integer.bits) === 'Long' ? 'Long' : undefined;
}

/** The type of the result; null for none. The upper bits of a narrow result are not the routine's. */
function resultType(returns: string): string | null {
  if (returns === 'void') return null;
  return byBits(integerType(returns)?.bits ?? 'pointer');
}
