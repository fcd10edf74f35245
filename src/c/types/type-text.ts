/** Types as messages write them. */
import type { FunctionType, Type } from '../tree/type.ts';

const qualifiersOf = (type: Type): string =>
  `${type.const ? 'const ' : ''}${type.volatile ? 'volatile ' : ''}${type.unaligned ? '__unaligned ' : ''}`;

function baseText(type: Type): string {
  if (type.typedef !== undefined) return type.typedef;
  switch (type.kind) {
    case 'integer':
      return type.enumTag === undefined ? type.name : `enum ${type.enumTag || '<unnamed>'}`;
    case 'float':
      return type.name;
    case 'record':
      return `${type.shape.union ? 'union' : 'struct'} ${type.shape.tag ?? '<unnamed>'}`;
    default:
      return type.kind;
  }
}

const parametersText = (type: FunctionType): string => {
  if (!type.prototype) return '()';
  const list = type.parameters.map(({ type: one }) => typeText(one));
  if (type.variadic) list.push('...');
  return `(${list.length === 0 ? 'void' : list.join(',')})`;
};

/** A declarator around what is inside it; binds from the name outwards. */
function around(type: Type, inner: string): string {
  if (type.typedef !== undefined)
    return `${qualifiersOf(type)}${baseText(type)}${inner === '' ? '' : ` ${inner}`}`;
  switch (type.kind) {
    case 'pointer': {
      const own = `*${type.const ? 'const ' : ''}${type.volatile ? 'volatile ' : ''}`.trimEnd();
      const star =
        inner === '' || inner.startsWith('*') || !own.endsWith('t') ? `${own}${inner}` : `${own} ${inner}`;
      if (type.to.typedef === undefined && type.to.kind === 'array') return around(type.to, `(${star})`);
      if (type.to.typedef === undefined && type.to.kind === 'function')
        return around(type.to, `(__${type.to.convention} ${star})`);
      return around(type.to, star);
    }
    case 'array': {
      const suffix = `[${type.length ?? ''}]`;
      return around(type.of, `${inner}${suffix}`);
    }
    case 'function':
      return around(type.returns, `${inner === '' ? `__${type.convention} ` : inner}${parametersText(type)}`);
    default:
      return `${qualifiersOf(type)}${baseText(type)}${inner === '' ? '' : ` ${inner}`}`;
  }
}

/** The type as MSVC writes it: `const char *`, `int [10]`, `void (__cdecl *)(int)`. */
export const typeText = (type: Type): string => around(type, '');
