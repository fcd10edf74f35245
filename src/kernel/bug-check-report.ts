/**
 * The text of a bug check: the line of a blue screen, then an analysis in the
 * order and the words that `!analyze -v` of WinDbg has made familiar. Plain
 * text; the command line adds colour.
 */
import type { Architecture } from '../contract/c-types.ts';
import { levelName } from '../contract/irql.ts';
import { FIRST_INTERNED, type PointerTable } from '../machine/addresses.ts';
import type { BugCheckData } from '../machine/stop.ts';
import { shownStack } from './shown-stack.ts';

const LEARN = 'https://learn.microsoft.com';

/** Headers whose pages stand in the Windows API reference and not in the driver reference. */
const windowsApi =
  /^(heapapi|memoryapi|errhandlingapi|processthreadsapi|sysinfoapi|winbase|winnt|webservices|tlhelp32)\//;

/** Folders of the compiler's documentation. */
const compiler = /^(cpp|c-language|c-runtime-library|error-messages|intrinsics|preprocessor)\//;

/** Whole address of a page from its id, for example `ntifs/nf-ntifs-rtlallocateheap`. */
export function pageAddress(page: string): string {
  if (page.startsWith('debugger/') || page.startsWith('kernel/'))
    return `${LEARN}/windows-hardware/drivers/${page}`;
  if (compiler.test(page)) return `${LEARN}/cpp/${page}`;
  if (windowsApi.test(page)) return `${LEARN}/windows/win32/api/${page}`;
  return `${LEARN}/windows-hardware/drivers/ddi/${page}`;
}

/** A parameter as the unsigned number of its width, with all digits and no back-tick. */
function parameterDigits(
  architecture: Architecture,
  value: number,
  pointers: PointerTable | undefined,
): string {
  const bits = architecture === 'x64' ? 64 : 32;
  const exact = pointers !== undefined && value >= FIRST_INTERNED ? pointers.exact(value) : BigInt(value);
  return BigInt.asUintN(bits, exact)
    .toString(16)
    .padStart(bits / 4, '0');
}

/** What the SOURCE line says, so that nobody takes a choice of irqlab's for Windows. */
const sources: Readonly<Record<BugCheckData['provenance'], string>> = {
  documented: 'documented',
  observed: 'observed on Windows, not documented',
  reimplemented: 'as in other implementations of NT, not documented',
  ours: 'ours: code or parameters are a choice of irqlab (docs/decisions/0008-violations.md)',
};

const RULER = '*'.repeat(79);
const BANNER = `${RULER}\n*${'Bugcheck Analysis'.padStart(47).padEnd(77)}*\n${RULER}`;

const block = (heading: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', `${heading}:`, ...lines.map((line) => `  ${line}`)];

/**
 * The report of a bug check, many lines, without one at the end.
 *
 * @param pointers table of the machine; without it a non-canonical parameter cannot be printed exactly
 */
export function formatBugCheck(
  data: BugCheckData,
  architecture: Architecture,
  pointers?: PointerTable,
): string {
  const digits = data.parameters.map((value) => parameterDigits(architecture, value, pointers));
  const code = data.code.toString(16);
  return [
    `*** STOP: 0x${code.toUpperCase().padStart(8, '0')} (${digits.map((text) => `0x${text.toUpperCase()}`).join(',')})`,
    `*** ${data.name}`,
    '',
    BANNER,
    '',
    `${data.name} (${code})`,
    'Arguments:',
    ...digits.map((text, index) => `Arg${index + 1}: ${text}, ${data.meanings[index]}`.replace(/, $/, '')),
    '',
    `RULE: ${data.rule}`,
    ...(data.page === null ? [] : [`PAGE: ${pageAddress(data.page)}`]),
    `SOURCE: ${sources[data.provenance]}`,
    '',
    `CURRENT_IRQL: ${data.irql} (${levelName(architecture, data.irql)})`,
    `PROCESSOR: ${data.processor}`,
    `PROCESS_NAME: ${data.process.name} (id ${data.process.id})`,
    `THREAD: ${data.thread}`,
    ...block('DETAILS', data.details),
    ...block('STACK_TEXT', shownStack(data.callStack)),
    '',
    `FIX: ${data.fix}`,
  ].join('\n');
}
