/** What a person reads after a replay, and the one line a program reads. */
import { drawHeap, type PictureStyle } from './heap-picture.ts';
import type { ReplayResult, ReplaySettings } from './replay.ts';
import type { Trace } from './trace.ts';

/** The result as one JSON object. These keys are stable. */
export function replayJson(trace: Trace, result: ReplayResult): string {
  return JSON.stringify({
    name: trace.name,
    ops: trace.operations.length,
    nsPerOp: Math.round(result.nanosecondsPerOperation * 10) / 10,
    peakLiveBytes: result.peakLiveBytes,
    peakCommittedBytes: result.peakCommittedBytes,
    segments: result.segments,
    largeBlocks: result.largeBlocks,
    failures: result.failures,
    valid: result.valid,
  });
}

/** The summary, with a picture of the heap at its peak. */
export function replaySummary(
  trace: Trace,
  settings: ReplaySettings,
  result: ReplayResult,
  style: PictureStyle,
): string {
  const { arch, profile, verifier } = settings;
  const rows = summaryRows(trace, result);
  const width = Math.max(...rows.map(([label]) => label.length));
  return [
    `${trace.name}, replayed through RtlAllocateHeap, RtlReAllocateHeap and RtlFreeHeap`,
    `${arch}, ${profile} profile, verifier ${verifier}`,
    '',
    ...rows.map(([label, text]) => `  ${label.padEnd(width)}  ${text}`),
    '',
    `The heap with the most bytes live (after operation ${count(trace.peakOperation + 1)}):`,
    '',
    ...drawHeap(result.piecesAtPeak, style),
  ].join('\n');
}

function summaryRows(trace: Trace, result: ReplayResult): [label: string, text: string][] {
  const { allocations, resizes, frees } = trace;
  const { atPeak } = result;
  return [
    [
      'operations',
      `${count(trace.operations.length)}: ${count(allocations)} allocate, ${count(resizes)} resize, ${count(frees)} free`,
    ],
    [
      'time',
      `${Math.round(result.nanosecondsPerOperation)} ns per operation, median of ${result.timedPasses} passes`,
    ],
    ['peak live', `${bytes(result.peakLiveBytes)} requested, in ${count(atPeak.liveBlocks)} blocks`],
    ['peak committed', bytes(result.peakCommittedBytes)],
    ['fragmentation', fragmentation(result)],
    ['segments', `${count(result.segments)} at most`],
    ['large blocks', `${count(result.largeBlocks)} at most, above the virtual memory threshold`],
    ['failures', result.failures === 0 ? '0' : `${count(result.failures)} allocations gave NULL`],
    [
      'valid',
      result.valid ? 'yes: every byte, size, header and total is as it must be' : `NO: ${result.reason}`,
    ],
  ];
}

function fragmentation({ atPeak }: ReplayResult): string {
  const overhead =
    atPeak.liveBytes === 0
      ? 'nothing live'
      : `${(atPeak.committedBytes / atPeak.liveBytes).toFixed(2)} committed / live at the peak`;
  const { freeBlocks, freeBytes, largestFreeBytes } = atPeak;
  const free =
    freeBlocks === 0
      ? 'nothing free'
      : `${bytes(freeBytes)} free in ${count(freeBlocks)} blocks, the largest ${bytes(largestFreeBytes)}`;
  return `${overhead}; ${free}`;
}

const count = (value: number): string => value.toLocaleString('en-US');

/** Bytes in the unit a person would choose; KB and MB are powers of two, as everywhere in Windows. */
export function bytes(value: number): string {
  if (value < 1024) return `${value} bytes`;
  if (value < 1024 * 1024) return `${(value / 1024).toFixed(1)} KB`;
  return `${(value / 1024 / 1024).toFixed(2)} MB`;
}
