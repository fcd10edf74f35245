/**
 * Copies of hot functions. V8 keeps type feedback per text of a function, so
 * that the machines of a process would share it: a copy made from its text has
 * feedback of its own, and V8 knows where the typed arrays of its machine are.
 */

/**
 * A copy of a self-contained function with type feedback of its own, and with
 * its constants written in; the function itself where code may not be made from
 * text (a page's content security policy).
 *
 * @param original uses nothing but its parameters and what it declares
 * @param constants what `c.NAME` stands for in its text; `c` is its first parameter
 */
export function ownCopy<F, Constants extends object>(original: F, constants: Constants): F {
  const text = String(original).replace(/\bc\.([A-Z][A-Z0-9_]*)\b/g, (whole, name: string) =>
    name in constants ? String(constants[name as keyof Constants]) : whole,
  );
  try {
    return new Function(`return ${text}`)() as F;
  } catch {
    return original;
  }
}
