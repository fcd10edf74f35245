import { describe, expect, it } from 'vitest';
import { irqlDiagram, irqlDiagramPage } from '../../src/kernel/irql-diagram.ts';

describe('the IRQL diagram', () => {
  it.each([
    ['x64', ['device levels 6 to 12', 'CLOCK_LEVEL = 13', 'IPI_LEVEL = 14', 'HIGH_LEVEL = 15']],
    ['x86', ['device levels 6 to 26', 'PROFILE_LEVEL = 27', 'POWER_LEVEL = 30', 'HIGH_LEVEL = 31']],
  ] as const)('D-001, D-002: names the levels of %s and joins the device levels', (architecture, labels) => {
    const text = irqlDiagram(architecture);
    for (const label of ['PASSIVE_LEVEL = 0', 'CMCI_LEVEL = 5', ...labels])
      expect(text).toContain(`: ${label}`);
  });

  it.each([
    ['verifier', 'L0 --> L1: RAISE', 'L1 --> L0: RESTORE', 4],
    ['documented', 'L0 --> L1: RAISE', 'L1 --> L0: RESTORE, LOWER', 3],
    ['observed', 'L0 --> L1: RAISE, RESTORE, LOWER', 'L1 --> L0: RAISE, RESTORE, LOWER', 0],
  ] as const)('%s: reads its edges from the machine', (policy, up, down, stops) => {
    const lines = irqlDiagram('x64', policy).split('\n');
    expect(lines).toContain(`    ${up}`);
    expect(lines).toContain(`    ${down}`);
    expect(lines.filter((line) => line.includes('--> stopped'))).toHaveLength(stops);
  });

  // `npx vitest run test/kernel/irql-diagram.test.ts -u` writes the page again.
  it('docs/diagrams/irql.md is what the machine says today', async () => {
    await expect(irqlDiagramPage()).toMatchFileSnapshot('../../docs/diagrams/irql.md');
  });
});
