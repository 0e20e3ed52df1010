import type { Inline } from './markdown-inline.ts';
import { inlines, textOf } from './markdown-inline.ts';

export type Block =
  | { readonly kind: 'paragraph'; readonly content: readonly Inline[] }
  | { readonly kind: 'code'; readonly text: string; readonly language: string }
  | { readonly kind: 'quote'; readonly content: readonly Block[] }
  | {
      readonly kind: 'list';
      readonly ordered: boolean;
      readonly start: number;
      readonly items: readonly (readonly Inline[])[];
    };

const FENCE = /^ {0,3}```([\w+#.-]{0,20})[ \t]*$/;
const QUOTE = /^ {0,3}> ?/;
const BULLET = /^ {0,6}[-*+] +(?=\S)/;
const NUMBER = /^ {0,6}(\d{1,9})[.)] +(?=\S)/;
const DEEPEST_QUOTE = 3;

/**
 * Reads the subset of Markdown that a chat needs: bold, italic, strike, code, links, lists, quotes, line breaks, mentions of `names`.
 * Whatever it does not know stays text, so there is nothing to sanitise. Time and memory grow with the length of the input only.
 */
export function parseMarkdown(text: string, names: readonly string[] = []): readonly Block[] {
  return blocks(text.replace(/\r\n?/g, '\n').split('\n'), names, 0);
}

function blocks(lines: readonly string[], names: readonly string[], depth: number): Block[] {
  const found: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? '';
    if (line.trim() === '') at++;
    else if (FENCE.test(line)) at = readCode(lines, at, found);
    else if (QUOTE.test(line) && depth < DEEPEST_QUOTE) at = readQuote(lines, at, names, depth, found);
    else if (BULLET.test(line) || NUMBER.test(line)) at = readList(lines, at, names, found);
    else at = readParagraph(lines, at, names, depth, found);
  }
  return found;
}

/** The index after the last line from `at` on for which `belongs` holds. */
function endOf(lines: readonly string[], at: number, belongs: (line: string) => boolean): number {
  let end = at;
  while (end < lines.length && belongs(lines[end] ?? '')) end++;
  return end;
}

/** A fence that is never closed takes the rest: people forget it, and their code must not turn into markup. */
function readCode(lines: readonly string[], at: number, found: Block[]): number {
  const language = FENCE.exec(lines[at] ?? '')?.[1] ?? '';
  const end = endOf(lines, at + 1, (line) => !FENCE.test(line));
  found.push({ kind: 'code', text: lines.slice(at + 1, end).join('\n'), language });
  return end + 1;
}

function readQuote(
  lines: readonly string[],
  at: number,
  names: readonly string[],
  depth: number,
  found: Block[],
): number {
  const end = endOf(lines, at, (line) => QUOTE.test(line));
  const inner = lines.slice(at, end).map((line) => line.replace(QUOTE, ''));
  found.push({ kind: 'quote', content: blocks(inner, names, depth + 1) });
  return end;
}

function readList(lines: readonly string[], at: number, names: readonly string[], found: Block[]): number {
  const first = NUMBER.exec(lines[at] ?? '');
  const marker = first ? NUMBER : BULLET;
  const end = endOf(lines, at, (line) => marker.test(line));
  const items = lines.slice(at, end).map((line) => inlines(line.replace(marker, ''), names));
  found.push({ kind: 'list', ordered: first !== null, start: Number(first?.[1] ?? 1), items });
  return end;
}

function readParagraph(
  lines: readonly string[],
  at: number,
  names: readonly string[],
  depth: number,
  found: Block[],
): number {
  const isText = (line: string) =>
    line.trim() !== '' &&
    !FENCE.test(line) &&
    !BULLET.test(line) &&
    !NUMBER.test(line) &&
    (depth >= DEEPEST_QUOTE || !QUOTE.test(line));
  const end = Math.max(at + 1, endOf(lines, at, isText));
  found.push({ kind: 'paragraph', content: inlines(lines.slice(at, end).join('\n').trim(), names) });
  return end;
}

/** The message on one line without marks: for the list of groups, for quotes and for what is read out. */
export function plainText(text: string): string {
  return parseMarkdown(text).map(blockText).join(' ').replace(/\s+/g, ' ').trim();
}

/** A preview that the server cut off may have lost the end of a fence. */
export function previewText(preview: string): string {
  return plainText(preview.replace(/```[\w+#.-]*/g, ' '));
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return textOf(block.content);
    case 'code':
      return block.text;
    case 'quote':
      return block.content.map(blockText).join(' ');
    case 'list':
      return block.items.map(textOf).join(', ');
  }
}
