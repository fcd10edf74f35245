import { expect, it } from 'vitest';
import { progressBar } from '../../src/cli/progress.ts';

it('a progress bar draws over itself, seldom, and goes away', () => {
  const written: string[] = [];
  let time = 0;
  const bar = progressBar(
    (text) => written.push(text),
    'x',
    200,
    () => time,
  );
  bar.update(0);
  bar.update(20);
  time = 60;
  bar.update(100);
  bar.update(200);
  bar.clear();
  const drawn = (full: number, percent: number) =>
    `\r\x1b[2Kx [${'#'.repeat(full)}${'-'.repeat(30 - full)}] ${percent}%`;
  expect(written).toEqual([drawn(0, 0), drawn(15, 50), drawn(30, 100), '\r\x1b[2K']);
});

it('without a terminal there is no bar', () => {
  const bar = progressBar(null, 'x', 1);
  expect(() => {
    bar.update(1);
    bar.clear();
  }).not.toThrow();
});
