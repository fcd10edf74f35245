/** Punctuators of C. */

/** All of them, those of three characters first. Digraphs are there; trigraphs are off as in MSVC. */
const PUNCTUATORS = [
  '%:%:',
  ...['...', '<<=', '>>='],
  ...['->', '++', '--', '<<', '>>', '<=', '>=', '==', '!=', '&&', '||', '##', '<:', ':>', '<%', '%>', '%:'],
  ...['+=', '-=', '*=', '/=', '%=', '&=', '^=', '|='],
  ...'[](){}.&*+-~!/%<>^|?:;=,#',
];

/** What digraphs mean. */
const DIGRAPHS: Readonly<Record<string, string>> = {
  '<:': '[',
  ':>': ']',
  '<%': '{',
  '%>': '}',
  '%:': '#',
  '%:%:': '##',
};

const byFirst = new Map<number, readonly string[]>();
for (const one of PUNCTUATORS)
  byFirst.set(one.charCodeAt(0), [...(byFirst.get(one.charCodeAt(0)) ?? []), one]);

/** The longest punctuator that begins at the offset, or null. */
export function punctuatorAt(text: string, offset: number): string | null {
  const candidates = byFirst.get(text.charCodeAt(offset));
  if (candidates === undefined) return null;
  for (const one of candidates) if (one.length === 1 || text.startsWith(one, offset)) return one;
  return null;
}

/** The spelling that the parser knows: digraphs become what they stand for. */
export const plainPunctuator = (text: string): string =>
  text.length === 1 ? text : (DIGRAPHS[text] ?? text);
