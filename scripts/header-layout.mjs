// C text of a structure from its row of facts/structs.json.
//
// A row lists members with their offsets; unnamed structures and unions are not in it. They are found again: members
// that share bits form an unnamed union, whose alternatives begin where the union begins. Members are then placed by
// the rules of the compiler (MSVC's for bit-fields); padding, `#pragma pack` and `__declspec(align)` are added where
// the row wants something else. A structure is given out only when every member lies where the row has it.

const POINTER = { x64: 8, x86: 4 };

/** Sizes of the types of the language and of the basic typedefs, [x64, x86]. */
const SCALARS = {
  char: 1,
  'unsigned char': 1,
  'signed char': 1,
  short: 2,
  'unsigned short': 2,
  int: 4,
  'unsigned int': 4,
  long: 4,
  'unsigned long': 4,
  'long long': 8,
  'unsigned long long': 8,
  UINT8: 1,
  UINT16: 2,
  UINT32: 4,
  UINT64: 8,
  DWORD64: 8,
  DWORDLONG: 8,
  SECURITY_DESCRIPTOR_CONTROL: 2,
};

const bare = (type) => type.replace(/\b(const|volatile|CONST)\b/g, '').trim();

/** Splits `T[3]` into `T` and `[3]`. */
function arrayOf(type) {
  const found = /^(.*?)\s*((?:\[\d*\])+)$/.exec(type);
  return found === null ? { element: type, dimensions: '' } : { element: found[1], dimensions: found[2] };
}

const count = (dimensions) =>
  [...dimensions.matchAll(/\[(\d*)\]/g)].reduce((product, [, n]) => product * Number(n || 0), 1);

/** Knows size and alignment of every named type, and which names a place may use. */
export class Types {
  #rows = new Map();

  constructor(structs, enums = []) {
    for (const name of [...enums, 'FS_INFORMATION_CLASS'])
      this.#rows.set(name, { size: { x64: 4, x86: 4 }, align: { x64: 4, x86: 4 } });
    for (const row of structs) if (!this.#rows.has(row.name)) this.#rows.set(row.name, row);
    for (const row of structs) if (row.tag && !this.#rows.has(row.tag)) this.#rows.set(row.tag, row);
  }

  /** Size and alignment of a type that is no array; null when it is unknown. */
  of(type, arch) {
    const name = bare(type);
    if (name.endsWith('*') || name.endsWith('*volatile'))
      return { bytes: POINTER[arch], align: POINTER[arch] };
    const scalar = SCALARS[name];
    if (scalar !== undefined) return { bytes: scalar, align: scalar };
    const row = this.#rows.get(name);
    if (row?.size?.[arch] !== undefined) return { bytes: row.size[arch], align: row.align[arch] };
    return null;
  }
}

/** Members of a row on one architecture as a tree: dotted names become children. */
function tree(types, row, arch) {
  const root = { children: [] };
  const nodes = new Map([['', root]]);
  for (const field of row.fields) {
    const offset = field.offset?.[arch];
    if (offset === undefined) continue;
    const dot = field.name.lastIndexOf('.');
    const parent = nodes.get(dot < 0 ? '' : field.name.slice(0, dot).replace(/\[0\]$/, ''));
    if (parent === undefined) throw new Error(`${row.name}.${field.name} has no parent`);
    const bits = field.bits?.[arch] ?? (field.bits?.width === undefined ? undefined : field.bits);
    const size = field.size?.[arch] ?? 0;
    const start = offset * 8 + (bits?.start ?? 0);
    const node = {
      name: field.name.slice(dot + 1),
      type: (arch === 'x86' && field.typeX86) || field.type,
      start,
      end: start + (bits?.width ?? size * 8),
      size,
      bits: bits?.width ?? null,
      // Rows are in the order of x64; what differs on x86 may have another place there.
      late: field.offset.x64 === undefined || field.typeX86 !== undefined,
      unit: bits === undefined ? null : (types.of(field.type, arch)?.bytes ?? 4) * 8,
      children: [],
    };
    nodes.set(field.name, node);
    parent.children.push(node);
  }
  return root.children;
}

const isRecord = ({ type }) => /^(struct|union)( ?\[\d+\])?$/.test(type);

/** True when both are bit-fields of one storage unit. */
const sameUnit = (one, next) =>
  next !== undefined &&
  one.unit !== null &&
  one.unit === next.unit &&
  next.start >= one.end &&
  Math.floor(one.start / one.unit) === Math.floor(next.start / next.unit);

/** Members as groups: single members, and unions of what shares bits. */
function grouped(members) {
  const groups = [];
  for (let first = 0; first < members.length; ) {
    const { start } = members[first];
    let { end } = members[first];
    let last = first;
    for (let at = first + 1; at < members.length; at++) {
      // A member without bits (a flexible array) shares them with nothing.
      if (members[at].start >= end || members[at].end <= start) continue;
      last = at;
      for (let inside = first; inside <= at; inside++) end = Math.max(end, members[inside].end);
    }
    // Bit-fields of one storage unit stay together.
    while (last > first && sameUnit(members[last], members[last + 1])) last++;
    groups.push(members.slice(first, last + 1));
    first = last + 1;
  }
  return groups;
}

/** Alternatives of an unnamed union: each begins where the union begins. */
function alternatives(members, start) {
  const found = [];
  for (const member of members) {
    if (member.start === start) found.push([member]);
    else if (found.length === 0) throw new Error(`${member.name} does not begin its union`);
    else found.at(-1).push(member);
  }
  return found;
}

/** Places members one after the other as the compiler would. */
class Placement {
  parts = [];
  bit = 0;
  align = 1;
  unit = null;

  constructor(pack, base) {
    this.pack = pack;
    this.base = base;
  }

  #declare(text) {
    this.parts.push(text);
  }

  /** A member that is no bit-field. */
  place(declare, { bytes, align }, wanted) {
    this.#close();
    const packed = Math.min(align, this.pack);
    const natural = Math.ceil(this.bit / (8 * packed)) * 8 * packed;
    const at = wanted - this.base;
    if (natural > at || at % (8 * packed) !== 0) throw new Error(`cannot place ${declare('')} at ${at / 8}`);
    const own = [8, 16].find((n) => n > packed && Math.ceil(this.bit / (8 * n)) * 8 * n === at);
    if (natural < at && own !== undefined && at - natural < 64) {
      this.#declare(declare(`__declspec(align(${own})) `));
      this.align = Math.max(this.align, own);
    } else {
      if (natural < at) this.#pad(at);
      this.#declare(declare(''));
    }
    this.align = Math.max(this.align, packed);
    this.bit = at + bytes * 8;
  }

  /** Bytes that the row has no member for. */
  #pad(at) {
    this.#declare(`UCHAR Padding${this.bit / 8}[${(at - this.bit) / 8}];`);
    this.bit = at;
  }

