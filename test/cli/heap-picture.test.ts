import { describe, expect, it } from 'vitest';
import { drawHeap, type PictureStyle } from '../../src/cli/heap-picture.ts';
import type { ReplayPiece } from '../../src/cli/replay-heap.ts';

const style: PictureStyle = {
  columns: 8,
  rows: 4,
  charset: 'unicode',
  formatAddress: (address) => address.toString(16).padStart(6, '0'),
};
const piece = (address: number, totalBytes: number, state: ReplayPiece['state']): ReplayPiece => ({
  address,
  bytes: totalBytes - 8,
  totalBytes,
  state,
});

describe('the picture of a heap', () => {
  it('has a shade for every part of a cell that is busy', () => {
    const pieces = [
      piece(0x1000, 64, 'busy'),
      piece(0x1040, 64, 'free'),
      piece(0x1080, 16, 'busy'),
      piece(0x1090, 48, 'free'),
      piece(0x10c0, 32, 'busy'),
      piece(0x10e0, 32, 'free'),
      piece(0x1100, 48, 'busy'),
      piece(0x1130, 16, 'free'),
    ];
    expect(drawHeap(pieces, style)).toEqual([
      '001000  █·░▒▓',
      '',
      '· free  ░ under 1/3  ▒ under 2/3  ▓ above  █ full  ■ large block; one cell is 64 bytes',
    ]);
    expect(drawHeap(pieces, { ...style, charset: 'ascii' })[0]).toBe('001000  #.-+*');
  });

  it('leaves out what is not committed and sorts by address', () => {
    const pieces = [
      piece(0x30000, 128, 'large'),
      piece(0x1000, 64, 'busy'),
      piece(0x1040, 0x8000, 'uncommitted'),
      piece(0x9040, 64, 'free'),
    ];
    expect(drawHeap(pieces, style)[0]).toBe('001000  █·■■');
  });

  it('never has more cells than rows and columns', () => {
    const pieces = Array.from({ length: 1000 }, (_, i) =>
      piece(0x1000 + i * 4096, 4096, i % 2 ? 'free' : 'busy'),
    );
    const lines = drawHeap(pieces, style);
    expect(lines.length).toBeLessThanOrEqual(4 + 2);
    expect(lines.at(-1)).toMatch(/one cell is 128 KB$/);
  });

  it('puts kernel addresses, which are negative, above user addresses', () => {
    expect(drawHeap([piece(-0x1000, 64, 'free'), piece(0x1000, 64, 'busy')], style)[0]).toBe('001000  █·');
  });

  it('says so when there is nothing to draw', () => {
    expect(drawHeap([piece(0, 4096, 'uncommitted')], style)).toEqual(['the heap has no committed memory']);
  });
});
