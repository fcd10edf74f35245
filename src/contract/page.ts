/**
 * The reference page of a routine, from its declaration alone.
 *
 * Front matter and section order are those of Microsoft's driver reference
 * pages; the words are ours (summary, remarks and conditions of the contract,
 * `@param` texts of the interface). No text of those pages is copied.
 */
import { hresultValue } from '../status/hresult-names.ts';
import { ntStatusValue } from '../status/nt-status-names.ts';
import type { Contract, DocumentedCode, IrqlLimit, Mode, Parameter } from './contract.ts';

/** What a page shows that does not stand in the contract. */
export interface PageTexts {
  /** Text of each parameter by name: the interface's `@param`. */
  readonly parameterText?: Readonly<Record<string, string>>;
}

/**
 * Renders the reference page of a routine as Markdown.
 *
 * @param contract the declaration
 * @param texts words that stand in the source's doc comments
 * @returns the page with its front matter; the same contract gives the same text, byte for byte
 */
export function renderPage(contract: Contract, texts: PageTexts = {}): string {
  const sections = [
    `---\n${frontMatter(contract).join('\n')}\n---`,
    `# ${contract.name} function`,
    section('-description', contract.summary),
    section('-parameters', ...parameters(contract.parameters, texts.parameterText ?? {})),
    section('-returns', ...returns(contract)),
    section('-remarks', ...(contract.remarks ?? ['None.'])),
    section('Requirements', table(['Requirement', 'Value'], requirements(contract))),
    section('Syntax', `\`\`\`c\n${prototype(contract)}\n\`\`\``),
    section('-see-also', ...seeAlso(contract.seeAlso ?? [])),
  ];
  return `${sections.join('\n\n')}\n`;
}

const section = (heading: string, ...paragraphs: readonly string[]) =>
  [`## ${heading}`, ...paragraphs].join('\n\n');

/** Keys and order of a driver reference page. A key without a value stays, empty, as there. */
function frontMatter(contract: Contract): string[] {
  const { name, header } = contract;
  const values: readonly (readonly [key: string, value: string | null | undefined])[] = [
    ['UID', `NF:${header.replace(/\.h$/, '')}.${name}`],
    ['title', `${name} function (${header})`],
    ['description', contract.summary],
    ['req.header', header],
    ['req.include-header', contract.includeHeader],
    ['req.target-type', contract.targetPlatform],
    ['req.target-min-winverclnt', contract.minClient],
    ['req.lib', contract.library],
    ['req.dll', contract.dll],
    ['req.irql', contract.maxIrql.text],
  ];
  return values.map(([key, value]) => (value ? `${key}: ${yamlScalar(value)}` : `${key}:`));
}

/** Plain where YAML reads it back unchanged, else in double quotes. */
function yamlScalar(text: string): string {
  const plain =
    /^[A-Za-z<(]/.test(text) &&
    !/: | #|:$|\s$/.test(text) &&
    !/^(?:true|false|null|yes|no|on|off)$/i.test(text);
  return plain ? text : JSON.stringify(text);
}

function parameters(list: readonly Parameter[], texts: Readonly<Record<string, string>>): string[] {
  if (list.length === 0) return ['None.'];
  return list.flatMap((parameter) => {
    const text = texts[parameter.name];
    return [
      `### -param ${parameter.name} [${annotation(parameter)}]`,
      `Type: \`${parameter.type}\``,
      ...(text ? [text] : []),
    ];
  });
}

function annotation({ direction, optional }: Parameter): string {
  const words = direction === 'inout' ? 'in, out' : direction;
  return optional ? `${words}, optional` : words;
}

function returns({ returns: type, returnText, codes = [] }: Contract): string[] {
  const value = type === 'void' ? ['None.'] : [`Type: \`${type}\``, ...(returnText ? [returnText] : [])];
  const rows = codes.map((code) => [codeCell(code.code), code.when, modelledCell(code)]);
  return rows.length === 0 ? value : [...value, table(['Code', 'When', 'irqlab'], rows)];
}

function codeCell(code: string): string {
  const value = ntStatusValue(code) ?? hresultValue(code);
  return value === undefined
    ? `\`${code}\``
    : `\`${code}\` (0x${value.toString(16).toUpperCase().padStart(8, '0')})`;
}

function modelledCell({ modelled, why }: DocumentedCode): string {
  const words = { produced: 'gives it', injectable: 'gives it by fault injection', never: 'never gives it' }[
    modelled
  ];
  return why ? `${words}: ${why}` : words;
}

const limitSources: Readonly<Record<IrqlLimit['source'], string>> = {
  page: '',
  header: ' (annotation of the header; the page is silent)',
  verifier: ' (a rule of Driver Verifier; the page is silent)',
  ours: ' (*ours*: no page gives a limit)',
};

const modeNames: Readonly<Record<Mode, string>> = { kernel: 'kernel mode', user: 'user mode' };

function requirements(contract: Contract): (readonly string[])[] {
  const { maxIrql, modes, only } = contract;
  return [
    [
      'Header',
      contract.includeHeader ? `${contract.header} (include ${contract.includeHeader})` : contract.header,
    ],
    ['Library', contract.library ?? (contract.inline ? 'none (part of the caller)' : 'none')],
    ['DLL', contract.dll ?? 'none'],
    ['IRQL', `${maxIrql.text}${limitSources[maxIrql.source]}`],
    ['Minimum client', contract.minClient ?? 'not stated'],
    ...(contract.targetPlatform ? [['Target platform', contract.targetPlatform]] : []),
    ...(only ? [['Architecture', `${only} only`]] : []),
    ['Callable in a VBS enclave', contract.enclave ? 'yes' : 'not listed'],
    ...(contract.blocks ? [['May wait', 'yes']] : []),
    ['Modes', modes.map((mode) => modeNames[mode]).join(', ')],
    ['Microsoft page', contract.page === null ? 'none' : `\`${contract.page}\``],
    ['Modelled since', `irqlab ${contract.since}`],
  ];
}

/** The C prototype with SAL annotations, in columns. */
function prototype({ name, returns: type, parameters: list }: Contract): string {
  if (list.length === 0) return `${type} ${name}(void);`;
  const annotations = list.map(sal);
  const width = Math.max(...annotations.map((word) => word.length));
  const lines = list.map(({ type: cType, name: parameter }, at) => {
    const gap = cType.endsWith('*') ? '' : ' ';
    return `  ${(annotations[at] ?? '').padEnd(width)} ${cType}${gap}${parameter}`;
  });
  return `${type} ${name}(\n${lines.join(',\n')}\n);`;
}

const sal = ({ direction, optional }: Parameter) =>
  `_${{ in: 'In', out: 'Out', inout: 'Inout' }[direction]}_${optional ? 'opt_' : ''}`;

const seeAlso = (names: readonly string[]) =>
  names.length === 0 ? ['None.'] : [names.map((name) => `- ${name}`).join('\n')];

/** A Markdown table; a bar or a line break in a cell would end it. */
function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replace(/\s*\n\s*/g, ' ').replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(heading), line(heading.map(() => '---')), ...rows.map(line)].join('\n');
}
