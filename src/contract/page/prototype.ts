/** The C prototype of a routine. */
import type { Contract, Parameter } from '../contract.ts';

/** The C prototype with SAL annotations, in columns. */
export function prototype({ name, returns: type, parameters: list, variadic }: Contract): string {
  if (list.length === 0) return `${type} ${name}(void);`;
  const annotations = list.map(sal);
  const width = Math.max(...annotations.map((word) => word.length));
  const lines = list.map(({ type: cType, name: parameter }, at) => {
    const gap = cType.endsWith('*') ? '' : ' ';
    return `  ${(annotations[at] ?? '').padEnd(width)} ${cType}${gap}${parameter}`;
  });
  return `${type} ${name}(\n${[...lines, ...(variadic ? ['  ...'] : [])].join(',\n')}\n);`;
}

const sal = ({ direction, optional }: Parameter) =>
  `_${{ in: 'In', out: 'Out', inout: 'Inout' }[direction]}_${optional ? 'opt_' : ''}`;
