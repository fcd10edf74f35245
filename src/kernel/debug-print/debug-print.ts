/**
 * DbgPrint and kin: text for a debugger, which becomes an event. Nothing is
 * filtered by component or level (*ours*: Windows shows little by default).
 */

import { PASSIVE_LEVEL } from '../../contract/irql.ts';
import { DPFLTR_DEFAULT_ID, DPFLTR_INFO_LEVEL } from '../../contract/kernel-constants.generated.ts';
import type { VariadicArgument } from '../../contract/variadic.ts';
import type { Memory } from '../../memory/memory.ts';
import { printFormat } from '../../memory/print-format.ts';
import { STATUS_SUCCESS } from '../../status/common.ts';
import type { KernelHost } from '../kernel-host.ts';
import { printArguments } from './print-arguments.ts';

/** What it needs of the machine. */
export type DebugPrintHost = Pick<
  KernelHost,
  'architecture' | 'events' | 'irql' | 'kernelMemory' | 'violation'
>;

/** One print. */
export interface DebugPrintRequest {
  readonly component?: number;
  readonly level?: number;
  /** Address of the format, or, from TypeScript, the format itself. */
  readonly format: number | string;
  readonly args: readonly VariadicArgument[];
  /** Address of text in front of it, or the text; left out for none. */
  readonly prefix?: number | string;
  readonly routine: string;
}

/** Directives that print 16-bit characters: Windows converts them with tables that are paged. */
const WIDE = /%[-+ #0]*[\d*]*(?:\.[\d*]*)?(?:(?:l|w)[scZ]|[SC])/;

/** Prints; a status. */
export function debugPrint(host: DebugPrintHost, request: DebugPrintRequest): number {
  const { component = DPFLTR_DEFAULT_ID, level = DPFLTR_INFO_LEVEL, args, routine } = request;
  const { kernelMemory: memory, architecture } = host;
  const format = textOf(memory, request.format);
  const irql = host.irql();
  if (irql > PASSIVE_LEVEL && WIDE.test(format))
    host.violation({ rule: 'debug-print-wide-too-high', routine, values: [irql] });
  const bytes = Uint8Array.from(format, (character) => character.charCodeAt(0));
  const { units } = printFormat(memory, bytes, printArguments(memory, args), { wide: false, architecture });
  const prefix = request.prefix === undefined ? '' : textOf(memory, request.prefix);
  if (host.events.active) {
    const text = prefix + Array.from(units, (unit) => String.fromCharCode(unit)).join('');
    host.events.emit({ kind: 'debug-print', component, level, text });
  }
  return STATUS_SUCCESS;
}

const textOf = (memory: Memory, text: number | string): string =>
  typeof text === 'string' ? text : memory.readAnsiString(text);
