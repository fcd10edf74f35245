/** The text of a file as tokens are cut from it. */

/** Text whose lines end in one `\n` each, continued lines joined. */
export interface JoinedText {
  readonly text: string;
  /** Offsets in `text` of the first characters behind the places where lines were joined. */
  readonly splices: readonly number[];
}

/** Drops a byte order mark, makes every line end `\n` and joins lines that end in a backslash. */
export function joinLines(text: string): JoinedText {
  const bare = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  const lines = bare.includes('\r') ? bare.replace(/\r\n?/g, '\n') : bare;
  const pieces = lines.split('\\\n');
  const splices: number[] = [];
  let length = 0;
  for (const piece of pieces.slice(0, -1)) {
    length += piece.length;
    splices.push(length);
  }
  return { text: pieces.join(''), splices };
}
