/**
 * The two forms of a function.
 *
 * JavaScript cannot stop a plain function in the middle. A thread of C that waits while others go on has to stop
 * there, so each function that such a thread may be inside of then has a second form: a generator function, in which
 * a call of a function that may stop is a `yield*`. Everything else runs the plain form, which is as fast as it would
 * be alone. The text is written once, with marks around each call that may stop; places, frames and names of both
 * forms are the same, so that call stacks and exception addresses are.
 */

/** Marks are characters that no emitted text has: names of C are letters, digits and _ there. This one begins a call that may stop: then comes its callee. */
const BEGIN = '\ue001';
/** Ends the callee: then come the arguments in parentheses. */
const CALLEE_END = '\ue002';
/** Ends the call. */
const END = '\ue003';

/** Callees that the environment gives, with the names of their generator forms. */
const ENVIRONMENT: ReadonlyMap<string, string> = new Map([
  ['$.functionAt', '$.stepsAt'],
  ['$.moreSteps', '$.nextSlice'],
]);

/** What follows the name of a function in that of its generator form. */
const STEPS = '$g';

/** Name of the generator form of a function. */
export const stepsName = (name: string): string => `${name}${STEPS}`;

/** Text of a call that may stop. `args` has no parentheses; a mark in it is a call of its own. */
export const mayStop = (callee: string, args: string): string =>
  `${BEGIN}${callee}${CALLEE_END}(${args})${END}`;

/** The callees of all marked calls in a text. A callee that the environment makes is its member's name. */
export const markedCallees = (text: string): ReadonlySet<string> =>
  new Set([...text.matchAll(/\ue001([^\ue002(]*)/g)].map(([, callee = '']) => callee));

/** The text of the plain form. */
export const plainText = (text: string): string => text.replace(/[\ue001-\ue003]/g, '');

/**
 * The text of the generator form.
 * @param text with marks
 * @param stops true for the name of a function that has a generator form
 */
export function stepsText(text: string, stops: (callee: string) => boolean): string {
  const yields: boolean[] = [];
  return text.replace(/\ue001([^\ue002(]*)|\ue002|\ue003/g, (mark, callee: string | undefined) => {
    if (mark === CALLEE_END) return '';
    if (mark === END) return yields.pop() === true ? ')' : '';
    const name = callee ?? '';
    const own = ENVIRONMENT.get(name);
    yields.push(own !== undefined || stops(name));
    if (own !== undefined) return `(yield* ${own}`;
    return stops(name) ? `(yield* ${stepsName(name)}` : name;
  });
}

/**
 * The functions of a program that may stop: those that a loop keeps busy, that call by pointer, that call something
 * from outside which waits, and all that call one of them.
 * @param texts with marks, by name of the function
 * @param waits true for the name of a function from outside that may wait
 */
export function stoppingFunctions(
  texts: ReadonlyMap<string, string>,
  waits: (callee: string) => boolean,
): ReadonlySet<string> {
  const callers = new Map<string, string[]>();
  const found = new Set<string>();
  const left: string[] = [];
  const add = (name: string): void => {
    if (found.has(name)) return;
    found.add(name);
    left.push(name);
  };
  for (const [name, text] of texts)
    for (const callee of markedCallees(text)) {
      if (ENVIRONMENT.has(callee) || waits(callee)) add(name);
      callers.set(callee, [...(callers.get(callee) ?? []), name]);
    }
  for (let name = left.pop(); name !== undefined; name = left.pop())
    for (const caller of callers.get(name) ?? []) add(caller);
  return found;
}
