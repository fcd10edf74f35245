/** docs/guide/testing-error-paths.md as a new user follows it: its files in a project of their own, its commands, what they print. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasTime } from '../property-runs.ts';
import { projectRoot } from '../structure/public-entries.ts';
import { ADDRESSES, type ChildProject, childProject } from '../vitest/child-project.ts';

const page = readFileSync(join(projectRoot, 'docs/guide/testing-error-paths.md'), 'utf8');

/** The files that the page names, by name. */
const files = new Map(
  [...page.matchAll(/^`([\w.]+)`:\n\n(?:<!-- .* -->\n)?```\w+\n([\s\S]*?)^```$/gm)].map(
    ([, name = '', text = '']) => [name, text],
  ),
);
/** What the sweep prints, and the lines that mend the driver. */
const [, finding = ''] = /^The first test passes[\s\S]*?```text\n([\s\S]*?)```/m.exec(page) ?? [];
const [, mend = ''] = /lines mend it:\n\n<!-- .* -->\n```c\n([\s\S]*?)```/.exec(page) ?? [];
const commands = [...page.matchAll(/^npx vitest (.*)$/gm)].map(([, text = '']) => text.split(' '));

describe('docs/guide/testing-error-paths.md', () => {
  let project: ChildProject;
  beforeAll(async () => {
    project = await childProject(files);
  }, 60_000);
  afterAll(() => project?.remove());

  it('finds what the page says, and nothing when the driver is mended', async () => {
    expect([...files.keys()]).toEqual(['ring.c', 'ring.test.ts', 'ring.sweep.test.ts', 'vitest.config.ts']);
    const [whole = [], ...sharded] = commands;
    const printed = await project.vitest(...whole);
    expect(printed).toContain('1 failed | 1 passed');
    expect(printed.replaceAll(ADDRESSES, 'ADDRESS')).toContain(finding.replaceAll(ADDRESSES, 'ADDRESS'));

    const wrong = '  if (order == NULL) return Finish(Irp, STATUS_INSUFFICIENT_RESOURCES, 0);\n';
    const driver = files.get('ring.c') ?? '';
    expect(driver).toContain(wrong);
    writeFileSync(join(project.folder, 'ring.c'), driver.replace(wrong, mend));
    expect(sharded.length).toBe(3);
    expect(await project.vitest(...whole)).toMatch(/Tests {2}2 passed \(2\)/);
    if (!hasTime) return;
    let last = '';
    for (const command of sharded) last = await project.vitest(...command);
    // The test is in one of the shards, the sweep in both.
    expect(last).toMatch(/Tests {2}3 passed \(3\)/);
  }, 60_000);
});