  field(text, { bytes, align }, width, wanted) {
    const at = wanted - this.base;
    const packed = Math.min(align, this.pack);
    const open = this.unit;
    const fits = open !== null && open.bytes === bytes && at >= this.bit && at + width <= open.end;
    if (!fits) {
      this.#close();
      const start = Math.ceil(this.bit / (8 * packed)) * 8 * packed;
      const own = Math.floor(at / (8 * bytes)) * 8 * bytes;
      if (start > own) throw new Error(`cannot place the bit-field ${text} at bit ${at}`);
      if (start < own) this.#pad(own);
      // The same type again would go on in the unit before.
      if (open !== null && open.bytes === bytes) this.#declare(`${text.split(' ')[0]} :0;`);
      this.unit = { bytes, end: own + bytes * 8 };
      this.bit = own;
    }
    if (at > this.bit) this.#declare(`${/^(.*) \w+:\d+;$/.exec(text)[1]} :${at - this.bit};`);
    this.#declare(text);
    this.align = Math.max(this.align, packed);
    this.bit = at + width;
  }

  #close() {
    if (this.unit !== null) this.bit = this.unit.end;
    this.unit = null;
  }

  done() {
    this.#close();
    const unit = this.align * 8;
    return { text: joined(this.parts), bytes: (Math.ceil(this.bit / unit) * unit) / 8, align: this.align };
  }
}

/** Declarations, those of one type one after the other written as one: `ULONG a, b;`. */
function joined(parts) {
  const out = [];
  let open = null;
  for (const part of parts) {
    const simple = /^((?:volatile )?\w+) (\w+(?:\[\d+\])*|\w+:\d+);$/.exec(part);
    if (simple !== null && open !== null && open.type === simple[1]) open.names.push(simple[2]);
    else {
      open = simple === null ? null : { type: simple[1], names: [simple[2]] };
      out.push(open ?? part);
    }
  }
  return out.map((one) => (typeof one === 'string' ? one : `${one.type} ${one.names.join(', ')};`)).join(' ');
}

/** Writes one row for one architecture. */
class Writer {
  constructor(types, arch, usable, pack) {
    Object.assign(this, { types, arch, usable, pack });
  }

  /** What the member is written as: its own type where the header knows it, else bytes of the same layout. */
  typeOf(node) {
    const { element, dimensions } = arrayOf(node.type);
    const length = dimensions === '' ? 1 : count(dimensions);
    const usable = this.usable(bare(element));
    const known = usable ? this.types.of(element, this.arch) : null;
    if (known !== null) return { ...known, bytes: known.bytes * length, element, dimensions };
    const pointer = POINTER[this.arch];
    const isPointer =
      /^(P|LP|struct .*\*|union .*\*|.*ROUTINE)/.test(element) && node.size === pointer * length;
    if (isPointer)
      return { bytes: node.size, align: pointer, element: usable ? element : 'PVOID', dimensions };
    const sizes = { 1: 'UCHAR', 2: 'USHORT', 4: 'ULONG', 8: 'ULONGLONG' };
    if (sizes[node.size] !== undefined && dimensions === '')
      return { bytes: node.size, align: node.size, element: sizes[node.size], dimensions: '' };
    const step = [pointer, 4, 2, 1].find((n) => node.size % n === 0 && (node.start / 8) % n === 0);
    const unit = step === pointer ? 'ULONG_PTR' : sizes[step];
    return { bytes: node.size, align: step, element: unit, dimensions: `[${node.size / step}]` };
  }

