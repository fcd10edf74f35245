import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import * as common from '../../src/status/common.ts';
import * as hresults from '../../src/status/common-hresults.ts';
import { hresultValue } from '../../src/status/hresult-names.ts';
import { ntStatusName } from '../../src/status/nt-status-names.ts';
import { win32ErrorName } from '../../src/status/win32-error-names.ts';
import { root } from './facts.ts';

test.each(Object.entries(common))('%s has the value of ntstatus.h or winerror.h', (name, value) => {
  expect(name.startsWith('STATUS_') ? ntStatusName(value) : win32ErrorName(value)).toBe(name);
});

test('there are constants, each tested below', () => {
  expect(Object.keys(common).length).toBeGreaterThan(50);
});

test.each(Object.entries(hresults))('%s has the value of winerror.h', (name, value) => {
  expect(hresultValue(name)).toBe(value);
});

test('common.ts imports nothing, so a constant brings no table along', () => {
  expect(readFileSync(path.join(root, 'src', 'status', 'common.ts'), 'utf8')).not.toMatch(/^import/m);
});
