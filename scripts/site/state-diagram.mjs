// Reads the Mermaid state diagrams of docs/diagrams, which are written from the machines and compared with them by
// tests, and the flowcharts of guides: boxes, boxes around them, and arrows. Only the part of the language that these use; a line of another kind is an error, so that no picture of the
// site can leave something out.

/**
 * Where a diagram begins and ends stands as `[*]` in each scope; these are states of their own in what is returned.
 *
 * @typedef {{ id: string, label: string, regions: string[][], parent: string | null }} State
 * @typedef {{ from: string, to: string, labels: string[] }} Move
 */

const BEGIN = 'begin';
const END = 'end';

/** The name of a `[*]`: the one from which moves leave, or the one to which they lead, of a region. */
const pseudo = (kind, scope, region) => `${kind}:${scope ?? ''}:${region}`;

export const isBegin = (id) => id.startsWith(`${BEGIN}:`);
export const isEnd = (id) => id.startsWith(`${END}:`);

class Reader {
  states = new Map();
  top = [[]];
  moves = [];
  direction = 'TB';
  #scope = null;

  regions(scope = this.#scope) {
    return scope === null ? this.top : this.states.get(scope).regions;
  }

  /** The state of a name; one that is met for the first time belongs to the scope that is open. */
  state(id) {
    const known = this.states.get(id);
    if (known !== undefined) return known;
    const added = { id, label: id, regions: [], parent: this.#scope };
    this.states.set(id, added);
    this.regions().at(-1).push(id);
    return added;
  }

  name(id, label) {
    this.state(id).label = label;
  }

  end(name, kind) {
    if (name !== '[*]') return this.state(name).id;
    const id = pseudo(kind, this.#scope, this.regions().length);
    this.name(id, kind);
    return id;
  }

  move(from, to, label) {
    const ends = { from: this.end(from, BEGIN), to: this.end(to, END) };
    const same = this.moves.find((move) => move.from === ends.from && move.to === ends.to);
    if (same === undefined) this.moves.push({ ...ends, labels: label === undefined ? [] : [label] });
    else if (label !== undefined) same.labels.push(label);
  }

  open(id) {
    const state = this.state(id);
    if (state.regions.length > 0) throw new SyntaxError(`state ${id} is opened twice`);
    state.regions.push([]);
    this.#scope = id;
  }

  close() {
    if (this.#scope === null) throw new SyntaxError('} without a state that is open');
    this.#scope = this.states.get(this.#scope).parent;
  }

  line(text) {
    for (const [form, read] of FORMS) {
      const found = form.exec(text);
      if (found !== null) return void read(this, ...found.slice(1));
    }
    throw new SyntaxError(`not understood: ${text}`);
  }

  /** Which way the whole picture grows; one for a part of it would have to agree. */
  turn(direction) {
    if (this.#scope === null) this.direction = direction;
    else if (this.direction !== direction) throw new SyntaxError(`direction ${direction} of a part`);
  }
}

/** The kinds of line, and what each means. */
const FORMS = [
  [/^\}$/, (reader) => reader.close()],
  [/^--$/, (reader) => reader.regions().push([])],
  [/^direction (TB|BT|LR|RL)$/, (reader, direction) => reader.turn(direction)],
  [/^state (\w+) \{$/, (reader, id) => reader.open(id)],
  [/^(\S+) --> (\S+?)(?:: (.+))?$/, (reader, from, to, label) => reader.move(from, to, label)],
  [/^(\w+)$/, (reader, id) => reader.state(id)],
  [/^(\w+): (.+)$/, (reader, id, label) => reader.name(id, label)],
  // Of flowcharts.
  [/^(\w+)\["(.+)"\]$/, (reader, id, label) => reader.name(id, label)],
  [/^(\w+) -->\|(.+)\| (\w+)$/, (reader, from, label, to) => reader.move(from, to, label)],
];

/**
 * Reads a diagram.
 *
 * @param {string} text
 * @returns {{ states: Map<string, State>, top: string[][], moves: Move[], direction: string }}
 * @throws SyntaxError for a line that is not of the known kinds
 */
export function readStateDiagram(text) {
  const [first, ...lines] = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const [whole, direction] = /^(?:stateDiagram-v2|flowchart (TB|BT|LR|RL))$/.exec(first) ?? [];
  if (whole === undefined) throw new SyntaxError(`neither a state diagram nor a flowchart: ${first}`);
  const reader = new Reader();
  if (direction !== undefined) reader.turn(direction);
  for (const line of lines) reader.line(line);
  const { states, top, moves } = reader;
  return { states, top, moves, direction: reader.direction };
}
