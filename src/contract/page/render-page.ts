/**
 * The reference page of a routine, from its declaration alone.
 *
 * Front matter and section order are those of Microsoft's driver reference
 * pages; the words are ours (summary, remarks and conditions of the contract,
 * `@param` texts of the interface). No text of those pages is copied.
 */
import { hresultValue } from '../../status/hresult-names.ts';
import { ntStatusValue } from '../../status/nt-status-names.ts';
import type { Contract, DocumentedCode, Parameter } from '../contract.ts';
import { frontMatter, yamlScalar } from './front-matter.ts';
import { fenced, prose, section, sentence, table } from './markdown.ts';
import type { PageExample, PageLink, PageRule, PageTexts } from './page-texts.ts';
import { prototype } from './prototype.ts';
import { requirements } from './requirements.ts';

/**
 * Renders the reference page of a routine as Markdown.
 *
 * @param contract the declaration
 * @param texts words that stand in the source's doc comments, examples, links
 * @returns the page with its front matter; the same arguments give the same text, byte for byte
 */
export function renderPage(contract: Contract, texts: PageTexts = {}): string {
  const { form = 'ddi', link: anyLink, visualBasic, rules = [], examples = new Map() } = texts;
  const link: PageLink = (name) => (name === contract.name ? undefined : anyLink?.(name));
  const heading = (name: string) => (form === 'ddi' ? `-${name}` : siteHeading(name));
  const { summary, remarks = ['None.'], codes = [] } = contract;
  const sections = [
    `---\n${(form === 'ddi' ? frontMatter(contract, texts) : siteFrontMatter(contract)).join('\n')}\n---`,
    `# ${contract.name} function`,
    section(heading('description'), prose(summary, link)),
    section(heading('parameters'), ...parameters(contract, texts, link)),
    section(heading('returns'), ...returns(contract, link)),
    section(heading('remarks'), ...remarks.map((paragraph) => prose(paragraph, link))),
    section(heading('see-also'), ...seeAlso(contract.seeAlso ?? [], link)),
    section('Requirements', renderRequirements(contract, { ...texts, link })),
    section('Syntax', fenced('c', prototype(contract))),
    ...ruleSection(rules, link),
    ...(visualBasic ? [section('Visual Basic', fenced('vb', visualBasic))] : []),
    ...exampleSection(codes, examples),
  ];
  return `${sections.join('\n\n')}\n`;
}

/** What a reader of the site sees instead of a heading for Microsoft's build. */
function siteHeading(name: string): string {
  const words = name.replaceAll('-', ' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** A site generator reads a title; the rest of the facts stands in the table of requirements. */
const siteFrontMatter = ({ name, header, summary }: Contract): string[] => [
  `title: ${name} function (${header})`,
  `description: ${yamlScalar(summary)}`,
];

function parameters(
  { parameters: list, variadic }: Contract,
  { parameterText = {}, form = 'ddi' }: PageTexts,
  link: PageLink,
): string[] {
  const rest = variadic ? ['Further arguments may follow the last parameter.'] : [];
  if (list.length === 0) return rest.length > 0 ? rest : ['None.'];
  const each = list.flatMap((parameter) => {
    const text = parameterText[parameter.name];
    return [
      `### ${form === 'ddi' ? '-param ' : ''}${parameter.name} [${annotation(parameter)}]`,
      `Type: \`${parameter.type}\``,
      ...(text ? [prose(sentence(text), link)] : []),
    ];
  });
  return [...each, ...rest];
}

function annotation({ direction, optional }: Parameter): string {
  const words = direction === 'inout' ? 'in, out' : direction;
  return optional ? `${words}, optional` : words;
}

function returns({ returns: type, returnText, codes = [] }: Contract, link: PageLink): string[] {
  const value =
    type === 'void' ? ['None.'] : [`Type: \`${type}\``, ...(returnText ? [prose(returnText, link)] : [])];
  return codes.length === 0 ? value : [...value, codeTable(codes, link)];
}

/**
 * The table of requirements of a page alone, as Markdown.
 *
 * @param contract the declaration
 * @param texts links, and names of the routines that have a page
 */
export const renderRequirements = (contract: Contract, texts: PageTexts = {}): string =>
  table(['Requirement', 'Value'], requirements(contract, texts));

/**
 * The table of codes of a page alone, as Markdown; empty for a routine whose declaration names none.
 *
 * @param contract the declaration
 * @param texts links
 */
export const renderCodes = ({ codes = [] }: Contract, { link = () => undefined }: PageTexts = {}): string =>
  codes.length === 0 ? '' : codeTable(codes, link);

function codeTable(codes: readonly DocumentedCode[], link: PageLink): string {
  const rows = codes.map((code) => [
    codeCell(code.code, link),
    prose(sentence(code.when), link),
    modelledCell(code),
  ]);
  return table(['Code', 'When', 'irqlab'], rows);
}

function codeCell(code: string, link: PageLink): string {
  const value = ntStatusValue(code) ?? hresultValue(code);
  const name = prose(`\`${code}\``, link);
  return value === undefined ? name : `${name} (0x${value.toString(16).toUpperCase().padStart(8, '0')})`;
}

function modelledCell({ modelled, why }: DocumentedCode): string {
  const words = { produced: 'gives it', injectable: 'gives it by fault injection', never: 'never gives it' }[
    modelled
  ];
  return why ? `${words}: ${prose(why)}` : words;
}

/** Links for the routines that have a page here. */
const seeAlso = (names: readonly string[], link: PageLink): string[] => {
  const lines = names.map((name) => {
    const target = link(name);
    return target === undefined ? `- ${name}` : `- [${name}](${target})`;
  });
  return [lines.length === 0 ? 'None.' : lines.join('\n')];
};

function ruleSection(rules: readonly PageRule[], link: PageLink): string[] {
  const rows = rules.map(({ text, verifier, free }) => [
    prose(sentence(text), link),
    prose(verifier, link),
    prose(free, link),
  ]);
  const heading = ['Rule', 'When broken, with Driver Verifier', 'Without'];
  return rows.length === 0 ? [] : [section('Rules', table(heading, rows))];
}

/** An example for each code that has one; a code that irqlab never gives can have none, and the page says so. */
function exampleSection(
  codes: readonly DocumentedCode[],
  examples: ReadonlyMap<string, PageExample>,
): string[] {
  const shown = codes.flatMap(({ code, modelled }) => {
    const example = examples.get(code);
    if (modelled === 'never') return [`### ${code}`, `irqlab never returns ${code} from this routine.`];
    if (example === undefined) return [];
    return [`### ${code}`, `From \`${example.file}\`:`, fenced(example.language, example.text)];
  });
  return shown.length === 0 ? [] : [section('Examples', ...shown)];
}
