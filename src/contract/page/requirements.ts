/** The table of requirements of a reference page. */
import type { Contract, IrqlLimit, Mode } from '../contract.ts';
import { textForms } from './front-matter.ts';
import { prose } from './markdown.ts';
import type { PageTexts } from './page-texts.ts';

const limitSources: Readonly<Record<IrqlLimit['source'], string>> = {
  page: '',
  header: ' (annotation of the header; the page is silent)',
  verifier: ' (a rule of Driver Verifier; the page is silent)',
  ours: ' (*ours*: no page gives a limit)',
};

const modeNames: Readonly<Record<Mode, string>> = { kernel: 'kernel mode', user: 'user mode' };

/** Rows of the table: what is required, and its value. A row that says nothing about the routine is left out. */
export function requirements(contract: Contract, { link, names }: PageTexts = {}): (readonly string[])[] {
  const { header, includeHeader, modes, only } = contract;
  const forms = textForms(contract.name, names ?? new Set());
  return [
    ['Header', includeHeader ? `${header} (include ${includeHeader})` : header],
    ['Library', contract.library ?? (contract.inline ? 'none (part of the caller)' : 'none')],
    ['DLL', contract.dll ?? 'none'],
    ['IRQL', irql(contract, link)],
    ['Minimum client', contract.minClient ?? 'not stated'],
    ...(contract.targetPlatform ? [['Target platform', contract.targetPlatform]] : []),
    ...(only ? [['Architecture', `${only} only`]] : []),
    ...(forms ? [['Unicode and ANSI', forms]] : []),
    ['Callable in a VBS enclave', contract.enclave ? 'yes' : 'not listed'],
    ...(contract.blocks ? [['May wait', 'yes']] : []),
    ['Modes', modes.map((mode) => modeNames[mode]).join(', ')],
    ['Microsoft page', contract.page === null ? 'none among the sources' : `\`${contract.page}\``],
    ['Modelled since', `irqlab ${contract.since}`],
  ];
}

/** A program runs at PASSIVE_LEVEL whatever it calls: a limit says something to drivers only. */
function irql({ maxIrql, modes }: Contract, link: PageTexts['link']): string {
  if (!modes.includes('kernel')) return prose('PASSIVE_LEVEL: called in user mode only', link);
  const { text, level, source } = maxIrql;
  const limit = /LEVEL|DIRQL|any/i.test(text)
    ? text
    : `${text.replace(/\.$/, '')}; irqlab allows <= ${level}`;
  return `${prose(limit, link)}${limitSources[source]}`;
}
