/** Text of a program as messages show it. */

/** Characters that a terminal obeys, that end a line, or that turn the direction of writing. */
const UNSHOWN = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu;

const escaped = (character: string): string => {
  const code = character.charCodeAt(0);
  return code < 0x100
    ? `\\x${code.toString(16).padStart(2, '0')}`
    : `\\u${code.toString(16).padStart(4, '0')}`;
};

/** Text on one line, with an escape for each character that is not shown as itself. */
export const shownText = (text: string): string => text.replace(UNSHOWN, escaped);

/** The same, with tabs as they are. */
export const shownLine = (text: string): string =>
  text.replace(UNSHOWN, (character) => (character === '\t' ? character : escaped(character)));
