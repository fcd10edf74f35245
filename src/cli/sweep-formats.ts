/** What a sweep found, for other programs: JSON, SARIF 2.1.0 and JUnit XML. */
import type { SweepFinding, SweepReport, SweepResult } from '../index.ts';

/** The place in C that a finding is shown at. */
interface Place {
  readonly file: string;
  readonly line: number;
}

/** The innermost line of C: of who asked for what was left, of the stop, else of the call that failed. */
export function placeOf({ stack, faults, details }: SweepFinding): Place | null {
  const frames = [...stack, ...details, ...faults.flatMap(({ stack: at }) => at)];
  for (const frame of frames) {
    const [, file, line] = /\[([^\]@]+) @ (\d+)\]/.exec(frame) ?? [];
    if (file !== undefined && line !== undefined) return { file, line: Number(line) };
  }
  return null;
}

const whole = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value);

/** What one thread tells another: what each form of the output shows, and nothing else. */
export const reportToText = (report: SweepReport): string => JSON.stringify(report, whole);

/** The report of such a text. */
export const reportFromText = (text: string): SweepReport => JSON.parse(text) as SweepReport;

/** One object: numbers, and every finding with its place, its faults and its events. */
export function sweepJson({ ok, points, runs, findings }: SweepResult): string {
  const shown = findings.map((one) => ({ ...one, place: placeOf(one) }));
  return JSON.stringify({ ok, points: points.length, runs, findings: shown }, whole);
}

const RULES: Readonly<Record<SweepFinding['kind'], string>> = {
  bugcheck: 'The machine stopped with a bug check.',
  raised: 'An exception was not handled.',
  stopped: 'The machine stopped.',
  threw: 'A check of the scenario failed.',
  left: 'Something was left behind.',
  rule: 'A rule was broken.',
  strayed: 'The scenario does not do the same each time.',
};

/** For code scanning. */
export function sweepSarif({ findings }: SweepResult, version: string): string {
  const results = findings.map((finding) => {
    const place = placeOf(finding);
    return {
      ruleId: finding.kind,
      level: 'error',
      message: { text: messageOf(finding) },
      ...(place === null
        ? {}
        : {
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: encodeURI(place.file.replaceAll('\\', '/')) },
                  region: { startLine: place.line },
                },
              },
            ],
          }),
      properties: { replay: finding.replay },
    };
  });
  const rules = Object.entries(RULES).map(([id, text]) => ({ id, shortDescription: { text } }));
  const driver = { name: 'irqlab', version, rules };
  return JSON.stringify({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver }, results }],
  });
}

/** One test case for each run. */
export function sweepJunit({ cases, findings }: SweepResult): string {
  const all = ['', ...cases.filter((one) => one !== '')];
  const failed = new Set(findings.map(({ replay }) => replay));
  const lines = all.map((replay) => {
    const name = escaped(replay === '' ? 'without a failure' : replay);
    const mine = findings.filter((one) => one.replay === replay);
    if (mine.length === 0) return `  <testcase classname="irqlab sweep" name="${name}"/>`;
    const failures = mine.map(
      (one) =>
        `    <failure type="${one.kind}" message="${escaped(one.text)}">${escaped(messageOf(one))}</failure>`,
    );
    return [`  <testcase classname="irqlab sweep" name="${name}">`, ...failures, '  </testcase>'].join('\n');
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuite name="irqlab sweep" tests="${all.length}" failures="${failed.size}">`,
    ...lines,
    '</testsuite>',
  ].join('\n');
}

function messageOf({ kind, text, stack, details, faults, replay }: SweepFinding): string {
  return [
    `${kind === 'left' ? 'left behind: ' : ''}${text}`,
    ...stack,
    ...details,
    ...faults.map(({ fault }) => `after ${fault.routine} failed with ${fault.failure}`),
    ...(replay === '' ? [] : [`irqlab sweep ... --replay ${replay}`]),
  ].join('\n');
}

/** Characters that XML forbids become a question mark. */
const escaped = (text: string): string =>
  text
    .replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd]/g, '?')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;');
