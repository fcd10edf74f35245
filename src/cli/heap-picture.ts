/** A picture of a heap for the terminal: its committed memory as a block map, one shade a cell. */
import type { ReplayPiece } from './replay-heap.ts';

/** How a picture is drawn. */
export interface PictureStyle {
  /** Cells of one row. */
  readonly columns: number;
  /** Most rows. */
  readonly rows: number;
  /** Block characters, or ASCII for a terminal that has none. */
  readonly charset: 'unicode' | 'ascii';
  /** Text for an address at the head of each row. */
  readonly formatAddress: (address: number) => string;
}

const SHADES = { unicode: ['·', '░', '▒', '▓', '█'], ascii: ['.', '-', '+', '*', '#'] } as const;
const LARGE = { unicode: '■', ascii: 'L' } as const;
const SMALLEST_CELL_BYTES = 64;

/** Committed memory between two addresses, without a gap and of one kind. */
interface Extent {
  readonly start: number;
  end: number;
  readonly large: boolean;
  readonly busy: { start: number; bytes: number }[];
}

/** Lines of the picture, with a legend; a line that says so when nothing is committed. */
export function drawHeap(pieces: Iterable<ReplayPiece>, style: PictureStyle): string[] {
  const extents = extentsOf(pieces);
  if (extents.length === 0) return ['the heap has no committed memory'];
  const cellBytes = cellSize(extents, style.columns * style.rows);
  const cells = extents.flatMap((extent) => cellsOf(extent, cellBytes));
  const lines: string[] = [];
  for (let at = 0; at < cells.length; at += style.columns) {
    const row = cells.slice(at, at + style.columns);
    lines.push(
      `${style.formatAddress(row[0]?.address ?? 0)}  ${row.map((cell) => glyph(cell, style.charset)).join('')}`,
    );
  }
  return [...lines, '', legend(cellBytes, style.charset)];
}

/** Joins neighbouring pieces. A piece starts at its payload; the header in front belongs to it. */
function extentsOf(pieces: Iterable<ReplayPiece>): Extent[] {
  const committed = [...pieces].filter(({ state }) => state !== 'uncommitted');
  committed.sort((a, b) => unsigned(a.address) - unsigned(b.address));
  const extents: Extent[] = [];
  let joined: Extent | undefined;
  for (const { address, totalBytes, state } of committed) {
    const large = state === 'large';
    const gap = joined === undefined ? -1 : address - joined.end;
    const touches = !large && joined?.large === false && gap >= 0 && gap < SMALLEST_CELL_BYTES;
    if (joined === undefined || !touches) {
      joined = { start: address, end: address, large, busy: [] };
      extents.push(joined);
    }
    joined.end = address + totalBytes;
    if (state !== 'free') joined.busy.push({ start: address, bytes: totalBytes });
  }
  return extents;
}

/** Kernel addresses are negative numbers and stand above user addresses. */
const unsigned = (address: number): number => (address < 0 ? address + 2 ** 64 : address);

/** Smallest power of two with which every extent fits the picture. */
function cellSize(extents: readonly Extent[], cells: number): number {
  let bytes = SMALLEST_CELL_BYTES;
  const needed = (): number =>
    extents.reduce((sum, { start, end }) => sum + Math.ceil((end - start) / bytes), 0);
  while (needed() > cells && bytes < 2 ** 40) bytes *= 2;
  return bytes;
}

interface Cell {
  readonly address: number;
  /** Part that is allocated, 0 to 1. */
  readonly busy: number;
  readonly large: boolean;
}

function cellsOf({ start, end, large, busy }: Extent, cellBytes: number): Cell[] {
  const count = Math.ceil((end - start) / cellBytes);
  const busyBytes = new Float64Array(count);
  for (const block of busy) {
    const from = block.start - start;
    const to = Math.min(from + block.bytes, end - start);
    for (let cell = Math.floor(from / cellBytes); cell * cellBytes < to; cell++) {
      const covered = Math.min(to, (cell + 1) * cellBytes) - Math.max(from, cell * cellBytes);
      busyBytes[cell] = (busyBytes[cell] ?? 0) + covered;
    }
  }
  return Array.from(busyBytes, (bytes, cell) => {
    const length = Math.min(cellBytes, end - start - cell * cellBytes);
    return { address: start + cell * cellBytes, busy: Math.min(1, bytes / length), large };
  });
}

/** Only a free cell has the free sign and only a full one is solid: a single block in a cell can be seen, and a single hole. */
function glyph({ busy, large }: Cell, charset: PictureStyle['charset']): string {
  const shades = SHADES[charset];
  if (large) return LARGE[charset];
  if (busy === 0) return shades[0];
  if (busy === 1) return shades[4];
  return shades[busy < 1 / 3 ? 1 : busy < 2 / 3 ? 2 : 3];
}

function legend(cellBytes: number, charset: PictureStyle['charset']): string {
  const [none, low, middle, high, full] = SHADES[charset];
  const shades = `${none} free  ${low} under 1/3  ${middle} under 2/3  ${high} above  ${full} full  ${LARGE[charset]} large block`;
  return `${shades}; one cell is ${cellBytes >= 1024 ? `${cellBytes / 1024} KB` : `${cellBytes} bytes`}`;
}