  struct(members, base) {
    const placement = new Placement(this.pack, base);
    for (const group of grouped(members)) {
      if (group.length === 1) this.member(placement, group[0]);
      else {
        const { start } = group[0];
        if (alternatives(group, start).length === 1) throw new Error(`${group[0].name} shares nothing`);
        const union = this.union(group, start);
        placement.place((prefix) => `${prefix}union {${union.text}};`, union, start);
      }
    }
    return placement.done();
  }

  union(members, base) {
    const parts = [];
    let bytes = 0;
    let align = 1;
    for (const alternative of alternatives(members, base)) {
      const record = this.struct(alternative, base);
      bytes = Math.max(bytes, record.bytes);
      align = Math.max(align, record.align);
      parts.push(alternative.length === 1 ? record.text : `struct {${record.text}};`);
    }
    return { text: joined(parts), bytes: Math.ceil(bytes / align) * align, align };
  }

  member(placement, node) {
    if (isRecord(node)) {
      const kind = node.type.startsWith('union') ? 'union' : 'struct';
      const inner =
        kind === 'union' ? this.union(node.children, node.start) : this.struct(node.children, node.start);
      const { dimensions } = arrayOf(node.type);
      const bytes = inner.bytes * (dimensions === '' ? 1 : count(dimensions));
      if (bytes !== node.size) throw new Error(`${node.name} has ${bytes} bytes, not ${node.size}`);
      placement.place(
        (prefix) => `${prefix}${kind} {${inner.text}} ${node.name}${dimensions};`,
        { bytes, align: inner.align },
        node.start,
      );
      return;
    }
    const type = this.typeOf(node);
    if (node.bits !== null) {
      placement.field(
        `${type.element} ${node.name}:${node.bits};`,
        this.types.of(node.type, this.arch),
        node.bits,
        node.start,
      );
      return;
    }
    if (type.bytes !== node.size)
      throw new Error(`${node.name}: ${node.type} has ${type.bytes} bytes, not ${node.size}`);
    placement.place((prefix) => `${prefix}${type.element} ${node.name}${type.dimensions};`, type, node.start);
  }
}

/**
 * Orders in which the members may stand: that of the row, members that differ on x86 in any other place, and that of
 * their offsets, larger ones first.
 */
function* orders(members) {
  yield members;
  yield [...members].sort((a, b) => a.start - b.start || b.end - b.start - (a.end - a.start));
  const late = members.filter(({ late: is }) => is);
  if (late.length === 0 || late.length > 2) return;
  let found = [members.filter(({ late: is }) => !is)];
  for (const one of late)
    found = found.flatMap((order) =>
      Array.from({ length: order.length + 1 }, (_, at) => [...order.slice(0, at), one, ...order.slice(at)]),
    );
  yield* found;
}

/**
 * A structure as C text: what stands between the braces, and what stands around them.
 * @returns `{ body, pack, align }`; throws when the row cannot be rebuilt
 */
export function structureText(types, row, arch, usable) {
  let reason = null;
  for (const pack of [16, 8, 4, 2, 1]) {
    let best = null;
    for (const members of orders(tree(types, row, arch))) {
      try {
        const found = written(new Writer(types, arch, usable, pack), row, members);
        // A wrong order costs padding.
        if (best === null || found.body.length < best.body.length) best = found;
        if (!/ :\d+;/.test(found.body)) break;
      } catch (error) {
        reason ??= error;
      }
    }
    if (best !== null) return best;
  }
  throw reason;
}

/** The structure, when its size and alignment are those of the row. */
function written(writer, row, members) {
  const { arch, pack } = writer;
  const record = row.kind === 'union' ? writer.union(members, 0) : writer.struct(members, 0);
  const align = Math.max(record.align, row.align[arch]);
  const bytes = Math.ceil(record.bytes / align) * align;
  const rest = row.size[arch] - bytes;
  if (align !== row.align[arch] || rest < 0 || rest % align !== 0)
    throw new Error(
      `${row.name} has ${bytes} bytes, aligned to ${align}, not ${row.size[arch]}, ${row.align[arch]}`,
    );
  const tail = rest === 0 ? '' : ` UCHAR Padding${bytes}[${rest}];`;
  return {
    body: record.text + tail,
    pack: pack === 16 ? null : pack,
    align: align > record.align ? align : null,
  };
}
