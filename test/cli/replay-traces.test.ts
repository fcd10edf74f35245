import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { inTurn } from '../property-runs.ts';
import { capture } from './capture.ts';

/** The traces that `npm test` replays. */
const TRACES = [
  'android-systemui',
  'app-emacs',
  'linux-cc1',
  'linux-git-log',
  'linux-python3',
  'win-ast-grep',
  'win-msxml',
  'win-setupapi',
] as const;

/** What the first lines of the traces promise. */
const PROMISED: Readonly<Record<(typeof TRACES)[number], { ops: number; peakLiveBytes: number }>> = {
  'android-systemui': { ops: 770279, peakLiveBytes: 10441709 },
  'app-emacs': { ops: 21662, peakLiveBytes: 1499295 },
  'linux-cc1': { ops: 798401, peakLiveBytes: 4047238 },
  'linux-git-log': { ops: 544071, peakLiveBytes: 44266078 },
  'linux-python3': { ops: 587485, peakLiveBytes: 8774947 },
  'win-ast-grep': { ops: 262788, peakLiveBytes: 1242525 },
  'win-msxml': { ops: 213358, peakLiveBytes: 8507319 },
  'win-setupapi': { ops: 43923, peakLiveBytes: 2564157 },
};

/** A clock that says time is up: the timed passes are not what is tested here. */
let seconds = 0;
const hurry = (): number => 1000 * seconds++;

describe.each(['x64', 'x86'] as const)('on %s', (arch) => {
  it.each(inTurn(TRACES, arch === 'x64' ? 0 : 1))(
    '%s replays without a failure and every byte is right',
    { timeout: 60_000 },
    async (name) => {
      const file = fileURLToPath(new URL(`../../traces/${name}.trace.gz`, import.meta.url));
      const { code, stdout, stderr } = await capture(['replay', file, '--arch', arch, '--json'], {
        now: hurry,
      });
      expect([code, stderr]).toEqual([0, '']);
      const result = JSON.parse(stdout);
      expect(result).toMatchObject({ name, ...PROMISED[name], failures: 0, valid: true });
      expect(result.peakCommittedBytes).toBeGreaterThanOrEqual(result.peakLiveBytes);
    },
  );
});
