/** Front matter of a reference page: keys and order of a driver reference page. */
import type { Contract } from '../contract.ts';
import type { PageTexts } from './page-texts.ts';

/** The value of a key: none, a scalar, or a list with a line for each. */
type Value = string | readonly string[] | null | undefined;

/**
 * The lines of the front matter. A key without a value stays, empty, as on those pages: irqlab has no routine of
 * the driver frameworks, of COM or of .NET, for which they would have one. Keys of the pages' own history
 * (`old-location`, `tech.root`, `ms.*`) are left out: no declaration knows them.
 */
export function frontMatter(
  contract: Contract,
  { names = new Set(), ddiCompliance }: Pick<PageTexts, 'names' | 'ddiCompliance'> = {},
): string[] {
  const { name, header } = contract;
  const values: readonly (readonly [key: string, value: Value])[] = [
    ['UID', `NF:${header.replace(/\.h$/, '')}.${name}`],
    ['title', `${name} function (${header})`],
    ['description', contract.summary],
    ['req.header', header],
    ['req.include-header', contract.includeHeader],
    ['req.target-type', contract.targetPlatform],
    ['req.target-min-winverclnt', contract.minClient],
    ['req.target-min-winversvr', serverRelease(contract.minClient)],
    ['req.kmdf-ver', null],
    ['req.umdf-ver', null],
    ['req.ddi-compliance', ddiCompliance],
    ['req.unicode-ansi', textForms(name, names)],
    ['req.idl', null],
    ['req.max-support', null],
    ['req.namespace', null],
    ['req.assembly', null],
    ['req.type-library', null],
    ['req.lib', contract.library],
    ['req.dll', contract.dll],
    ['req.irql', contract.modes.includes('kernel') ? contract.maxIrql.text : null],
    ['targetos', 'Windows'],
    ['req.typenames', null],
    ['topic_type', ['APIRef', 'kbSyntax']],
    ['api_type', one(apiType(contract))],
    ['api_location', apiLocations(contract)],
    ['api_name', [name]],
  ];
  return values.flatMap(([key, value]) => line(key, value));
}

/** A list of one, or nothing. */
const one = (value: string | null): Value => (value === null ? null : [value]);

function line(key: string, value: Value): string[] {
  if (typeof value === 'object' && value !== null)
    return [`${key}:`, ...value.map((entry) => ` - ${yamlScalar(entry)}`)];
  return [value ? `${key}: ${yamlScalar(value)}` : `${key}:`];
}

/** Plain where YAML reads it back unchanged, else in double quotes. */
export function yamlScalar(text: string): string {
  const plain =
    /^[A-Za-z<(]/.test(text) &&
    !/: | #|:$|\s$/.test(text) &&
    !/^(?:true|false|null|yes|no|on|off|~)$/i.test(text);
  return plain ? text : JSON.stringify(text);
}

/** The server release among those that the page names, where it names one. */
function serverRelease(releases: string | undefined): string | undefined {
  return releases?.split(/;\s*/).find((release) => release.startsWith('Windows Server'));
}

/** Both forms of a routine that takes text, where both are there. */
export function textForms(name: string, names: ReadonlySet<string>): string | undefined {
  const base = /^(.+)[AW]$/.exec(name)?.[1];
  if (base === undefined || !names.has(`${base}W`) || !names.has(`${base}A`)) return undefined;
  return `${base}W (Unicode) and ${base}A (ANSI)`;
}

/** How a program gets the routine: from a module, linked into it, or from the header itself; null where no source says. */
function apiType({ dll, library, inline }: Contract): 'DllExport' | 'LibDef' | 'HeaderDef' | null {
  if (inline) return 'HeaderDef';
  if (dll !== null) return 'DllExport';
  return library === null ? null : 'LibDef';
}

/** Where it comes from, without the words that say for whom: `ntdll.dll (user mode)` is ntdll.dll. */
function apiLocations(contract: Contract): readonly string[] | null {
  const type = apiType(contract);
  const from = { DllExport: contract.dll, LibDef: contract.library, HeaderDef: contract.header };
  const text = type === null ? null : from[type];
  return text?.split(/[;,]\s*/).map((part) => part.replace(/\s+\(.*\)$|\s+on .*$/, '')) ?? null;
}
